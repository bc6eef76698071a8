package org.lakeome.ingest.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An S3 of one object that does wrong as often as it is told to, and then right. */
final class FaultyS3 implements AutoCloseable {
    interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    final byte[] object = new byte[50_000];
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    volatile Fault always;
    private final HttpServer server;

    FaultyS3() throws IOException {
        for (int i = 0; i < object.length; i++) {
            object[i] = (byte) (i * 31);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static Fault status(int status, String... header) {
        return exchange -> {
            for (int i = 0; i < header.length; i += 2) {
                exchange.getResponseHeaders().set(header[i], header[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    /** Ends the connection without a word. */
    static Fault hangUp() {
        return HttpExchange::close;
    }

    /** Begins an answer and breaks it off after some bytes. */
    Fault breakOff(int bytes) {
        return exchange -> {
            int from = from(exchange);
            head(exchange, from);
            exchange.getResponseBody().write(object, from, Math.min(bytes, object.length - from));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod());
        Fault fault = always == null ? faults.poll() : always;
        if (fault != null) {
            fault.answer(exchange);
            return;
        }
        int from = from(exchange);
        head(exchange, from);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(object, from, object.length - from);
        }
        exchange.close();
    }

    private static int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }

    private void head(HttpExchange exchange, int from) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"v1\"");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(object.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(206, object.length - from);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
