package org.lakeome.cli.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> COLUMNS = List.of("contigname", "sampleid", "start", "end", "depth");

    @ParameterizedTest
    @CsvSource({"contignam, contigname", "CONTIGNAME, contigname", "smapleid, sampleid", "strat, start", "dept, depth"})
    void aSlipOfTheHandIsUnderstood(String typed, String meant) {
        assertThat(Nearest.to(typed, COLUMNS)).contains(meant);
    }

    @Test
    void anotherWordIsNotTakenForOne() {
        assertThat(Nearest.to("chromosome", COLUMNS)).isEmpty();
        assertThat(Nearest.to("x", COLUMNS)).isEmpty();
    }
}
