package org.lakeome.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.error.ApiError;

class HttpServerTest {

    private static final String PLAIN = " HTTP/1.1\r\nHost: analytics-127.0.0.1\r\n\r\n";
    private static final AtomicBoolean DATABASE_UP = new AtomicBoolean(true);
    private static final AtomicInteger ECHOED = new AtomicInteger();

    private static HttpServer server;

    @BeforeAll
    static void start() {
        Health health = new Health(
                Map.of("database", () -> Health.State.of(DATABASE_UP.get()), "warehouse", () -> Health.State.UP));
        Metrics metrics = new Metrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        Routes features = routes -> {
            routes.get("/conflict", http -> {
                throw new ApiError.Conflict("The thing is busy.");
            });
            routes.get("/bug", http -> {
                throw new IllegalStateException("secret detail of the inside");
            });
            routes.get("/overflow", http -> {
                throw new StackOverflowError("secret detail of the inside");
            });
            routes.post("/echo", http -> {
                byte[] body = RequestBody.read(http);
                ECHOED.incrementAndGet();
                http.result(body.length + " bytes");
            });
            routes.get("/raw/*", http -> http.result(http.req().getRequestURI()));
        };
        server = HttpServer.start("127.0.0.1", 0, List.of(metrics, health, features));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void errorOfAFeatureHasTheFormThatAwsClientsRead() throws IOException {
        String answer = get("/conflict");

        assertThat(answer)
                .startsWith("HTTP/1.1 409")
                .contains("x-amzn-ErrorType: ConflictException\r\n")
                .contains("Content-Type: application/json")
                .endsWith("{\"message\":\"The thing is busy.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bug", "/overflow"})
    void bugShowsNothingOfTheInside(String path) throws IOException {
        assertThat(get(path))
                .startsWith("HTTP/1.1 500")
                .contains("x-amzn-ErrorType: InternalServerException\r\n")
                .contains("x-amzn-RequestId: ")
                .doesNotContain("secret detail", "Exception:", "at org.");
    }

    @Test
    void unknownPathAndMethodAreClearErrors() throws IOException {
        assertThat(get("/nothing/here")).startsWith("HTTP/1.1 404").contains("UnknownOperationException");
        assertThat(send("BREW /conflict" + PLAIN)).startsWith("HTTP/1.1 404");
    }

    @Test
    void everyAnswerHasItsOwnRequestIdAndNoServerVersion() throws IOException {
        List<String> ids = new ArrayList<>();
        for (String answer : List.of(
                get("/conflict"),
                get("/health/live"),
                get("/nothing"),
                send("GET /%zz" + PLAIN),
                send("garbage\r\n\r\n"))) {
            assertThat(answer).containsPattern("x-amzn-RequestId: [0-9a-f-]{36}\r\n");
            assertThat(answer).doesNotContain("Server:").doesNotContain("Jetty").doesNotContain("Javalin");
            ids.add(answer.replaceFirst("(?s).*x-amzn-RequestId: ([^\r]*)\r.*", "$1"));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    @Tag("I13")
    void requestIdOfAClientIsNotEchoed() throws IOException {
        assertThat(send("GET /health/live HTTP/1.1\r\nHost: x\r\nx-amzn-RequestId: mine\r\nX-Request-Id: mine\r\n\r\n"))
                .doesNotContain("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/raw/arn%3Aaws%3Aomics%3A%3A1%3AvariantStore%2Fa", "/raw/a%25b", "/raw//b", "/raw/%E2%82%AC"})
    void uriArrivesRaw(String path) throws IOException {
        assertThat(get(path)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + path);
    }

    @Test
    void absoluteFormTargetIsServed() throws IOException {
        assertThat(
                        send(
                                "GET http://analytics-omics.example.test/raw/a%2Fb HTTP/1.1\r\nHost: analytics-omics.example.test\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("/raw/a%2Fb");
    }

    @ParameterizedTest
    @Tag("I19")
    @ValueSource(
            strings = {
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /conflict HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length : 4\r\n\r\nabcd",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\nabcd",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabcd\r\n0\r\n\r\n",
                "GET /conflict HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /conflict HTTP/1.1\r\n\r\n",
                "GET /conflict HTTP/1.1\r\nHost: x\r\n folded: yes\r\n\r\n",
                "GET /conflict HTTP/1.1\r\nHost: x\r\nname with blank: yes\r\n\r\n",
            })
    void ambiguousHttpIsRefusedAndTheConnectionClosed(String request) throws IOException {
        int before = ECHOED.get();

        String answer = send(request);

        assertThat(answer).startsWith("HTTP/1.1 4").contains("Connection: close");
        assertThat(answer.split("HTTP/1.1 ", -1)).as("answers in %s", answer).hasSize(2);
        assertThat(ECHOED).hasValue(before);
    }

    @ParameterizedTest
    @Tag("I19")
    @ValueSource(
            strings = {"http://x/conflict", "/raw/%2e%2e/conflict", "/raw/..;/conflict", "/raw/%zz", "/raw/%u0041"})
    void ambiguousTargetIsRefused(String target) throws IOException {
        assertThat(get(target)).startsWith("HTTP/1.1 400").contains("ValidationException");
    }

    @Test
    @Tag("I17")
    void bodyBeyondTheLimitIsRefusedWhicheverWayItIsSent() throws IOException {
        String twoMegabytes = "x".repeat(2 << 20);
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

        String fixed = send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(twoMegabytes.length(), twoMegabytes));
        String chunked = send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(32)
                + "0\r\n\r\n");
        String within = send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n" + "x".repeat(1 << 20));

        assertThat(fixed).startsWith("HTTP/1.1 413").contains("ValidationException");
        assertThat(chunked).startsWith("HTTP/1.1 413").contains("ValidationException");
        assertThat(within).startsWith("HTTP/1.1 200").endsWith("1048576 bytes");
    }

    @Test
    @Tag("I19")
    void hugeHeadersAreRefused() throws IOException {
        assertThat(send("GET /conflict HTTP/1.1\r\nHost: x\r\nBig: %s\r\n\r\n".formatted("x".repeat(64 << 10))))
                .startsWith("HTTP/1.1 431");
        assertThat(send("GET /%s HTTP/1.1\r\nHost: x\r\n\r\n".formatted("x".repeat(64 << 10))))
                .startsWith("HTTP/1.1 414");
    }

    @Test
    @Tag("I19")
    void slowClientsDoNotBlockHealth() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream()
                        .write("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx"
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            long started = System.nanoTime();
            assertThat(get("/health/live")).startsWith("HTTP/1.1 200");
            assertThat(System.nanoTime() - started).isLessThan(10_000_000_000L);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void readinessNamesThePartThatIsDown() throws IOException {
        assertThat(get("/health/ready"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"status\":\"UP\",\"parts\":{\"database\":\"UP\",\"warehouse\":\"UP\"}}");
        DATABASE_UP.set(false);
        try {
            assertThat(get("/health/ready"))
                    .startsWith("HTTP/1.1 503")
                    .endsWith("{\"status\":\"DOWN\",\"parts\":{\"database\":\"DOWN\",\"warehouse\":\"UP\"}}");
        } finally {
            DATABASE_UP.set(true);
        }
    }

    @Test
    void requestsAreCountedByOperationAndStatusAndNeverByTextOfTheClient() throws IOException {
        get("/conflict");
        get("/made/up/by-a-client");

        assertThat(get("/metrics"))
                .contains("lakeome_http_requests_seconds_count{operation=\"/conflict\",status=\"409\"}")
                .contains("lakeome_http_requests_seconds_sum{")
                .doesNotContain("by-a-client");
    }

    @Test
    @Tag("I12")
    void textForTheLogIsOneEscapedLine() {
        assertThat(LogText.escaped("a\r\n\u001b[31mb\u202e${jndi:x}"))
                .isEqualTo("a\\u000d\\u000a\\u001b[31mb\\u202e${jndi:x}");
        assertThat(LogText.escaped("x".repeat(10_000))).hasSize(503);
    }

    private static String get(String path) throws IOException {
        return send("GET " + path + PLAIN);
    }

    private static String send(String request) throws IOException {
        return RawHttp.send(server.port(), request);
    }
}
