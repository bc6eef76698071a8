package org.lakeome.trino;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** Trino's own protocol, for what a JDBC driver would not send. */
final class TrinoStatements {
    private static final int TRIES = 5;

    private final HttpClient http;
    private final URI trino;

    TrinoStatements(URI trino, Path certificate) {
        this.http = HttpClient.newBuilder()
                .sslContext(TrinoInfo.trusting(certificate))
                .build();
        this.trino = trino;
    }

    /** All answers to one statement, one after the other. */
    String run(String sql, String user, String token, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(trino.resolve("/v1/statement"))
                .header("Authorization", "Bearer " + token)
                .header("X-Trino-User", user)
                .POST(HttpRequest.BodyPublishers.ofString(sql));
        headers.forEach(request::header);
        StringBuilder answers = new StringBuilder();
        HttpResponse<String> answer = post(request.build());
        while (true) {
            answers.append(answer.statusCode())
                    .append(' ')
                    .append(answer.body())
                    .append('\n');
            if (answer.statusCode() != 200) {
                return answers.toString();
            }
            JsonNode next = new ObjectMapper().readTree(answer.body()).path("nextUri");
            if (next.isMissingNode()) {
                return answers.toString();
            }
            answer = send(URI.create(next.asText()), user, token);
        }
    }

    /** A server that refuses before it has read the body resets the stream or closes the connection, which others may be about to use. */
    private HttpResponse<String> post(HttpRequest request) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    String get(String path, String user, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(trino.resolve(path), user, token);
        return answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> send(URI uri, String user, String token) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + token)
                        .header("X-Trino-User", user)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
