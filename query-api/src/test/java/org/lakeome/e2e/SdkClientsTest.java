package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.api.wire.GoldenRecorder;
import org.lakeome.api.wire.ServiceModel;
import org.lakeome.catalog.db.Database;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.ResourceOwner;

/**
 * boto3, the JavaScript SDK and the Java SDK, each with its own paginators and waiters: every list holds 250 resources once each
 * at page sizes 1, 7 and 100, with what others make between the first page and the next, and a tour goes through every operation and every waiter.
 * With {@code -Dlakeome.golden=record} the tours' requests become the golden files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkClientsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int COUNT = 250;
    private static final List<Integer> SIZES = List.of(1, 7, 100);

    @TempDir
    static Path folder;

    private RunningLakeome lakeome;
    private String owner;
    private final Map<String, List<String>> planted = new LinkedHashMap<>();
    private Newcomers newcomers;

    @BeforeAll
    void start() throws IOException {
        lakeome = RunningLakeome.apiOnly();
        owner = lakeome.account("pages");
        String partner = lakeome.account("pages_partner");
        try (Database database = lakeome.database()) {
            Seeds.plant(database, owner, partner, COUNT);
            planted.put("ListVariantStores", Seeds.names("vs", COUNT));
            planted.put("ListAnnotationStores", Seeds.names("as", COUNT));
            planted.put("ListAnnotationStoreVersions", Seeds.names("v", COUNT));
            planted.put("ListVariantImportJobs", ids(database, "import_job", "kind = 'VARIANT'"));
            planted.put("ListAnnotationImportJobs", ids(database, "import_job", "kind = 'ANNOTATION'"));
            planted.put("ListShares", ids(database, "share", "true"));
            planted.put("ListReferences", ids(database, "reference", "true"));
            planted.put("ListReferenceImportJobs", ids(database, "reference_import", "true"));
        }
        newcomers = new Newcomers(lakeome, "pages", partner, rounds());
    }

    @AfterAll
    void end() throws Exception {
        newcomers.close();
    }

    /** Where the newcomers tell other processes how many they are. */
    private static Path rounds() {
        return folder.resolve("rounds");
    }

    private List<String> ids(Database database, String table, String condition) {
        return database.transaction(
                sql -> sql.statement("select id from " + table + " where owner = :owner and " + condition)
                        .bind("owner", owner)
                        .list(row -> row.text("id")));
    }

    private String role() {
        return "arn:aws:iam::" + owner + ":role/import";
    }

    @Test
    void boto3PagesAndTours() throws Exception {
        String python = ServiceModel.pythonWithBoto3();
        assumeFalse(python.isEmpty(), "no python3 with boto3");
        assumeTrue(Files.isDirectory(ServiceModel.FOLDER), "no service model at " + ServiceModel.FOLDER);
        ServiceModel.copyTo(folder.resolve("models"));
        String script = Path.of("src/test/python/omics.py").toAbsolutePath().toString();

        for (JsonNode paged : run("pages", "boto3", python, script, "pages")) {
            checkPaged("boto3", paged);
        }
        tour("boto3", python, script, "tour");
    }

    @Test
    void javaScriptSdkPagesAndTours() throws Exception {
        for (String file : List.of("package.json", "package-lock.json", "clients.mjs")) {
            Files.copy(Path.of("src/test/js", file), folder.resolve(file));
        }
        run("npm", "js", "npm", "ci", "--no-audit", "--no-fund", "--silent");

        for (JsonNode paged : run("pages", "js", "node", "clients.mjs", "pages")) {
            checkPaged("js", paged);
        }
        tour("js", "node", "clients.mjs", "tour");
    }

    @Test
    void javaSdkPagesAndTours() throws Exception {
        try (OmicsClient omics = lakeome.omics("pages")) {
            String store = Seeds.storeOf(owner);
            Map<String, IntFunction<Stream<String>>> lists = new LinkedHashMap<>();
            lists.put(
                    "ListVariantStores",
                    size -> omics.listVariantStoresPaginator(list -> list.maxResults(size)).variantStores().stream()
                            .map(item -> item.name()));
            lists.put(
                    "ListAnnotationStores",
                    size ->
                            omics
                                    .listAnnotationStoresPaginator(list -> list.maxResults(size))
                                    .annotationStores()
                                    .stream()
                                    .map(item -> item.name()));
            lists.put("ListAnnotationStoreVersions", size -> omics
                    .listAnnotationStoreVersionsPaginator(
                            list -> list.name("as_0000").maxResults(size))
                    .annotationStoreVersions()
                    .stream()
                    .map(item -> item.versionName()));
            lists.put(
                    "ListVariantImportJobs",
                    size ->
                            omics
                                    .listVariantImportJobsPaginator(list -> list.maxResults(size))
                                    .variantImportJobs()
                                    .stream()
                                    .map(item -> item.id()));
            lists.put(
                    "ListAnnotationImportJobs",
                    size ->
                            omics
                                    .listAnnotationImportJobsPaginator(list -> list.maxResults(size))
                                    .annotationImportJobs()
                                    .stream()
                                    .map(item -> item.id()));
            lists.put(
                    "ListShares", size -> omics
                            .listSharesPaginator(list ->
                                    list.resourceOwner(ResourceOwner.SELF).maxResults(size))
                            .shares()
                            .stream()
                            .map(item -> item.shareId()));
            lists.put(
                    "ListReferences", size -> omics
                            .listReferencesPaginator(
                                    list -> list.referenceStoreId(store).maxResults(size))
                            .references()
                            .stream()
                            .map(item -> item.id()));
            lists.put("ListReferenceImportJobs", size -> omics
                    .listReferenceImportJobsPaginator(
                            list -> list.referenceStoreId(store).maxResults(size))
                    .importJobs()
                    .stream()
                    .map(item -> item.id()));
            assertThat(lists.keySet()).isEqualTo(planted.keySet());
            try (var threads = Executors.newFixedThreadPool(8)) {
                List<Future<?>> paged = new ArrayList<>();
                lists.forEach((operation, list) -> SIZES.forEach(
                        size -> paged.add(threads.submit(() -> pageWithJava(operation, size, list.apply(size))))));
                for (Future<?> each : paged) {
                    each.get();
                }
            }
        }
        try (GoldenRecorder recorder = new GoldenRecorder(URI.create(lakeome.api()), "java", owner, partner())) {
            new JavaTour(
                            lakeome.omics("pages", recorder.uri()),
                            lakeome.omics("pages_partner", recorder.uri()),
                            partner(),
                            "java_tour",
                            Seeds.reference(owner),
                            role())
                    .run();
        }
    }

    private void pageWithJava(String operation, int size, Stream<String> list) {
        int before = newcomers.rounds();
        List<String> keys = new ArrayList<>();
        Iterator<String> items = list.iterator();
        keys.add(items.next());
        int during = newcomers.roundSince(before);
        items.forEachRemaining(keys::add);
        checkPaged("java", operation, size, before, during, keys);
    }

    private void tour(String client, String... command) throws Exception {
        try (GoldenRecorder recorder = new GoldenRecorder(URI.create(lakeome.api()), client, owner, partner())) {
            run(recorder.uri().toString(), client, command);
        }
    }

    private String partner() {
        return lakeome.account("pages_partner");
    }

    private void checkPaged(String client, JsonNode paged) {
        List<String> keys = new ArrayList<>();
        paged.get("keys").forEach(key -> keys.add(key.asText()));
        checkPaged(
                client,
                paged.get("operation").asText(),
                paged.get("size").asInt(),
                paged.get("before").asInt(),
                paged.get("during").asInt(),
                keys);
    }

    /**
     * @param before how many rounds of newcomers there were before the list's first page was asked for
     * @param during and how many after it had come and before the next was asked for
     */
    private void checkPaged(String client, String operation, int size, int before, int during, List<String> keys) {
        String list = "%s, %s by %d, %d keys, %d made before, %d with its first page"
                .formatted(client, operation, size, keys.size(), before, during - before);
        System.out.println("paged: " + list);
        newcomers.requireAtWork();
        assertThat(during).as(list).isGreaterThanOrEqualTo(before + 2);
        assertThat(keys).as(list).doesNotHaveDuplicates();
        assertThat(new HashSet<>(keys))
                .as(list)
                .containsAll(planted.get(operation))
                .containsAll(newcomers.keys(operation, during));
    }

    private List<JsonNode> run(String endpoint, String client, String... command) throws Exception {
        ObjectNode plan = JSON.createObjectNode()
                .put("endpoint", endpoint.startsWith("http") ? endpoint : lakeome.api())
                .put("store", client + "_tour")
                .put("reference", Seeds.reference(owner))
                .put("role", role())
                .put("partner", partner())
                .put("rounds", rounds().toString());
        var keys = lakeome.keys("pages_partner").resolveCredentials();
        plan.putObject("partnerKeys")
                .put("aws_access_key_id", keys.accessKeyId())
                .put("aws_secret_access_key", keys.secretAccessKey());
        SIZES.forEach(plan.putArray("sizes")::add);
        ArrayNode lists = plan.putArray("lists");
        list(lists, "ListVariantStores", "variantStores", "name");
        list(lists, "ListAnnotationStores", "annotationStores", "name");
        list(lists, "ListAnnotationStoreVersions", "annotationStoreVersions", "versionName")
                .put("name", "as_0000");
        list(lists, "ListVariantImportJobs", "variantImportJobs", "id");
        list(lists, "ListAnnotationImportJobs", "annotationImportJobs", "id");
        list(lists, "ListShares", "shares", "shareId").put("resourceOwner", "SELF");
        list(lists, "ListReferences", "references", "id").put("referenceStoreId", Seeds.storeOf(owner));
        list(lists, "ListReferenceImportJobs", "importJobs", "id").put("referenceStoreId", Seeds.storeOf(owner));
        assertThat(lists).hasSize(planted.size());

        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")
                        || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        var own = lakeome.keys("pages").resolveCredentials();
        environment.put("AWS_ACCESS_KEY_ID", own.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", own.secretAccessKey());
        environment.put("AWS_DATA_PATH", folder.resolve("models").toString());
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(JSON.writeValueAsBytes(plan));
        }
        List<JsonNode> lines = new ArrayList<>();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("{")) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return lines;
    }

    private static ObjectNode list(ArrayNode lists, String operation, String result, String key) {
        return lists.addObject()
                .put("operation", operation)
                .put("result", result)
                .put("key", key)
                .putObject("input");
    }
}
