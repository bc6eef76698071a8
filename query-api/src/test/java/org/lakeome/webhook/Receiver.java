package org.lakeome.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that takes events on loopback, and behaves badly where it is told to. */
final class Receiver implements AutoCloseable {

    /** What it does with a request whose body it has read. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws Exception;
    }

    record Received(String timestamp, String signature, byte[] body) {}

    static final Behaviour ACCEPT = status(204);

    final List<Received> requests = new CopyOnWriteArrayList<>();
    /** Names of the events that were answered with 2xx, in order of arrival. */
    final List<String> accepted = new CopyOnWriteArrayList<>();

    volatile Behaviour behaviour = ACCEPT;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Receiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/events", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static Behaviour status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events?key=planted");
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(new Received(
                    exchange.getRequestHeaders().getFirst("Lakeome-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Lakeome-Signature"),
                    body));
            behaviour.answer(exchange);
            if (exchange.getResponseCode() / 100 == 2) {
                accepted.addAll(names(body));
            }
        } catch (Exception e) {
            // The sender sees a connection that ends without an answer.
        } finally {
            exchange.close();
        }
    }

    static List<String> names(byte[] body) throws IOException {
        JsonNode events = new ObjectMapper()
                .readTree(new String(body, StandardCharsets.UTF_8))
                .path("events");
        return events.findValuesAsText("storeName");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
