package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lakeome.ingest.write.ImportStopped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's side of the work protocol, over HTTP; safe for several threads. */
final class WorkServer {
    private static final Logger LOG = LoggerFactory.getLogger(WorkServer.class);
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    /** The server holds a lease request for up to 20 s. */
    private static final Duration LONG_POLL = Duration.ofSeconds(40);

    private static final Duration SHORT = Duration.ofSeconds(10);

    /** What the server answers to a sign of life. */
    enum Answer {
        CONTINUE,
        CANCEL,
        LEASE_LOST
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final WorkerConfig config;

    WorkServer(WorkerConfig config) {
        this.config = config;
    }

    Optional<Lease> lease() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = post("lease", Map.of("worker", config.name()), LONG_POLL);
        if (answer.statusCode() == 204) {
            return Optional.empty();
        }
        require(answer, 200);
        return Optional.of(JSON.readValue(answer.body(), Lease.class));
    }

    Answer progress(String workId, Progress progress) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = post(workId + "/progress", progress, SHORT);
        if (answer.statusCode() == 409) {
            return Answer.LEASE_LOST;
        }
        require(answer, 200);
        JsonNode body = JSON.readTree(answer.body());
        return body.path("cancel").asBoolean() ? Answer.CANCEL : Answer.CONTINUE;
    }

    /** Returns when the server knows that this item is read with none beside it, which it remembers if this process dies; empty text for none. */
    void readingAlone(Lease lease, String source) {
        String message = source.isEmpty() ? "All files are read." : "Reading the files one by one: " + source;
        try {
            HttpResponse<byte[]> answer = post(
                    lease.workId() + "/progress",
                    Map.of("attempt", lease.attempt(), "message", message, "alone", source),
                    SHORT);
            require(answer, 200);
        } catch (IOException e) {
            // A lost lease is noticed by the heartbeat, and where no server answers nobody counts deaths.
            LOG.warn("The server could not be told what is read alone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportStopped();
        }
    }

    /** For each of the contents that another job has brought to the store of the lease's job, which job. */
    Map<String, String> known(Lease lease, Collection<String> contents) throws IOException {
        try {
            HttpResponse<byte[]> answer =
                    post(lease.workId() + "/known", Map.of("attempt", lease.attempt(), "contents", contents), SHORT);
            require(answer, 200);
            Map<String, String> known = new HashMap<>();
            JSON.readTree(answer.body())
                    .path("known")
                    .properties()
                    .forEach(entry -> known.put(entry.getKey(), entry.getValue().asText()));
            return known;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportStopped();
        }
    }

    /** False when the lease was lost. */
    boolean finish(String workId, Finish finish) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = post(workId + "/finish", finish, SHORT);
        if (answer.statusCode() == 409) {
            return false;
        }
        require(answer, 200);
        return true;
    }

    private HttpResponse<byte[]> post(String path, Object body, Duration timeout)
            throws IOException, InterruptedException {
        URI uri = URI.create(config.server().toString().replaceAll("/+$", "") + "/internal/work/" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Authorization", "Bearer " + config.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void require(HttpResponse<byte[]> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("The server answered " + answer.statusCode() + " to "
                    + answer.request().uri().getPath());
        }
    }
}
