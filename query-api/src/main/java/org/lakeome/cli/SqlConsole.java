package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.lakeome.trino.SqlScript;

/**
 * SQL at a terminal: reads statements that end with a semicolon, over lines, and runs them until {@code quit} or the end of input.
 * Ctrl-C drops what is typed, or ends the statement that runs; never the program.
 */
final class SqlConsole {
    private static final String HELP = """
            A statement ends with ;, over as many lines as it needs. Tab completes, arrow keys bring earlier statements.
            Ctrl-C ends the statement that runs; quit, exit or Ctrl-D ends this.
            SHOW TABLES; lists your stores, DESCRIBE name; says what the columns of one hold.""";

    private final Terminal terminal;
    private final SqlEngine engine;
    private final LineReader reader;
    private final String prompt;

    /** @param history where statements are kept, in a file that is there */
    SqlConsole(Terminal terminal, SqlEngine engine, String account, Optional<Path> history) {
        this.terminal = terminal;
        this.engine = engine;
        this.prompt = account + "> ";
        LineReaderBuilder building = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("lakeome")
                .parser(new StatementParser())
                .completer(new SqlWords(engine))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, " ".repeat(account.length()) + "> ")
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                // A ! is part of SQL, and no word of an earlier line.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        history.ifPresent(file -> building.variable(LineReader.HISTORY_FILE, file));
        this.reader = building.build();
    }

    void run() {
        out().println("Statements end with ;   help;   quit;");
        while (true) {
            try {
                if (!take(reader.readLine(prompt))) {
                    return;
                }
            } catch (UserInterruptException dropped) {
                out().println("Nothing is run. quit ends this.");
            } catch (EndOfFileException end) {
                return;
            }
        }
    }

    /** Runs what was typed up to the first failure; false at the word to leave. */
    private boolean take(String text) {
        for (SqlScript.Statement statement : SqlScript.all(text)) {
            switch (statement.sql().toLowerCase(Locale.ROOT)) {
                case "quit", "exit" -> {
                    return false;
                }
                case "help" -> out().println(HELP);
                default -> {
                    if (!runs(statement.sql())) {
                        return true;
                    }
                }
            }
        }
        return true;
    }

    private boolean runs(String sql) {
        AtomicBoolean cancelled = new AtomicBoolean();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> {
            cancelled.set(true);
            engine.cancel();
        });
        long start = System.nanoTime();
        try (Writer page = PagedWriter.of(terminal)) {
            engine.run(sql, page);
        } catch (SQLException e) {
            out().println(cancelled.get() ? "Cancelled." : engine.told(e, sql));
            return false;
        } catch (PagedWriter.Left enough) {
            return true;
        } catch (IOException e) {
            out().println("The terminal did not take all of the result: " + e.getMessage());
            return false;
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            out().flush();
        }
        if (cancelled.get()) {
            // The driver may take it for the end of the rows.
            out().println("Cancelled.");
            return false;
        }
        out().printf(Locale.ROOT, "%.1f s%n", (System.nanoTime() - start) / 1e9);
        out().flush();
        return true;
    }

    private PrintWriter out() {
        return terminal.writer();
    }
}
