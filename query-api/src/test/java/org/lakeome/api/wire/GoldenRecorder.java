package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.TestSigner;
import org.lakeome.api.http.RawHttp;

/**
 * Stands between a client and the server and, if the tests run with {@code -Dlakeome.golden=record}, keeps the first request of
 * each operation with its answer as {@code golden/<operation>/<client>.json}; else it is the server's own address.
 */
public final class GoldenRecorder implements AutoCloseable {

    static final Path FOLDER = Path.of("src/test/resources/golden");
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final Router router = new Router(Contract.load().operations());
    private final URI server;
    private final String client;
    private final GoldenNames names;
    private final Map<String, ObjectNode> recorded = new LinkedHashMap<>();
    private HttpServer proxy;

    public GoldenRecorder(URI server, String client, String owner, String partner) throws IOException {
        this.server = server;
        this.client = client;
        this.names = new GoldenNames(owner, partner);
        if ("record".equals(System.getProperty("lakeome.golden"))) {
            proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            proxy.createContext("/", this::pass);
            proxy.start();
        }
    }

    public URI uri() {
        return proxy == null
                ? server
                : URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        URI uri = exchange.getRequestURI();
        ReceivedRequest request = new ReceivedRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                headers,
                body);
        headers.put("connection", List.of("close"));
        String answer = RawHttp.send(server.getPort(), TestSigner.wire(request));
        int end = answer.indexOf("\r\n\r\n");
        int status = Integer.parseInt(answer.substring(9, 12));
        byte[] content = answer.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        record(request, status, content);
        answer.substring(0, end)
                .lines()
                .skip(1)
                .filter(line -> line.matches("(?i)(content-type|x-amzn-).*"))
                .forEach(line -> exchange.getResponseHeaders()
                        .add(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private synchronized void record(ReceivedRequest request, int status, byte[] content) throws IOException {
        String operation = router.route(request.method(), request.rawPath())
                .map(route -> route.operation().name())
                .orElseThrow();
        JsonNode answer = content.length == 0 ? JSON.createObjectNode() : JSON.readTree(content);
        String authorization = request.header("authorization").getFirst();
        ObjectNode golden = JSON.createObjectNode()
                .put("order", recorded.size())
                .put("caller", operation.equals("AcceptShare") ? "partner" : "owner")
                .put("method", request.method())
                .put("path", names.hidden(request.rawPath()))
                .put("query", names.hidden(request.rawQuery()));
        golden.put("signed", authorization.replaceAll("(?s).*SignedHeaders=([^,]*),.*", "$1"));
        ObjectNode headers = golden.putObject("headers");
        request.headers().forEach((name, values) -> {
            if (!name.matches("authorization|x-amz-date|host|content-length|connection")) {
                headers.put(name, values.getFirst());
            }
        });
        golden.put("body", names.hidden(new String(request.body(), StandardCharsets.UTF_8)));
        golden.put("status", status);
        golden.set("answer", JSON.readTree(names.hidden(answer.toString())));
        names.learn(operation, answer);
        recorded.putIfAbsent(operation, golden);
    }

    @Override
    public void close() throws IOException {
        if (proxy != null) {
            proxy.stop(0);
            for (var each : recorded.entrySet()) {
                Path file = FOLDER.resolve(each.getKey()).resolve(client + ".json");
                Files.createDirectories(file.getParent());
                Files.writeString(
                        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(each.getValue()) + "\n");
            }
        }
    }
}
