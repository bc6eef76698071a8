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
                "line 1:40: Cannot apply operator: bigint = varchar(2) | quote the value",
                "line 1:40: Cannot apply operator: double > varchar(2) | quote the value",
                "line 1:40: Cannot apply operator: decimal(3, 1) >= char(4) | quote the value",
                "line 1:40: Cannot check if bigint is BETWEEN varchar(1) and varchar(1) | quote the value",
                "line 1:40: IN value and list items must be the same type or coercible to a common type."
                        + " Cannot find common type between bigint and varchar(1), all types (without duplicates): [bigint, varchar(1)]"
                        + " | quote the value",
                "line 1:40: Value expression and result of subquery must be of the same type: bigint vs varchar | quote the value"
            })
    void anErrorIsToldWithWhatHelps(String error, String remedy) {
        assertThat(SqlRemedies.with(error)).startsWith(error).contains(remedy);
    }

    @Test
    void anotherErrorStaysAsItIs() {
        assertThat(SqlRemedies.with("line 1:1: Division by zero")).isEqualTo("line 1:1: Division by zero");
        assertThat(SqlRemedies.with("Cannot check if date is BETWEEN varchar(1) and varchar(1)"))
                .doesNotContain("text and a number");
        assertThat(SqlRemedies.with("Cannot apply operator: integer = bigint"))
                .isEqualTo("Cannot apply operator: integer = bigint");
    }
}
