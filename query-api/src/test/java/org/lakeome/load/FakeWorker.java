package org.lakeome.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Leases work as the ingest worker does, takes a moment over it, writes nothing and says COMPLETED. One thread. */
final class FakeWorker implements Runnable {

    static final String SOURCE = "s3://nowhere/calls.vcf";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final String token;
    private final Meter meter;
    private final RandomGenerator random;
    private final String name;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile boolean stopped;

    FakeWorker(URI server, String token, Meter meter, RandomGenerator random, String name) {
        this.server = server;
        this.token = token;
        this.meter = meter;
        this.random = random;
        this.name = name;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                HttpResponse<String> leased = post("lease", Map.of("worker", name));
                if (leased.statusCode() == 200) {
                    work(JSON.readTree(leased.body()));
                } else {
                    meter.check(leased.statusCode() == 204, "Lease was answered %s", leased.body());
                }
            }
        } catch (IOException | InterruptedException e) {
            if (!stopped) {
                meter.fault("The worker ended: " + e);
            }
        }
    }

    private void work(JsonNode lease) throws IOException, InterruptedException {
        String id = lease.path("workId").asText();
        int attempt = lease.path("attempt").asInt();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Thread.sleep(random.nextInt(60));
            HttpResponse<String> told =
                    post(id + "/progress", Map.of("attempt", attempt, "message", "Busy.", "items", List.of()));
            if (told.statusCode() == 409) {
                return;
            }
            meter.check(told.statusCode() == 200, "Progress was answered %s", told.body());
            if (JSON.readTree(told.body()).path("cancel").asBoolean()) {
                finish(id, attempt, "CANCELLED");
                return;
            }
        }
        finish(id, attempt, "COMPLETED");
    }

    private void finish(String id, int attempt, String status) throws IOException, InterruptedException {
        HttpResponse<String> told = post(
                id + "/finish",
                Map.of("attempt", attempt, "status", status, "message", "Nothing was done.", "items", List.of()));
        meter.check(told.statusCode() == 200 || told.statusCode() == 409, "Finish was answered %s", told.body());
    }

    private HttpResponse<String> post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.resolve("/internal/work/" + path))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
