package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImportOptionsTest {

    @Test
    void optionsOfTwoFormatsAreRefusedTogether() {
        ImportOptions options = new ImportOptions();
        options.ignoreQual = true;
        options.check();
        options.read.put("sep", ",");

        assertThatThrownBy(options::check)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--read")
                .hasMessageContaining("--ignore-qual");
    }
}
