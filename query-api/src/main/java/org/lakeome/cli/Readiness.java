package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parts of a server that are not up, by name, with {@code STARTING} or {@code DOWN} for each. */
record Readiness(Map<String, String> missing) {

    private static final Readiness NO_ANSWER = new Readiness(Map.of("server", "DOWN"));

    /** Of the server that listens there; one that does not answer in ten seconds, or answers something else, is a part that is down. */
    static Readiness of(String api) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(api + "/health/ready"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode parts = new JsonMapper().readTree(answer.body()).path("parts");
            if (!parts.isObject()) {
                return NO_ANSWER;
            }
            Map<String, String> missing = new TreeMap<>();
            parts.properties().forEach(part -> {
                if (!part.getValue().asText().equals("UP")) {
                    missing.put(part.getKey(), part.getValue().asText());
                }
            });
            return new Readiness(missing);
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }

    boolean isUp() {
        return missing.isEmpty();
    }

    /** As {@code ingest STARTING, trino DOWN}. */
    String text() {
        return missing.entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", "));
    }
}
