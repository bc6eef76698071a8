package org.lakeome.cli.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlRemediesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Query failed (#1): line 1:8: mismatched input 'end'. Expecting: '*' | quote it: \"end\"",
                "line 1:8: mismatched input 'END'. Expecting: '*' | quote it: \"end\"",
                "line 1:8: Column 'contignam' cannot be resolved | DESCRIBE",
                "line 1:15: Table 'lakeome.alice.cohrt' does not exist | lakeome store list",
                "line 1:15: Catalog 'lakehome' not found | the catalog `lakeome`",
                "line 1:40: Cannot apply operator: varchar = integer | quote the value",
                "line 1:40: Cannot apply operator: bigint = varchar(2) | quote the value"
            })
    void anErrorIsToldWithWhatHelps(String error, String remedy) {
        assertThat(SqlRemedies.with(error)).startsWith(error).contains(remedy);
    }

    @Test
    void anotherErrorStaysAsItIs() {
        assertThat(SqlRemedies.with("line 1:1: Division by zero")).isEqualTo("line 1:1: Division by zero");
        assertThat(SqlRemedies.with("Cannot apply operator: integer = bigint"))
                .isEqualTo("Cannot apply operator: integer = bigint");
    }
}
