package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Debian's awscli and the JavaScript SDK, unchanged, each list, create, import and share on a whole server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path AWS = Path.of("/usr/bin/aws");
    private static final Path MODEL =
            RunningLakeome.ROOT.resolve("../shared/contract").normalize();
    private static final String VCF = """
            ##fileformat=VCFv4.2
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            ##contig=<ID=chr1>
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	S1
            chr1	3	.	G	T	10	PASS	.	GT	0/1
            """;

    @TempDir
    Path folder;

    private RunningLakeome lakeome;

    @BeforeAll
    void start() throws IOException {
        lakeome = RunningLakeome.get();
    }

    /** One call: operation in the SDK's spelling, input as JSON, output as JSON. */
    private interface Client {
        JsonNode call(String operation, ObjectNode input) throws Exception;
    }

    @Test
    void awsCliDoesTheMainJob() throws Exception {
        assumeTrue(Files.isExecutable(AWS), "no awscli at " + AWS);
        assumeTrue(Files.isDirectory(MODEL), "no service model at " + MODEL);
        modelWithoutEndpoints(folder);
        mainJob("erin", "cli_store", this::callAwsCli);
    }

    @Test
    void javaScriptSdkDoesTheMainJob() throws Exception {
        Path client = folder.resolve("js");
        Files.createDirectories(client);
        for (String file : List.of("package.json", "package-lock.json", "omics.mjs")) {
            Files.copy(Path.of("src/test/js", file), client.resolve(file));
        }
        assertThat(run(client, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund"))
                        .exit())
                .isZero();
        mainJob("frank", "js_store", (operation, input) -> {
            Result result = run(
                    client, keys("frank"), List.of("node", "omics.mjs", lakeome.api(), operation, input.toString()));
            assertThat(result.exit()).as(result.text()).isZero();
            return JSON.readTree(result.text());
        });
    }

    private void mainJob(String account, String store, Client client) throws Exception {
        Jobs jobs = new Jobs(lakeome, account);
        String source = jobs.upload("one.vcf", VCF.getBytes(StandardCharsets.UTF_8));
        ObjectNode create = JSON.createObjectNode().put("name", store);
        create.putObject("reference").put("referenceArn", jobs.reference());
        assertThat(client.call("CreateVariantStore", create).path("status").asText())
                .isEqualTo("CREATING");
        ObjectNode get = JSON.createObjectNode().put("name", store);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.call("GetVariantStore", get).path("status").asText(), "ACTIVE"::equals);
        assertThat(client.call("ListVariantStores", JSON.createObjectNode())
                        .path("variantStores")
                        .findValuesAsText("name"))
                .contains(store);

        ObjectNode start = JSON.createObjectNode()
                .put("destinationName", store)
                .put("roleArn", "arn:aws:iam::" + lakeome.account(account) + ":role/import");
        start.putArray("items").addObject().put("source", source);
        ObjectNode job = JSON.createObjectNode()
                .put(
                        "jobId",
                        client.call("StartVariantImportJob", start)
                                .path("jobId")
                                .asText());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> client.call("GetVariantImportJob", job)
                                .path("status")
                                .asText(),
                        "COMPLETED"::equals);

        annotations(account, store + "_genes", client, jobs);

        ObjectNode share = JSON.createObjectNode()
                .put(
                        "resourceArn",
                        client.call("GetVariantStore", get).path("storeArn").asText())
                .put("principalSubscriber", lakeome.account("bob"))
                .put("shareName", "ours");
        String shareId = client.call("CreateShare", share).path("shareId").asText();
        assertThat(client.call("ListShares", JSON.createObjectNode().put("resourceOwner", "SELF"))
                        .path("shares")
                        .findValuesAsText("shareId"))
                .contains(shareId);
        lakeome.omics("bob").acceptShare(accept -> accept.shareId(shareId));
        try (var connection = lakeome.connect("bob")) {
            assertThat(RunningLakeome.rows(connection, "SELECT sampleid FROM lakeome." + account + "." + store))
                    .containsExactly(List.of("S1"));
        }
    }

    private void annotations(String account, String store, Client client, Jobs jobs) throws Exception {
        String gff = "##gff-version 3\nchr1\t.\tgene\t5\t9\t.\t+\t.\tID=g1;Name=EDEN\n";
        String source = jobs.upload("one.gff3", gff.getBytes(StandardCharsets.UTF_8));
        ObjectNode get = JSON.createObjectNode().put("name", store);
        assertThat(client.call("CreateAnnotationStore", get.deepCopy().put("storeFormat", "GFF"))
                        .path("versionName")
                        .asText())
                .isEqualTo(store);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> client.call("GetAnnotationStore", get)
                                .path("status")
                                .asText(),
                        "ACTIVE"::equals);
        assertThat(client.call("ListAnnotationStores", JSON.createObjectNode())
                        .path("annotationStores")
                        .findValuesAsText("storeFormat"))
                .containsExactly("GFF");

        ObjectNode start = JSON.createObjectNode()
                .put("destinationName", store)
                .put("roleArn", "arn:aws:iam::" + lakeome.account(account) + ":role/import");
        start.putArray("items").addObject().put("source", source);
        String job =
                client.call("StartAnnotationImportJob", start).path("jobId").asText();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> client.call(
                                        "GetAnnotationImportJob",
                                        JSON.createObjectNode().put("jobId", job))
                                .path("status")
                                .asText(),
                        "COMPLETED"::equals);
        try (var connection = lakeome.connect(account)) {
            assertThat(RunningLakeome.rows(connection, "SELECT seqid, start, \"end\", id, name FROM " + store))
                    .containsExactly(List.of("chr1", 4L, 9L, "g1", "EDEN"));
        }
    }

    private JsonNode callAwsCli(String operation, ObjectNode input) throws Exception {
        Map<String, String> environment = new java.util.HashMap<>(keys("erin"));
        environment.put("HOME", folder.toString());
        environment.put("AWS_PAGER", "");
        String command = operation.replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
        Result result = run(
                folder,
                environment,
                List.of(
                        AWS.toString(),
                        "omics",
                        command,
                        "--cli-input-json",
                        input.toString(),
                        "--endpoint-url",
                        lakeome.api(),
                        "--output",
                        "json"));
        assertThat(result.exit()).as(result.text()).isZero();
        return JSON.readTree(result.text());
    }

    /** What a user of an old awscli installs: today's model, without the host prefixes. */
    private static void modelWithoutEndpoints(Path home) throws IOException {
        Path target = home.resolve(".aws/models/omics/2099-01-01");
        Files.createDirectories(target);
        ObjectNode model =
                (ObjectNode) JSON.readTree(MODEL.resolve("omics-service-2.json").toFile());
        model.path("operations").forEach(operation -> ((ObjectNode) operation).remove("endpoint"));
        JSON.writeValue(target.resolve("service-2.json").toFile(), model);
        for (String[] file : new String[][] {
            {"omics-paginators-1.json", "paginators-1.json"},
            {"omics-waiters-2.json", "waiters-2.json"},
            {"omics-endpoint-rule-set-1.json", "endpoint-rule-set-1.json"}
        }) {
            Files.copy(MODEL.resolve(file[0]), target.resolve(file[1]));
        }
    }

    private Map<String, String> keys(String account) {
        var credentials = lakeome.keys(account).resolveCredentials();
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                credentials.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                credentials.secretAccessKey(),
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_REGION",
                "us-east-1");
    }

    private record Result(int exit, String text) {}

    private static Result run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")
                        || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES))
                .as(Arrays.toString(command.toArray()))
                .isTrue();
        return new Result(process.exitValue(), text);
    }
}
