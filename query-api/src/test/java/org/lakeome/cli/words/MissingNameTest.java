package org.lakeome.cli.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "line 1:15: Table 'lakeome.alice.cohrt' does not exist | cohrt"
                        + " | SELECT table_name FROM \"lakeome\".information_schema.tables WHERE table_schema = 'alice'",
                "line 1:15: Schema 'alic' does not exist | alic | SHOW SCHEMAS",
                "line 1:8: Function 'dossage' not registered | dossage | SHOW FUNCTIONS",
                "line 1:8: Column 'contignam' cannot be resolved | contignam | SELECT DISTINCT column_name FROM"
                        + " information_schema.columns WHERE table_name IN ('cohort', 'Odd', 'genes')",
                "line 1:8: Column 'c.contignam' cannot be resolved | contignam | SELECT DISTINCT column_name FROM"
                        + " information_schema.columns WHERE table_name IN ('cohort', 'Odd', 'genes')"
            })
    void theNamesThatCouldBeMeantAreAskedFor(String error, String name, String question) {
        String sql = "SELECT contignam FROM lakeome.alice.Cohort c JOIN \"Odd\" o ON 1 = 1 join genes g ON true";
        assertThat(MissingName.of(error, sql)).contains(new MissingName(name, question));
    }

    @Test
    void aNameIsNoSql() {
        assertThat(MissingName.of("Table 'lake\"ome.a.b' does not exist", "")
                        .orElseThrow()
                        .question())
                .contains("\"lake\"\"ome\".information_schema");
        assertThat(MissingName.of("Column 'x' cannot be resolved", "SELECT x FROM \"it's\"")
                        .orElseThrow()
                        .question())
                .endsWith("IN ('it''s')");
    }

    @Test
    void otherErrorsAndColumnsOfNoTableAskForNothing() {
        assertThat(MissingName.of("line 1:1: Division by zero", "SELECT 1/0")).isEmpty();
        assertThat(MissingName.of("line 1:8: Column 'x' cannot be resolved", "SELECT x"))
                .isEmpty();
    }
}
