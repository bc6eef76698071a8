package org.lakeome.trino;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {
    @Test
    void semicolonsSeparateStatements() {
        assertThat(SqlScript.all("SELECT 1;\n\n  SELECT 2 ;; SELECT 3"))
                .containsExactly(
                        new SqlScript.Statement("SELECT 1", 1),
                        new SqlScript.Statement("SELECT 2", 3),
                        new SqlScript.Statement("SELECT 3", 3));
    }

    @Test
    void thoseInQuotesAndCommentsDoNot() {
        String one = "SELECT 'a;''b', \"c;d\" -- e; f\n /* g; */ FROM t";
        assertThat(sql("-- first; this\n" + one + "; /* and; */ -- end;")).containsExactly(one);
    }

    @Test
    void bodyOfAFunctionIsOneStatement() {
        String routine =
                "WITH FUNCTION f(x int) RETURNS int BEGIN DECLARE y int; IF x = 1 THEN SET y = CASE x WHEN 1 THEN 2 END;"
                        + " CASE x WHEN 2 THEN SET y = 1; END CASE; END IF; RETURN y; END SELECT f(1)";
        assertThat(sql(routine + "; SELECT 2")).containsExactly(routine, "SELECT 2");
        assertThat(sql("SELECT CASE WHEN true THEN 1 END; SELECT 2")).hasSize(2);
    }

    @Test
    void whatHasNoEndYetIsTheRest() {
        assertThat(SqlScript.of("SELECT 1; SELECT 'a;").rest()).isEqualTo("SELECT 'a;");
        assertThat(SqlScript.of("SELECT 1; -- done").rest()).isEmpty();
        assertThat(sql("SELECT 'a;")).hasSize(1);
    }

    private static List<String> sql(String text) {
        return SqlScript.all(text).stream().map(SqlScript.Statement::sql).toList();
    }
}
