package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lakeome.trino.SqlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs one SQL statement as the profile's account, in its own schema. */
@Command(name = "sql", description = "Run one SQL statement on Trino; the schema is the account's own.")
final class SqlCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SQL", description = "The statement, or - to read it from standard input.")
    private String sql;

    @Option(names = "--output", defaultValue = "TABLE", description = "${COMPLETION-CANDIDATES} (default: table).")
    private SqlClient.Format output;

    @Option(
            names = "--max-rows",
            defaultValue = "0",
            paramLabel = "N",
            description = "Stop after N rows (default: all).")
    private int maxRows;

    @Override
    public Integer call() throws IOException {
        String statement = sql.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : sql;
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        try (Session session = lakeome.session();
                SqlClient client = SqlConnection.open(session)) {
            client.print(statement, output, maxRows, out);
            spec.commandLine().getErr().printf(Locale.ROOT, "%.1f s%n", (System.nanoTime() - start) / 1e9);
            return 0;
        } catch (SQLException e) {
            throw new Failure(1, e.getMessage());
        }
    }
}
