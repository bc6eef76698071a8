package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlConsoleTest {
    private final FakeEngine engine = new FakeEngine();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    /** Answers each statement with ten lines; "bad" fails, "slow" runs until it is cancelled. */
    private static final class FakeEngine implements SqlEngine {
        private final List<String> ran = new CopyOnWriteArrayList<>();
        private final CountDownLatch cancelled = new CountDownLatch(1);

        @Override
        public void run(String sql, Writer out) throws SQLException, IOException {
            ran.add(sql);
            if (sql.startsWith("bad")) {
                throw new SQLException("line 1:1: what is bad");
            }
            if (sql.equals("slow")) {
                try {
                    cancelled.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new SQLException("Query was canceled");
            }
            for (int i = 0; i < 10; i++) {
                out.write("row " + i + "\n");
            }
        }

        @Override
        public String told(SQLException refusal, String sql) {
            return refusal.getMessage();
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        @Override
        public List<String> names() {
            return List.of("cohort", "contigname", "end", "Odd name");
        }
    }

    @Test
    void statementsGoOverLinesAndAFailureEndsOnlyItself() throws IOException {
        String shown = typed("SELECT 1\n  FROM t; bad; SELECT 9;\nSELECT 'a;b' -- no end; here\n;\nhelp;\nquit\n");

        assertThat(engine.ran).containsExactly("SELECT 1\n  FROM t", "bad", "SELECT 'a;b' -- no end; here");
        assertThat(shown).contains("row 9", "line 1:1: what is bad", "arrow keys bring earlier statements");
    }

    @Test
    void endOfInputIsTheEnd() throws IOException {
        typed("SELECT 1;\nSELECT 2");

        assertThat(engine.ran).containsExactly("SELECT 1");
    }

    @Test
    void exclamationMarkIsPartOfSql() throws IOException {
        typed("SELECT 1 != 2;\n");

        assertThat(engine.ran).containsExactly("SELECT 1 != 2");
    }

    @Test
    void historyIsKeptForItsOwnerAlone() throws IOException {
        Optional<Path> history = SqlHistory.in(folder);
        console(dumb("SELECT 'secret';\n"), history).run();

        assertThat(history).isPresent();
        assertThat(Files.readString(history.get())).contains("SELECT 'secret';");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history.get())))
                .isEqualTo("rw-------");
    }

    @Test
    void controlCEndsTheStatementAndNotTheProgram() throws Exception {
        try (LineDisciplineTerminal terminal = terminal(80, 24)) {
            Thread running = Thread.startVirtualThread(
                    () -> console(terminal, Optional.empty()).run());
            type(terminal, "slow;\r");
            Awaitility.await().until(() -> engine.ran.contains("slow"));
            type(terminal, "\u0003");
            Awaitility.await().until(() -> shown().contains("Cancelled."));
            type(terminal, "SELECT 2;\r");
            Awaitility.await().until(() -> engine.ran.contains("SELECT 2"));
            type(terminal, "quit\r");
            running.join();
        }
    }

    @Test
    void tabCompletesKeyWordsAndNames() throws Exception {
        try (LineDisciplineTerminal terminal = terminal(80, 24)) {
            Thread running = Thread.startVirtualThread(
                    () -> console(terminal, Optional.empty()).run());
            type(terminal, "sel\t\"en\t, contig\tfrom coh\t;\r");
            Awaitility.await().until(() -> !engine.ran.isEmpty());
            assertThat(engine.ran.getFirst().replaceAll("\\s+", " "))
                    .isEqualTo("SELECT \"end\", contigname from cohort");
            type(terminal, "quit\r");
            running.join();
        }
    }

    @Test
    void longResultsComePageByPage() throws Exception {
        try (LineDisciplineTerminal terminal = terminal(80, 6)) {
            Thread running = Thread.startVirtualThread(
                    () -> console(terminal, Optional.empty()).run());
            type(terminal, "SELECT 1;\r");
            Awaitility.await().until(() -> shown().contains("row 4"));
            Awaitility.await().until(() -> shown().contains("-- more"));
            assertThat(shown()).doesNotContain("row 5");
            type(terminal, "\r");
            Awaitility.await().until(() -> shown().contains("row 5"));
            type(terminal, "q");
            type(terminal, "quit\r");
            running.join();
            assertThat(shown()).doesNotContain("row 7");
        }
    }

    private String typed(String text) throws IOException {
        console(dumb(text), Optional.empty()).run();
        return shown();
    }

    private SqlConsole console(Terminal terminal, Optional<Path> history) {
        return new SqlConsole(terminal, engine, "alice", history);
    }

    private Terminal dumb(String text) throws IOException {
        return new DumbTerminal(
                "test",
                Terminal.TYPE_DUMB,
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                screen,
                StandardCharsets.UTF_8);
    }

    private LineDisciplineTerminal terminal(int columns, int rows) throws IOException {
        LineDisciplineTerminal terminal = new LineDisciplineTerminal(
                "test", "xterm", screen, StandardCharsets.UTF_8, Terminal.SignalHandler.SIG_DFL);
        terminal.setSize(new Size(columns, rows));
        return terminal;
    }

    private static void type(LineDisciplineTerminal terminal, String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    private String shown() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}
