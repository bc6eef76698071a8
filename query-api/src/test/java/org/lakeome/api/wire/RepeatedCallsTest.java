package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.db.Database;
import org.lakeome.e2e.RunningLakeome;
import org.lakeome.e2e.Seeds;

/**
 * Do, undo, do again, as fast as each client can: whatever the server acknowledges is done. All within one second as a
 * rule, so that boto3, curl and the client without ids sign the first and the last call alike.
 */
class RepeatedCallsTest {

    @TempDir
    Path folder;

    private RunningLakeome lakeome;
    private CallingClient client;
    private String owner;
    private String partner;
    private String reference;

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void boto3() throws Exception {
        String python = ServiceModel.pythonWithBoto3();
        assumeThat(python).as("a python3 with boto3").isNotEmpty();
        assumeThat(ServiceModel.FOLDER).isDirectory();
        ServiceModel.copyTo(folder.resolve("models"));
        AccessKey key = prepare("again_boto3");
        String program = Path.of("src/test/python/calls.py").toAbsolutePath().toString();
        client = new CallingClient.OfProgram(folder, environment(key), python, program, lakeome.api());

        allAgain();
    }

    @Test
    void javaScript() throws Exception {
        for (String file : new String[] {"package.json", "package-lock.json", "calls.mjs"}) {
            Files.copy(Path.of("src/test/js", file), folder.resolve(file));
        }
        // Streams of its own: a Node.js process makes inherited ones non-blocking, and the test runner's end with it.
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--silent")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(npm.waitFor()).as(log.toString()).isZero();
        AccessKey key = prepare("again_js");
        client = new CallingClient.OfProgram(folder, environment(key), "node", "calls.mjs", lakeome.api());

        allAgain();
    }

    @Test
    void java() throws Exception {
        prepare("again_java");
        client = new CallingClient.OfJava(lakeome.omics("again_java"));

        allAgain();
    }

    @Test
    void clientWithoutIds() throws Exception {
        AccessKey key = prepare("again_plain");
        URI api = URI.create(lakeome.api());
        client = new CallingClient.WithoutIds(api, key, Instant.now());
        storesAgain();
        client = new CallingClient.WithoutIds(api, key, Instant.now());
        tagsAndSharesAgain();
        client = new CallingClient.WithoutIds(api, key, Instant.now());
        importsAgain();
        client = new CallingClient.WithoutIds(api, key, Instant.now());
        annotationsAgain();
    }

    /** Without tags: curl 7.88 signs no path that holds an ARN. */
    @Test
    void curl() throws Exception {
        AccessKey key = prepare("again_curl");
        client = new CallingClient.OfCurl(URI.create(lakeome.api()), key);
        storesAgain();
        sharesAgain(storeArn("again"));
        importsAgain();
        annotationsAgain();
    }

    private void allAgain() {
        storesAgain();
        tagsAndSharesAgain();
        importsAgain();
        annotationsAgain();
    }

    private void storesAgain() {
        String first = createStore();
        update("UpdateVariantStore", "again", "a");
        update("UpdateVariantStore", "again", "b");
        update("UpdateVariantStore", "again", "a");
        assertThat(ask("GetVariantStore", "name", "again").path("description").asText())
                .isEqualTo("a");
        ask("DeleteVariantStore", "name", "again");
        until("GetVariantStore", input("name", "again"), "error", "ResourceNotFoundException");
        assertThat(createStore()).isNotEqualTo(first);
    }

    private String createStore() {
        ObjectNode input = input("name", "again");
        input.putObject("reference").put("referenceArn", reference);
        call("CreateVariantStore", input);
        return until("GetVariantStore", input("name", "again"), "status", "ACTIVE")
                .path("id")
                .asText();
    }

    private void tagsAndSharesAgain() {
        String arn = storeArn("again");
        for (int i = 0; i < 3; i++) {
            tag(arn);
            ObjectNode untag = input("resourceArn", arn);
            untag.putArray("tagKeys").add("k");
            call("UntagResource", untag);
            tag(arn);
            assertThat(ask("ListTagsForResource", "resourceArn", arn)
                            .path("tags")
                            .path("k")
                            .asText())
                    .isEqualTo("v");
        }
        sharesAgain(arn);
    }

    private void tag(String arn) {
        ObjectNode input = input("resourceArn", arn);
        input.putObject("tags").put("k", "v");
        call("TagResource", input);
    }

