package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lakeome.server.RunFile;

/** What only the operator may do, by the token that lies readable to the operator alone in the data folder. */
final class AdminClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunFile run;
    private final String token;

    private AdminClient(RunFile run, String token) {
        this.run = run;
        this.token = token;
    }

    static AdminClient of(Path data) {
        Path file = data.resolve("secrets").resolve("admin.token");
        try {
            return new AdminClient(Session.running(data), Files.readString(file).strip());
        } catch (IOException e) {
            throw new Failure(4, "%s cannot be read; only the operator of this server may do this".formatted(file));
        }
    }

    JsonNode post(String path, Map<String, ?> body) {
        return call(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.valueToTree(body).toString())));
    }

    JsonNode get(String path) {
        return call(HttpRequest.newBuilder(uri(path)).GET());
    }

    JsonNode delete(String path) {
        return call(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    private URI uri(String path) {
        return URI.create(run.internal() + "/internal/admin" + path);
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(
                    request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() >= 300) {
                int code =
                        switch (response.statusCode()) {
                            case 400 -> 2;
                            case 404 -> 3;
                            case 409 -> 5;
                            default -> 1;
                        };
                throw new Failure(code, answer.path("message").asText(response.body()));
            }
            return answer;
        } catch (IOException e) {
            throw new Failure(1, "the server at %s does not answer: %s".formatted(run.internal(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(130, "interrupted");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
