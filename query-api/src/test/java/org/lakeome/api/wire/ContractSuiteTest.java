package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.TestSigner;
import org.lakeome.api.wire.Changes.Change;
import org.lakeome.catalog.account.AccessKey;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.db.Database;
import org.lakeome.e2e.RunningLakeome;
import org.lakeome.e2e.Seeds;

/**
 * The contract of every operation on stores, versions, import jobs, shares and tags, as signed requests to the whole server
 * with its catalog: the sample of the operation succeeds; each value outside of a constraint is refused as AWS words it;
 * each value inside is never refused for its constraint; and whatever is answered, the operation's model lists it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractSuiteTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int POOL = 200;

    private final Contract contract = Contract.load();
    private final Samples samples = new Samples(contract);
    private final Changes changes = new Changes(contract);
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Integer> answers = new TreeMap<>();

    private RunningLakeome lakeome;
    private AccessKey key;
    private String bob;
    private List<String> variantJobs;
    private List<String> annotationJobs;
    private List<String> ownShares;
    private List<String> offeredShares;

    @BeforeAll
    void start() throws Exception {
        lakeome = RunningLakeome.apiOnly();
        String alice = lakeome.account("contract");
        bob = lakeome.account("contract_partner");
        var credentials = lakeome.keys("contract").resolveCredentials();
        key = new AccessKey(credentials.accessKeyId(), new AccountId(alice), Secret.of(credentials.secretAccessKey()));
        try (Database database = lakeome.database()) {
            Seeds.plant(database, alice, bob, POOL);
            Seeds.plant(database, bob, alice, POOL);
            variantJobs = ids(database, "import_job", alice, "kind = 'VARIANT'");
            annotationJobs = ids(database, "import_job", alice, "kind = 'ANNOTATION'");
            ownShares = ids(database, "share", alice, "true");
            offeredShares = ids(database, "share", bob, "true");
        }
        activeStore("CreateVariantStore", "GetVariantStore", "taking");
        activeStore("CreateAnnotationStore", "GetAnnotationStore", "annotating");
    }

    @Test
    void everyConstraintOfEveryOperationIsAnsweredRight() throws Exception {
        List<Callable<Void>> cases = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger outside = new AtomicInteger();
        Set<String> operations = new TreeSet<>();
        List<String> faults = java.util.Collections.synchronizedList(new ArrayList<>());
        for (OperationModel operation : offered()) {
            operations.add(operation.name());
            Answer sample = send(operation, sample(operation));
            if (sample.status() != operation.successCode()) {
                faults.add(operation.name() + " of a valid sample: " + sample);
            }
            for (Change change : changes.of(operation, sample(operation))) {
                cases.add(() -> {
                    (change.isInside() ? inside : outside).incrementAndGet();
                    Answer answer = send(operation, change.of(sample(operation)));
                    String fault = change.isInside() ? insideFault(operation, answer) : outsideFault(change, answer);
                    if (!fault.isEmpty()) {
                        faults.add("%s with %s = %.100s: %s: %s"
                                .formatted(operation.name(), change.path(), change.value(), fault, answer));
                    }
                    return null;
                });
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(cases)) {
                done.get();
            }
        }
        System.out.printf(
                "contract suite: %d operations, %d cases: %d inside, %d outside; answers %s%n",
                operations.size(), cases.size(), inside.get(), outside.get(), answers);
        assertThat(faults).isEmpty();
        assertThat(operations).hasSize(31);
        assertThat(inside.get() + outside.get()).isEqualTo(cases.size()).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "5", "true", "null", "{", "{\"a\":1,\"a\":2}", "{}{}", "\u00ff"})
    void bodyThatIsNoJsonObjectIsRefusedByEveryOperationThatTakesOne(String body) throws Exception {
        int checked = 0;
        for (OperationModel operation : offered()) {
            if (operation.hasBodyMembers()) {
                ReceivedRequest request = Requests.of(operation, sample(operation));
                Answer answer = send(
                        operation,
                        new ReceivedRequest(
                                request.method(),
                                request.rawPath(),
                                request.rawQuery(),
                                request.headers(),
                                body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
                assertThat(answer.status())
                        .as("%s: %s", operation.name(), answer)
                        .isEqualTo(400);
                assertThat(answer.error()).isEqualTo("ValidationException");
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(15);
    }

    private record Answer(int status, String error, String body) {}

    private static String outsideFault(Change change, Answer answer) throws IOException {
        JsonNode body = JSON.readTree(answer.body());
        String message = body.path("message").asText();
        // Some servers in between, and Jetty, take no control character in a path, encoded or not.
        boolean noHttp = message.equals("The request is not valid HTTP for this server.")
                && change.value().asText().matches("(?s).*\\p{Cntrl}.*");
        boolean right = answer.status() == 400
                && answer.error().equals("ValidationException")
                && body.size() == 1
                && (noHttp
                        || message.startsWith("1 validation error detected: Value ")
                                && message.contains(" at '" + change.path())
                                && message.contains("' failed to satisfy constraint: Member must ")
                                && message.contains(change.refusal()));
        return right ? "" : "is outside, not refused as " + change.refusal();
    }

    private static String insideFault(OperationModel operation, Answer answer) {
        if (answer.body().contains("failed to satisfy constraint")) {
            return "is inside, yet refused";
        }
        if (answer.status() == operation.successCode()) {
            return answer.error().isEmpty() ? "" : "success with an error";
        }
        return answer.status() < 500 && operation.errors().contains(answer.error())
                ? ""
                : "answer is a fault, or none of " + operation.errors();
    }

    private List<OperationModel> offered() {
        return contract.operations().stream()
                .filter(operation -> operation.name().matches(".*(Variant|Annotation|Share|[Tt]ag).*"))
                .toList();
    }

    /** The sample of the operation's input with names and identifiers of what is there, fresh for what is used up. */
    private ObjectNode sample(OperationModel operation) {
        ObjectNode input = (ObjectNode) samples.of(operation.input());
        String fresh = "%04d".formatted(next.incrementAndGet() % POOL);
        for (String member : List.copyOf(names(input))) {
            switch (member) {
                case "nextToken" -> input.remove(member);
                case "roleArn" -> input.put(member, "arn:aws:iam::" + key.account() + ":role/import");
                case "reference" ->
                    input.set(
                            member,
                            object("referenceArn", Seeds.reference(key.account().value())));
                case "annotationFields" -> input.set(member, object("VEP", "CSQ"));
                case "principalSubscriber" -> input.put(member, bob);
                case "storeOptions" -> input.set(member, tsvOptions());
                case "versionOptions" -> input.remove(member);
                case "formatOptions" -> input.set(member, object("vcfOptions", null));
                default -> {}
            }
        }
        String name = operation.name();
        switch (name) {
            case "CreateVariantStore", "CreateAnnotationStore" -> {
                input.put("name", "made_" + next.incrementAndGet());
                if (name.equals("CreateAnnotationStore")) {
                    input.put("storeFormat", "TSV");
                }
            }
            case "GetVariantStore", "UpdateVariantStore" -> input.put("name", "vs_0000");
            case "GetAnnotationStore", "UpdateAnnotationStore", "ListAnnotationStoreVersions" ->
                input.put("name", "as_0000");
            case "DeleteVariantStore" -> input.put("name", "vs_" + fresh);
            case "DeleteAnnotationStore" -> input.put("name", "as_" + fresh);
            case "CreateAnnotationStoreVersion" -> {
                input.put("name", "annotating");
                input.put("versionName", "made_" + next.incrementAndGet());
            }
            case "GetAnnotationStoreVersion", "UpdateAnnotationStoreVersion" -> {
                input.put("name", "as_0000");
                input.put("versionName", "v_0000");
            }
            case "DeleteAnnotationStoreVersions" -> {
                input.put("name", "as_0000");
                input.set("versions", JsonNodeFactory.instance.arrayNode().add("v_" + fresh));
            }
            case "StartVariantImportJob" -> input.put("destinationName", "taking");
            case "StartAnnotationImportJob" -> {
                input.put("destinationName", "annotating");
                input.remove("versionName");
            }
            case "GetVariantImportJob" -> input.put("jobId", variantJobs.getFirst());
            case "CancelVariantImportJob" -> input.put("jobId", variantJobs.get(next.get() % POOL));
            case "GetAnnotationImportJob" -> input.put("jobId", annotationJobs.getFirst());
            case "CancelAnnotationImportJob" -> input.put("jobId", annotationJobs.get(next.get() % POOL));
            case "CreateShare" -> input.put("resourceArn", arn("annotationStore/as_" + fresh));
            case "GetShare" -> input.put("shareId", ownShares.getFirst());
            case "DeleteShare" -> input.put("shareId", ownShares.get(next.get() % POOL));
            case "AcceptShare" -> input.put("shareId", offeredShares.get(next.get() % POOL));
            case "TagResource", "UntagResource", "ListTagsForResource" ->
                input.put("resourceArn", arn("variantStore/taking"));
            default -> {}
        }
        return input;
    }

    private String arn(String resource) {
        return "arn:aws:omics:us-east-1:" + key.account() + ":" + resource;
    }

    private static ObjectNode tsvOptions() {
        ObjectNode tsv = JsonNodeFactory.instance.objectNode().put("annotationType", "CHR_POS");
        tsv.putObject("formatToHeader").put("CHR", "chrom").put("POS", "position");
        tsv.putArray("schema")
                .add(object("chrom", "STRING"))
                .add(object("position", "LONG"))
                .add(object("gene", "STRING"));
        return JsonNodeFactory.instance.objectNode().set("tsvStoreOptions", tsv);
    }

    private static ObjectNode object(String member, String value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        return object.set(member, value == null ? JsonNodeFactory.instance.objectNode() : TextNode.valueOf(value));
    }

    private static Set<String> names(ObjectNode input) {
        Set<String> names = new TreeSet<>();
        input.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Answer send(OperationModel operation, ObjectNode input) throws Exception {
        return send(operation, Requests.of(operation, input));
    }

    private Answer send(OperationModel operation, ReceivedRequest request) throws Exception {
        String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
        URI uri = URI.create(lakeome.api() + request.rawPath() + query);
        Map<String, String> headers =
                request.body().length == 0 ? Map.of() : Map.of("Content-Type", "application/json");
        // Of one second, and signed alike, two equal requests would be one request that was repeated.
        ReceivedRequest signed = new TestSigner(key, Instant.now())
                .sign(request.method(), uri, with(headers, "x-amz-case", "" + next.incrementAndGet()), request.body());
        HttpRequest.Builder sent = HttpRequest.newBuilder(uri)
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        signed.headers().forEach((name, values) -> {
            if (!name.equals("host") && !name.equals("content-length")) {
                sent.header(name, values.getFirst());
            }
        });
        HttpResponse<String> response = http.send(sent.build(), HttpResponse.BodyHandlers.ofString());
        Answer answer = new Answer(
                response.statusCode(),
                response.headers().firstValue("x-amzn-ErrorType").orElse(""),
                response.body());
        synchronized (answers) {
            answers.merge(answer.status() + answer.error(), 1, Integer::sum);
        }
        return answer;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return all;
    }

    private void activeStore(String create, String get, String name) throws Exception {
        ObjectNode input = sample(contract.operation(create).orElseThrow()).put("name", name);
        if (create.equals("CreateAnnotationStore")) {
            input.put("storeFormat", "VCF").remove(List.of("storeOptions", "versionName"));
        }
        Answer made = send(contract.operation(create).orElseThrow(), input);
        assertThat(made.status()).as("%s", made).isEqualTo(200);
        ObjectNode named = JsonNodeFactory.instance.objectNode().put("name", name);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(1))
                .until(
                        () -> send(contract.operation(get).orElseThrow(), named).body(),
                        body -> body.contains("ACTIVE"));
    }

    private static List<String> ids(Database database, String table, String owner, String condition) {
        return database.transaction(sql -> sql.statement(
                        "select id from " + table + " where owner = :owner and " + condition + " order by created, id")
                .bind("owner", owner)
                .list(row -> row.text("id")));
    }
}