    private void sharesAgain(String arn) {
        ObjectNode create = input("resourceArn", arn).put("principalSubscriber", partner);
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            String share = call("CreateShare", create).path("shareId").asText();
            assertThat(ask("GetShare", "shareId", share)
                            .path("share")
                            .path("status")
                            .asText())
                    .isEqualTo("PENDING");
            assertThat(made.add(share)).isTrue();
            ask("DeleteShare", "shareId", share);
        }
    }

    private void importsAgain() {
        ObjectNode start = input("destinationName", "again").put("roleArn", role());
        start.putArray("items").addObject().put("source", "s3://bucket/a.vcf.gz");
        startAgain("VariantImportJob", start);
    }

    private void annotationsAgain() {
        ObjectNode create = input("name", "notes").put("storeFormat", "VCF");
        create.putObject("reference").put("referenceArn", reference);
        call("CreateAnnotationStore", create);
        until("GetAnnotationStore", input("name", "notes"), "status", "ACTIVE");
        update("UpdateAnnotationStore", "notes", "a");
        update("UpdateAnnotationStore", "notes", "b");
        update("UpdateAnnotationStore", "notes", "a");
        assertThat(ask("GetAnnotationStore", "name", "notes")
                        .path("description")
                        .asText())
                .isEqualTo("a");

        ObjectNode version = input("name", "notes").put("versionName", "second");
        ObjectNode delete = input("name", "notes").put("force", true);
        delete.putArray("versions").add("second");
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            call("CreateAnnotationStoreVersion", version);
            assertThat(made.add(until("GetAnnotationStoreVersion", version, "status", "ACTIVE")
                            .path("id")
                            .asText()))
                    .isTrue();
            call("DeleteAnnotationStoreVersions", delete);
            until("GetAnnotationStoreVersion", version, "error", "ResourceNotFoundException");
        }

        ObjectNode start = input("destinationName", "notes").put("roleArn", role());
        start.putArray("items").addObject().put("source", "s3://bucket/a.vcf.gz");
        startAgain("AnnotationImportJob", start);
    }

    private void startAgain(String job, ObjectNode start) {
        Set<String> started = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            String id = call("Start" + job, start).path("jobId").asText();
            assertThat(started.add(id)).isTrue();
            ask("Cancel" + job, "jobId", id);
            assertThat(ask("Get" + job, "jobId", id).path("status").asText()).isEqualTo("CANCELLED");
        }
        Set<String> loop = new HashSet<>();
        IntStream.range(0, 8)
                .forEach(i -> loop.add(call("Start" + job, start).path("jobId").asText()));
        assertThat(loop).hasSize(8);
        loop.forEach(id -> ask("Cancel" + job, "jobId", id));
    }

    private void update(String operation, String name, String description) {
        call(operation, input("name", name).put("description", description));
    }

    private JsonNode ask(String operation, String member, String value) {
        return call(operation, input(member, value));
    }

    private JsonNode call(String operation, ObjectNode input) {
        JsonNode answer = client.call(operation, input);
        assertThat(answer.path("error").asText()).as("%s %s", operation, input).isEmpty();
        return answer;
    }

    private JsonNode until(String operation, ObjectNode input, String member, String value) {
        return await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> client.call(operation, input),
                        answer -> answer.path(member).asText().equals(value));
    }

    private static ObjectNode input(String member, String value) {
        return CallingClient.JSON.createObjectNode().put(member, value);
    }

    private String storeArn(String name) {
        return ask("GetVariantStore", "name", name).path("storeArn").asText();
    }

    private String role() {
        return "arn:aws:iam::" + owner + ":role/import";
    }

    private AccessKey prepare(String alias) throws Exception {
        lakeome = RunningLakeome.apiOnly();
        owner = lakeome.account(alias);
        partner = lakeome.account(alias + "_p");
        try (Database database = lakeome.database()) {
            reference = Seeds.plantReference(database, owner);
        }
        var keys = lakeome.keys(alias).resolveCredentials();
        return new AccessKey(keys.accessKeyId(), new AccountId(owner), Secret.of(keys.secretAccessKey()));
    }

    private Map<String, String> environment(AccessKey key) {
        return Map.of(
                "AWS_ACCESS_KEY_ID", key.keyId(),
                "AWS_SECRET_ACCESS_KEY", key.secret().reveal(),
                "AWS_DATA_PATH", folder.resolve("models").toString());
    }
}
