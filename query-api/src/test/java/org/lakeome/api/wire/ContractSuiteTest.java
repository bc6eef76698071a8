package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * each value inside succeeds, but for the {@link InsideRefusals exceptions}; and no constraint is left out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractSuiteTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int POOL = 200;

    private final Contract contract = Contract.load();
    private final Changes changes = new Changes(contract);
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Integer> answers = new TreeMap<>();

    private RunningLakeome lakeome;
    private AccessKey key;
    private ContractInputs inputs;

    @BeforeAll
    void start() throws Exception {
        lakeome = RunningLakeome.apiOnly();
        String alice = lakeome.account("contract");
        String bob = lakeome.account("contract_partner");
        var credentials = lakeome.keys("contract").resolveCredentials();
        key = new AccessKey(credentials.accessKeyId(), new AccountId(alice), Secret.of(credentials.secretAccessKey()));
        try (Database database = lakeome.database()) {
            Seeds.plant(database, alice, bob, POOL);
            Seeds.plant(database, bob, alice, POOL);
            inputs = new ContractInputs(contract, database, key.account(), bob, POOL);
        }
        activeStore("CreateVariantStore", "GetVariantStore", ContractInputs.TAKING, Optional.empty());
        activeStore("CreateAnnotationStore", "GetAnnotationStore", ContractInputs.ANNOTATING, Optional.of("VCF"));
        activeStore("CreateAnnotationStore", "GetAnnotationStore", ContractInputs.TABULATING, Optional.of("TSV"));
    }

    @Test
    void everyConstraintOfEveryOperationIsAnsweredRight() throws Exception {
        List<Callable<Void>> cases = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger outside = new AtomicInteger();
        AtomicInteger succeeding = new AtomicInteger();
        AtomicInteger excepted = new AtomicInteger();
        Set<String> operations = new TreeSet<>();
        InsideRefusals refusals = new InsideRefusals();
        ConstrainedMembers members = new ConstrainedMembers(contract);
        List<String> faults = Collections.synchronizedList(new ArrayList<>());
        for (OperationModel operation : offered()) {
            operations.add(operation.name());
            members.expect(operation);
            for (ObjectNode input : inputs.of(operation)) {
                Answer sample = send(operation, inputs.renewed(operation, input));
                if (!succeeded(operation, sample)) {
                    faults.add(operation.name() + " of a valid sample: " + sample);
                }
                for (Change change : changes.of(operation, input)) {
                    members.visit(operation, change);
                    cases.add(() -> {
                        (change.isInside() ? inside : outside).incrementAndGet();
                        ObjectNode valid = change.isInside() ? inputs.renewed(operation, input) : input;
                        Answer answer = send(operation, change.of(valid));
                        String fault = "";
                        if (!change.isInside()) {
                            fault = outsideFault(change, answer);
                        } else if (succeeded(operation, answer)) {
                            succeeding.incrementAndGet();
                        } else if (noHttp(change, message(answer))
                                || refusals.explain(operation, change, answer.error(), message(answer))) {
                            excepted.incrementAndGet();
                        } else {
                            fault = "is inside, yet refused";
                        }
                        if (!fault.isEmpty()) {
                            faults.add("%s with %s = %.100s: %s: %s"
                                    .formatted(operation.name(), change.path(), change.value(), fault, answer));
                        }
                        return null;
                    });
                }
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(cases)) {
                done.get();
            }
        }
        System.out.printf(
                "contract suite: %d operations, %d cases: %d inside (%d succeed, %d name what is not there or break a"
                        + " rule of the table), %d outside; %d constraints visited; answers %s%n",
                operations.size(),
                cases.size(),
                inside.get(),
                succeeding.get(),
                excepted.get(),
                outside.get(),
                members.visited(),
                answers);
        assertThat(members.notVisited()).as("constraints that no case tried").isEmpty();
        assertThat(faults).isEmpty();
        assertThat(refusals.unused()).as("exceptions that nothing needs").isEmpty();
        assertThat(operations).hasSize(31);
        assertThat(inside.get() + outside.get()).isEqualTo(cases.size()).isGreaterThan(2_000);
    }

    @Test
    void tokenOfAPageIsTakenWithTheSameFilterAndNoOther() throws Exception {
        int lists = 0;
        for (OperationModel operation : offered()) {
            if (operation.input().members().containsKey("nextToken")) {
                ObjectNode first = JsonNodeFactory.instance.objectNode().put("maxResults", 1);
                inputs.of(operation).getFirst().properties().stream()
                        .filter(member -> Set.of("name", "resourceOwner").contains(member.getKey()))
                        .forEach(member -> first.set(member.getKey(), member.getValue()));
                String token = JSON.readTree(send(operation, first).body())
                        .path("nextToken")
                        .asText();
                assertThat(token).as(operation.name()).isNotEmpty();
                Answer second = send(operation, first.deepCopy().put("nextToken", token));
                assertThat(succeeded(operation, second))
                        .as("%s: %s", operation.name(), second)
                        .isTrue();
                Answer none = send(operation, first.deepCopy().put("nextToken", token + "x"));
                assertThat(message(none)).as(operation.name()).startsWith("nextToken is not one of this list");
                lists++;
            }
        }
        assertThat(lists).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "5", "true", "null", "{", "{\"a\":1,\"a\":2}", "{}{}", "\u00ff"})
    void bodyThatIsNoJsonObjectIsRefusedByEveryOperationThatTakesOne(String body) throws Exception {
        int checked = 0;
        for (OperationModel operation : offered()) {
            if (operation.hasBodyMembers()) {
                ReceivedRequest request =
                        Requests.of(operation, inputs.of(operation).getFirst());
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
        boolean right = answer.status() == 400
                && answer.error().equals("ValidationException")
                && body.size() == 1
                && (noHttp(change, message)
                        || message.startsWith("1 validation error detected: Value ")
                                && message.contains(" at '" + change.path())
                                && message.contains("' failed to satisfy constraint: Member must ")
                                && message.contains(change.refusal()));
        return right ? "" : "is outside, not refused as " + change.refusal();
    }

    /** Some servers in between, and Jetty, take no control character in a path, encoded or not. */
    private static boolean noHttp(Change change, String message) {
        return message.equals("The request is not valid HTTP for this server.")
                && change.value().asText().matches("(?s).*\\p{Cntrl}.*");
    }

    private static boolean succeeded(OperationModel operation, Answer answer) {
        return answer.status() == operation.successCode() && answer.error().isEmpty();
    }

    private static String message(Answer answer) throws IOException {
        return JSON.readTree(answer.body()).path("message").asText();
    }

    private List<OperationModel> offered() {
        return contract.operations().stream()
                .filter(operation -> operation.name().matches(".*(Variant|Annotation|Share|[Tt]ag).*"))
                .toList();
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

    private void activeStore(String create, String get, String name, Optional<String> format) throws Exception {
        OperationModel operation = contract.operation(create).orElseThrow();
        ObjectNode input = inputs.of(operation).getFirst().put("name", name);
        format.ifPresent(of -> input.put("storeFormat", of).put("versionName", name));
        if (format.filter("VCF"::equals).isPresent()) {
            input.remove("storeOptions");
        }
        Answer made = send(operation, input);
        assertThat(made.status()).as("%s", made).isEqualTo(200);
        ObjectNode named = JsonNodeFactory.instance.objectNode().put("name", name);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(1))
                .until(
                        () -> send(contract.operation(get).orElseThrow(), named).body(),
                        body -> body.contains("ACTIVE"));
    }
}
