package org.lakeome.trino.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionsViewTest {

    @Test
    void namesBeforeTheirTypeAreQuotedAndNothingElseIs() {
        assertThat(
                        PartitionsView.quoted(
                                "SELECT partition, CAST(ROW(MIN(lower_bounds.\"3\")) AS ROW(end ROW(min bigint, max bigint), group ROW(min varchar, max varchar), \"a ROW(min b\" ROW(min bigint))) AS data FROM \"s\".\"end\""))
                .isEqualTo(
                        "SELECT partition, CAST(ROW(MIN(lower_bounds.\"3\")) AS ROW(\"end\" ROW(min bigint, max bigint), \"group\" ROW(min varchar, max varchar), \"a ROW(min b\" ROW(min bigint))) AS data FROM \"s\".\"end\"");
    }
}
