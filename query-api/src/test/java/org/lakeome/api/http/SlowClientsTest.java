package org.lakeome.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send slowly, or nothing, leave room for those of other addresses. */
class SlowClientsTest {

    private static final int SHARE = 20;

    private HttpServer server;
    private final List<Socket> open = new ArrayList<>();

    @BeforeEach
    void start() {
        server = HttpServer.start(
                "127.0.0.1",
                0,
                List.of(routes -> {
                    routes.get("/here", http -> http.result("yes"));
                }),
                SHARE);
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
    void connectionsThatEndedAreNotCounted() {
        for (int i = 0; i < 3 * SHARE; i++) {
            await().until(() -> ask(connect("127.0.0.4")).startsWith("HTTP/1.1 200"));
        }
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
        Socket socket = new Socket();
        open.add(socket);
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        return socket;
    }
}
