package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.Resigner;
import org.lakeome.api.http.RawHttp;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.db.Database;
import org.lakeome.e2e.RunningLakeome;
import org.lakeome.e2e.Seeds;

/**
 * Requests as the real clients once sent them ({@code src/test/resources/golden}, recorded by {@link GoldenRecorder}) get
 * answers of the recorded form, without any client.
 */
class GoldenTest {

    @Test
    void everyOperationHasARecordingOfEveryClient() throws IOException {
        try (Stream<Path> folders = Files.list(GoldenRecorder.FOLDER)) {
            assertThat(folders).hasSize(31).allSatisfy(folder -> {
                try (Stream<Path> files = Files.list(folder)) {
                    assertThat(files.map(file -> file.getFileName().toString()))
                            .containsExactlyInAnyOrder("boto3.json", "js.json", "java.json");
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"boto3", "js", "java"})
    void recordedRequestsAreAnsweredInTheRecordedForm(String client) throws Exception {
        RunningLakeome lakeome = RunningLakeome.apiOnly();
        String alias = "golden_" + client;
        String owner = lakeome.account(alias);
        String partner = lakeome.account(alias + "_partner");
        try (Database database = lakeome.database()) {
            Seeds.plant(database, owner, partner, 1);
        }
        Map<String, AccessKey> keys = Map.of("owner", key(lakeome, alias), "partner", key(lakeome, alias + "_partner"));
        GoldenNames names = new GoldenNames(owner, partner);
        URI server = URI.create(lakeome.api());
        Map<String, JsonNode> goldens = goldens(client);
        for (var each : goldens.entrySet()) {
            String operation = each.getKey();
            JsonNode golden = each.getValue();
            Answer answer = replay(server, golden, names, keys);
            assertThat(answer.status())
                    .as("%s: %s", operation, answer)
                    .isEqualTo(golden.get("status").asInt());
            assertThat(GoldenNames.form(answer.body())).as(operation).isEqualTo(GoldenNames.form(golden.get("answer")));
            names.learn(operation, answer.body());
            if (operation.matches("Create.*(Store|Version)")) {
                JsonNode get = goldens.get(operation.replace("Create", "Get"));
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(
                                () -> replay(server, get, names, keys)
                                        .body()
                                        .path("status")
                                        .asText(),
                                "ACTIVE"::equals);
            }
        }
        System.out.printf("golden: %d requests of %s replayed%n", goldens.size(), client);
        assertThat(goldens).hasSize(31);
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer replay(URI server, JsonNode golden, GoldenNames names, Map<String, AccessKey> keys)
            throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("host", List.of(server.getAuthority()));
        golden.get("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        ReceivedRequest request = new ReceivedRequest(
                golden.get("method").asText(),
                names.shown(golden.get("path").asText()),
                names.shown(golden.get("query").asText()),
                headers,
                names.shown(golden.get("body").asText()).getBytes(StandardCharsets.UTF_8));
        byte[] wire = Resigner.sign(
                keys.get(golden.get("caller").asText()),
                Instant.now(),
                request,
                List.of(golden.get("signed").asText().split(";")));
        String answer = RawHttp.send(server.getPort(), wire);
        byte[] body = answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
        return new Answer(
                Integer.parseInt(answer.substring(9, 12)),
                body.length == 0 ? GoldenRecorder.JSON.createObjectNode() : GoldenRecorder.JSON.readTree(body));
    }

    private static AccessKey key(RunningLakeome lakeome, String alias) {
        var credentials = lakeome.keys(alias).resolveCredentials();
        return new AccessKey(
                credentials.accessKeyId(),
                new AccountId(lakeome.account(alias)),
                Secret.of(credentials.secretAccessKey()));
    }

    /** By operation, in the order of the recording. */
    private static Map<String, JsonNode> goldens(String client) throws IOException {
        Map<String, JsonNode> goldens = new LinkedHashMap<>();
        try (Stream<Path> folders = Files.list(GoldenRecorder.FOLDER)) {
            Map<String, JsonNode> unordered = new LinkedHashMap<>();
            for (Path folder : folders.toList()) {
                unordered.put(
                        folder.getFileName().toString(),
                        GoldenRecorder.JSON.readTree(
                                folder.resolve(client + ".json").toFile()));
            }
            unordered.entrySet().stream()
                    .sorted(Comparator.comparingInt(
                            each -> each.getValue().get("order").asInt()))
                    .forEach(each -> goldens.put(each.getKey(), each.getValue()));
        }
        return goldens;
    }
}
