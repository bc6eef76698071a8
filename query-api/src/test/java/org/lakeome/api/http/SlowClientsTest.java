package org.lakeome.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.storage.s3.BodyFloor;

/** Clients that send slowly, or nothing, leave room for those of other addresses. */
class SlowClientsTest {

    private static final int SHARE = 20;
    private static final int MUCH = 32 << 20;

    private HttpServer server;
    private final List<Socket> open = new ArrayList<>();
    private final AtomicReference<Exception> untaken = new AtomicReference<>();

    @BeforeEach
    void start() {
        server = HttpServer.start(
                "127.0.0.1",
                0,
                List.of(routes -> {
                    routes.get("/here", http -> http.result("yes"));
                    routes.get("/much", this::much);
                    routes.post("/read", http -> http.result(RequestBody.read(http).length + " bytes"));
                    routes.post("/form", http -> http.result(http.formParamMap().size() + " fields"));
                }),
                new HttpLimits(SHARE, Duration.ofSeconds(2), new BodyFloor(200, Duration.ofMillis(500))));
    }

    private void much(Context http) {
        try {
            http.res().getOutputStream().write(new byte[MUCH]);
        } catch (IOException e) {
            untaken.set(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        server.close();
    }

    @Test
    void addressWithMoreConnectionsThanItsShareShutsNobodyElseOut() throws IOException {
        for (int i = 0; i < SHARE; i++) {
            connect("127.0.0.2").getOutputStream().write("GET /he".getBytes(StandardCharsets.US_ASCII));
        }
        await().until(() -> ask(connect("127.0.0.2")).isEmpty());
        assertThat(ask(connect("127.0.0.3"))).startsWith("HTTP/1.1 200");

        Socket one = open.getFirst();
        one.getOutputStream()
                .write("re HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(all(one)).startsWith("HTTP/1.1 200");
        one.close();
        await().until(() -> ask(connect("127.0.0.2")).startsWith("HTTP/1.1 200"));
    }

    @Test
    void addressesOfOneNetworkOfVersionSixAreOneClient() throws IOException {
        assertThat(client("2001:db8:1:2::3")).isEqualTo(client("2001:db8:1:2:ffff::9"));
        assertThat(client("2001:db8:1:2::3")).isNotEqualTo(client("2001:db8:1:3::3"));
        assertThat(client("10.0.0.1")).isNotEqualTo(client("10.0.0.2"));
        assertThat(client("::ffff:10.0.0.1")).isEqualTo(client("10.0.0.1"));
    }

    private static String client(String address) throws IOException {
        return AddressLimit.client(InetAddress.getByName(address));
    }

    @Test
    void internalPortAnswersWhileTheApiHasEveryThreadOfItsOwn() throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger busy = new AtomicInteger();
        int processors = Runtime.getRuntime().availableProcessors();
        Routes spinning = routes -> routes.get("/spin", http -> {
            busy.incrementAndGet();
            while (!over.get()) {
                Thread.onSpinWait();
            }
        });
        Routes rules = routes -> routes.get("/here", http -> http.result("yes"));
        try (HttpServer api = HttpServer.start("127.0.0.1", 0, List.of(spinning));
                HttpServer internal = HttpServer.startInternal("127.0.0.1", 0, List.of(rules))) {
            try {
                for (int i = 0; i < 2 * processors; i++) {
                    connect("127.0.0.1", api)
                            .getOutputStream()
                            .write("GET /spin HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                await().until(() -> busy.get() >= processors);

                assertThat(ask(connect("127.0.0.1", internal))).startsWith("HTTP/1.1 200");
            } finally {
                over.set(true);
            }
        }
    }

    @Test
    void connectionsThatEndedAreNotCounted() {
        for (int i = 0; i < 3 * SHARE; i++) {
            await().until(() -> ask(connect("127.0.0.4")).startsWith("HTTP/1.1 200"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/read", "/form"})
    void bodyThatTricklesIsEnded(String path) throws Exception {
        Socket socket = connect("127.0.0.5");
        begin(socket, path, 100_000);

        assertThat(trickle(socket, 20)).startsWith("HTTP/1.1 408").contains("RequestTimeoutException");
    }

    @Test
    void bodyThatStopsIsEnded() throws IOException {
        Socket socket = connect("127.0.0.5");
        begin(socket, "/read", 100_000);
        socket.getOutputStream().write(new byte[50]);

        assertThat(all(socket)).startsWith("HTTP/1.1 408").contains("RequestTimeoutException");
    }

    @Test
    void slowBodyAboveTheFloorIsReadToItsEnd() throws Exception {
        Socket socket = connect("127.0.0.5");
        int parts = 20;
        begin(socket, "/read", parts * 100);
        // 100 bytes in 100 ms are five times the floor, and two seconds four times the patience.
        for (int i = 0; i < parts; i++) {
            assertSilent(socket, 100);
            socket.getOutputStream().write(new byte[100]);
        }

        assertThat(until(socket, "2000 bytes")).startsWith("HTTP/1.1 200");
    }

    @Test
    void headThatTricklesIsEnded() throws Exception {
        Socket socket = connect("127.0.0.5");
        socket.getOutputStream().write("GET /here HTTP/1.1\r\nHost: x\r\nName: ".getBytes(StandardCharsets.US_ASCII));

        assertThat(trickle(socket, 20)).isEmpty();
    }

    @Test
    void connectionServesOneRequestAfterAnotherHoweverLongItLives() throws Exception {
        Socket socket = connect("127.0.0.5");
        for (int i = 0; i < 3; i++) {
            begin(socket, "/read", 3);
            socket.getOutputStream().write("abc".getBytes(StandardCharsets.US_ASCII));
            assertThat(until(socket, "3 bytes")).startsWith("HTTP/1.1 200");
            assertSilent(socket, 600);
        }
    }

    @Test
    void answerThatIsNotTakenIsEnded() throws Exception {
        Socket socket = connect("127.0.0.5");
        socket.getOutputStream().write("GET /much HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');

        await().atMost(Duration.ofSeconds(20)).until(() -> untaken.get() != null);
        assertThat(untaken.get()).isInstanceOf(IOException.class);
    }

    private static void begin(Socket socket, String path, int length) throws IOException {
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a byte after each pause until the server ends it, and gives what it said. */
    private static String trickle(Socket socket, int milliseconds) throws Exception {
        InputStream in = socket.getInputStream();
        socket.setSoTimeout(milliseconds);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            try {
                socket.getOutputStream().write('a');
                int first = in.read();
                socket.setSoTimeout(20_000);
                return first < 0 ? "" : (char) first + all(socket);
            } catch (SocketTimeoutException goesOn) {
                // the pause
            } catch (IOException reset) {
                return "";
            }
        }
        throw new AssertionError("20 s of a byte now and then were taken");
    }

    /** The server says nothing for so long, for it waits for the client. */
    private static void assertSilent(Socket socket, int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        assertThatThrownBy(socket.getInputStream()::read).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(20_000);
    }

    private static String until(Socket socket, String end) throws IOException {
        StringBuilder said = new StringBuilder();
        while (!said.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            assertThat(next).as("after %s", said).isPositive();
            said.append((char) next);
        }
        return said.toString();
    }

    private static String ask(Socket socket) throws IOException {
        try (socket) {
            socket.getOutputStream()
                    .write("GET /here HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return all(socket);
        } catch (IOException reset) {
            return "";
        }
    }

    private static String all(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    private Socket connect(String from) throws IOException {
        return connect(from, server);
    }

    private Socket connect(String from, HttpServer to) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", to.port()));
        return socket;
    }
}
