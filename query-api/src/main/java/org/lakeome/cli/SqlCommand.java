package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.lakeome.output.OutputFormat;
import org.lakeome.trino.SqlClient;
import org.lakeome.trino.SqlScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs SQL as the profile's account, in its own schema. */
@Command(
        name = "sql",
        description = {
            "Run SQL on Trino; the schema is the account's own.",
            "Statements come as the argument, from a file with -f, or from standard input; semicolons separate them.",
            "At a terminal without any of these it is interactive."
        })
final class SqlCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SQL", description = "The statements; - or nothing: from standard input.")
    private String sql;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Run the statements of FILE; the first that fails ends it.")
    private Path file;

    @Option(
            names = "--output",
            defaultValue = "TABLE",
            paramLabel = "FORMAT",
            description = "table, vertical, json, jsonl, csv or tsv (default: table).")
    private OutputFormat output;

    @Option(
            names = "--csv-safe",
            description = "Put an apostrophe before texts in CSV and TSV that a spreadsheet would run: = + - @ first.")
    private boolean safe;

    @Option(
            names = "--max-rows",
            defaultValue = "0",
            paramLabel = "N",
            description = "Stop after N rows (default: all).")
    private int maxRows;

    @Override
    public Integer call() throws IOException {
        if (file != null && sql != null) {
            throw new Failure(2, "SQL comes from -f FILE or from the argument, not from both");
        }
        if (maxRows < 0) {
            throw new Failure(2, "--max-rows is a number of rows, from 0 for all, not " + maxRows);
        }
        if (sql == null && file == null && isTerminal()) {
            converse();
            return 0;
        }
        List<SqlScript.Statement> statements = SqlScript.all(text());
        if (statements.isEmpty()) {
            throw new Failure(2, "there is no SQL to run");
        }
        run(statements);
        return 0;
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /** The terminal is driven without other programs. */
    private void converse() throws IOException {
        SqlClient.Print how = new SqlClient.Print(output, safe, maxRows);
        try (Session session = lakeome.session();
                TrinoEngine engine = new TrinoEngine(session, how);
                Terminal terminal = TerminalBuilder.builder()
                        .name("lakeome")
                        .system(true)
                        .provider("ffm")
                        .dumb(true)
                        .build()) {
            String account = session.sqlAccess().user();
            new SqlConsole(terminal, engine, account, SqlHistory.in(session.data())).run();
        } catch (SQLException e) {
            throw new Failure(1, SqlConnection.told(e));
        }
    }

    private String text() throws IOException {
        if (file != null) {
            try {
                return Files.readString(file);
            } catch (NoSuchFileException e) {
                throw new Failure(3, "there is no file " + file);
            }
        }
        return sql == null || sql.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : sql;
    }

    private void run(List<SqlScript.Statement> statements) {
        SqlClient.Print how = new SqlClient.Print(output, safe, maxRows);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long start = System.nanoTime();
        try (Session session = lakeome.session();
                SqlClient client = SqlConnection.open(session)) {
            for (SqlScript.Statement statement : statements) {
                run(client, statement, how, out);
            }
            err.printf(Locale.ROOT, "%.1f s%n", (System.nanoTime() - start) / 1e9);
            err.flush();
        } catch (SQLException e) {
            throw new Failure(1, SqlConnection.told(e));
        } catch (IOException e) {
            throw new Failure(1, "standard output did not take all of the result");
        }
    }

    private void run(SqlClient client, SqlScript.Statement statement, SqlClient.Print how, PrintWriter out)
            throws IOException {
        try {
            client.print(statement.sql(), how, out);
            if (out.checkError()) {
                throw new IOException("closed");
            }
        } catch (SQLException e) {
            throw new Failure(
                    1,
                    (file == null ? "" : file + ", line " + statement.line() + ": ")
                            + SqlConnection.told(e, statement.sql(), client));
        }
    }
}
