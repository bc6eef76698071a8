package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.api.http.HttpLimits;
import org.lakeome.trino.TrinoSecrets;

/** What Trino, the workers and the operator ask has a port of its own, which clients of the API neither see nor fill. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InternalRoutesTest {

    private static final int SHARE = 50;
    private static final int FLOOD = 300;

    @TempDir
    private Path folder;

    private RunningLakeome lakeome;
    private TrinoSecrets trino;
    private String worker;

    @BeforeAll
    void start() throws IOException {
        HttpLimits usual = HttpLimits.DEFAULT;
        lakeome = RunningLakeome.withLimits(new HttpLimits(SHARE, usual.idle(), usual.body()));
        Path secrets = lakeome.data().resolve("secrets");
        trino = TrinoSecrets.open(secrets);
        worker = Files.readString(secrets.resolve("worker.token")).strip();
        lakeome.account("alice");
    }

    @AfterAll
    void stop() {
        lakeome.close();
    }

    private record Call(String method, String path, String token, String body) {}

    private List<Call> internal() throws IOException {
        String operator =
                Files.readString(lakeome.data().resolve("secrets/admin.token")).strip();
        return List.of(
                new Call("GET", rules(), "", ""),
                new Call("GET", "/trino/events?user=alice", trino.client().reveal(), ""),
                new Call(
                        "POST",
                        "/internal/work/01234567-89ab-4def-8123-456789abcdef/progress",
                        worker,
                        "{\"attempt\":1}"),
                new Call("GET", "/internal/admin/accounts", operator, ""));
    }

    private String rules() {
        return "/trino/" + trino.rules().reveal() + "/rules.json";
    }

    @Test
    void internalRoutesAreUnknownToTheApi() throws Exception {
        for (Call call : internal()) {
            HttpResponse<String> known = ask(lakeome.internal(), call);
            assertThat(known.body()).as(call.path()).doesNotContain("is not an operation");

            HttpResponse<String> there = ask(lakeome.api(), call);
            String unknown = "/nowhere/at/all";
            HttpResponse<String> nothing =
                    ask(lakeome.api(), new Call(call.method(), unknown, call.token(), call.body()));
            assertThat(there.statusCode()).as(call.path()).isEqualTo(404).isEqualTo(nothing.statusCode());
            assertThat(there.headers().firstValue("x-amzn-ErrorType"))
                    .isEqualTo(nothing.headers().firstValue("x-amzn-ErrorType"));
            assertThat(there.body()).isEqualTo(nothing.body().replace(unknown, pathOf(call)));
        }
    }

    private static String pathOf(Call call) {
        return call.path().replaceFirst("\\?.*", "");
    }

    @Test
    void apiIsUnknownToTheInternalPort() throws Exception {
        for (Call call : List.of(
                new Call("POST", "/variantStores", "", "{}"),
                new Call("GET", "/lakeome/events", "", ""),
                new Call("POST", "/lakeome/token", "", ""))) {
            assertThat(ask(lakeome.internal(), call).statusCode())
                    .as(call.path())
                    .isEqualTo(404);
        }
    }

    @Test
    void tablesAreServedOnBoth() throws Exception {
        Call config = new Call("GET", "/iceberg/v1/config", "nobody's", "");
        for (String server : List.of(lakeome.api(), lakeome.internal())) {
            HttpResponse<String> answer = ask(server, config);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("NotAuthorizedException");
        }
    }

    @Test
    void filesForAnOutsideClusterNameTheInternalPort() throws IOException {
        Path etc = folder.resolve("etc");

        assertThat(lakeome.lakeome("trino-config", etc.toString()).exitCode()).isZero();

        assertThat(etc.resolve("access-rules.properties")).content().contains(lakeome.internal() + rules());
        assertThat(etc.resolve("catalog/lakeome.properties"))
                .content()
                .contains("iceberg.rest-catalog.uri=" + lakeome.internal() + "/iceberg\n");

        Files.writeString(
                lakeome.data().resolve("lakeome.properties"), "http.internal-url=https://lake.example:9443\n");
        assertThat(lakeome.lakeome("trino-config", etc.toString()).exitCode()).isZero();
        assertThat(etc.resolve("access-rules.properties")).content().contains("https://lake.example:9443" + rules());
    }

    @Test
    void floodOfOneAddressLeavesTheInternalPortAndOtherAddressesAlone() throws Exception {
        List<Socket> flood = new ArrayList<>();
        try {
            for (int i = 0; i < FLOOD; i++) {
                Socket socket = from("127.0.0.1");
                flood.add(socket);
                begin(socket);
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> answer("127.0.0.1").isEmpty());

            for (Call call : internal()) {
                assertThat(ask(lakeome.internal(), call).statusCode())
                        .as(call.path())
                        .isIn(200, 404, 409);
            }
            assertThat(lakeome.lakeome("account", "list").out()).contains("alice");
            assertThat(answer("127.0.0.2")).startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> answer("127.0.0.1").startsWith("HTTP/1.1 200"));
    }

    private static void begin(Socket socket) {
        try {
            socket.getOutputStream()
                    .write("POST /variantStores HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx"
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            // one too many
        }
    }

    /** What the API says to this address; nothing if it closes the connection. */
    private String answer(String address) {
        try (Socket socket = from(address)) {
            socket.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException closed) {
            return "";
        }
    }

    private Socket from(String address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(
                new InetSocketAddress("127.0.0.1", URI.create(lakeome.api()).getPort()));
        return socket;
    }

    private static HttpResponse<String> ask(String server, Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + call.path()))
                .timeout(Duration.ofSeconds(20))
                .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
        if (!call.token().isEmpty()) {
            request.header("Authorization", "Bearer " + call.token());
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
