package org.lakeome.trino.events;

import static io.trino.spi.StandardErrorCode.GENERIC_INTERNAL_ERROR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trino.spi.TrinoException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The server's event logs, as Trino may read them for its users. Thread-safe. */
final class EventLog implements AutoCloseable {

    private static final int PAGE = 1000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String server;
    private final String secret;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    EventLog(String server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    /** The user's events in order, fetched page by page as they are asked for. */
    Stream<JsonNode> read(String user, Optional<Instant> since) {
        String first = "/trino/events?limit=" + PAGE + "&user=" + URLEncoder.encode(user, StandardCharsets.UTF_8)
                + since.map(time -> "&since=" + URLEncoder.encode(time.toString(), StandardCharsets.UTF_8))
                        .orElse("");
        return Stream.iterate(
                        page(first),
                        page -> !page.isEmpty(),
                        page -> page.size() < PAGE
                                ? List.of()
                                : page(first + "&after="
                                        + page.getLast().path("id").textValue()))
                .flatMap(List::stream);
    }

    private List<JsonNode> page(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Authorization", "Bearer " + secret)
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new TrinoException(
                        GENERIC_INTERNAL_ERROR,
                        "The event log cannot be read: the server answered " + answer.statusCode());
            }
            List<JsonNode> events = new ArrayList<>();
            JSON.readTree(answer.body()).path("events").forEach(events::add);
            return events;
        } catch (IOException e) {
            throw new TrinoException(
                    GENERIC_INTERNAL_ERROR, "The event log cannot be read: the server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrinoException(GENERIC_INTERNAL_ERROR, "The query was stopped", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
