package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.server.RunFile;

/** Waiting for the parts of a server that has been started. */
class StartCommandTest {

    private static final String UP = "{\"status\":\"UP\",\"parts\":{\"trino\":\"UP\",\"ingest\":\"UP\"}}";
    private static final String STARTING =
            "{\"status\":\"DOWN\",\"parts\":{\"trino\":\"STARTING\",\"ingest\":\"UP\",\"database\":\"UP\"}}";

    @TempDir
    Path folder;

    private final Deque<String> answers = new ConcurrentLinkedDeque<>();
    private final StringWriter told = new StringWriter();
    private HttpServer health;
    private Process server;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("server.log"), "its last words");
        server = new ProcessBuilder("sleep", "600").start();
        health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        health.createContext("/health/ready", exchange -> {
            String answer = answers.size() > 1 ? answers.poll() : answers.peek();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.equals(UP) ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        health.start();
    }

    @AfterEach
    void stop() {
        server.destroyForcibly();
        health.stop(0);
    }

    private void await(long nanos) throws Exception {
        String api = "http://127.0.0.1:" + health.getAddress().getPort();
        StartCommand.awaitParts(
                new RunFile(1, 1, api, api, "", ""),
                server,
                System.nanoTime() + nanos,
                new StartCommand.Log(folder.resolve("server.log"), 0),
                new PrintWriter(told, true));
    }

    @Test
    void whatIsWaitedForIsToldUntilAllIsReady() throws Exception {
        answers.addAll(List.of(STARTING, STARTING, UP));
        await(60_000_000_000L);
        assertThat(told.toString()).containsOnlyOnce("Waiting for: trino STARTING");
    }

    @Test
    void slowPartEndsNothingWhenTheTimeIsOver() {
        answers.add(STARTING);
        assertThatThrownBy(() -> await(0))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(1))
                .hasMessageContainingAll("trino STARTING", "lakeome status", folder.toString());
        assertThat(server.isAlive()).isTrue();
    }

    @Test
    void serverThatEndsMeanwhileIsToldWithItsLastWords() {
        answers.add(STARTING);
        server.destroyForcibly();
        assertThatThrownBy(() -> await(60_000_000_000L)).hasMessageContaining("its last words");
    }
}
