package org.lakeome.catalog.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database has acknowledged outlives a kill of the server. */
class KilledServerTest {

    @TempDir
    Path folder;

    /** The server: says each account that it has committed. */
    static final class Server {
        public static void main(String[] arguments) {
            Database database = Database.open(DatabaseConfig.embedded(Path.of(arguments[0])));
            for (int i = 0; ; i++) {
                String id = "%012d".formatted(i);
                database.run(sql -> sql.statement(
                                "insert into account (id, alias, demo, created) values (:id, :id, false, :now)")
                        .bind("id", id)
                        .bind("now", sql.now())
                        .execute());
                System.out.println(id);
            }
        }
    }

    @Test
    void killedServerHasLostNothingThatItHadCommitted() throws IOException, InterruptedException {
        // A file, because a pipe would be closed by the kill and what is in it lost.
        Path said = folder.resolve("said");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.toString())
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> !server.isAlive() || Files.readAllLines(said).size() >= 100);
        } finally {
            server.destroyForcibly().waitFor();
        }
        List<String> acknowledged = Files.readAllLines(said).stream()
                .filter(id -> id.length() == 12)
                .toList();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100);

        try (Database database = Database.open(DatabaseConfig.embedded(folder))) {
            assertThat(database.<List<String>>transaction(
                            sql -> sql.statement("select id from account").list(row -> row.text("id"))))
                    .containsAll(acknowledged);
        }
    }
}
