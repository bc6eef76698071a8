package org.lakeome.api.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lakeome.api.http.BearerToken;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.RequestBody;
import org.lakeome.api.http.Routes;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.work.Heartbeat;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;
import org.lakeome.catalog.work.WorkQueue;
import org.lakeome.storage.s3.ObjectAccess;

/** Where ingest workers lease work, report progress and results; the worker's token is asked each time. */
public final class WorkRoutes implements Routes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The end of a job tells of up to a thousand files, each with a name and a message of a thousand characters. */
    private static final int LARGEST_BODY = 8 << 20;

    private final WorkQueue queue;
    private final WorkSpecs specs;
    private final ObjectAccess objects;
    private final Secret worker;
    private final Consumer<String> asking;

    /** @param asking hears the name of each worker that asks for work */
    public WorkRoutes(WorkQueue queue, WorkSpecs specs, ObjectAccess objects, Secret worker, Consumer<String> asking) {
        this.asking = asking;
        this.queue = queue;
        this.specs = specs;
        this.objects = objects;
        this.worker = worker;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/internal/work/lease", this::lease);
        routes.post("/internal/work/{id}/progress", this::progress);
        routes.post("/internal/work/{id}/known", this::known);
        routes.post("/internal/work/{id}/finish", this::finish);
    }

    private void lease(Context http) throws IOException, InterruptedException {
        OperationName.set(http, "WorkLease");
        JsonNode body = body(http);
        String name = body.path("worker").asText("worker");
        asking.accept(name);
        Optional<Lease> lease = queue.lease(name, LEASE, PATIENCE);
        Optional<ObjectNode> spec = lease.flatMap(this::spec);
        if (spec.isEmpty()) {
            http.status(204);
            return;
        }
        http.json(Map.of(
                "workId", lease.get().work().value(),
                "kind", lease.get().kind().name(),
                "attempt", lease.get().attempt(),
                "leaseSeconds", LEASE.toSeconds(),
                "spec", spec.get()));
    }

    /** What cannot be specified ends as FAILED with the reason; the worker is not to blame and asks again. */
    private Optional<ObjectNode> spec(Lease lease) {
        try {
            ObjectNode spec = specs.of(lease);
            if (queue.isLeased(lease.work(), lease.attempt())) {
                return Optional.of(spec);
            }
            // It was ended meanwhile, which revoked what was lent until then and not the keys of this specification.
            objects.revoke(lease.work().value());
            return Optional.empty();
        } catch (ApiError e) {
            objects.revoke(lease.work().value());
            queue.finish(
                    lease.work(),
                    lease.attempt(),
                    new Outcome(Outcome.Status.FAILED, e.getMessage(), List.of(), Optional.empty()));
            return Optional.empty();
        } catch (RuntimeException e) {
            objects.revoke(lease.work().value());
            throw e;
        }
    }

    private void progress(Context http) throws IOException {
        OperationName.set(http, "WorkProgress");
        JsonNode body = body(http);
        Heartbeat heartbeat = queue.heartbeat(
                work(http),
                attempt(body),
                LEASE,
                new Progress(
                        body.path("message").asText(""),
                        items(body),
                        Optional.ofNullable(body.get("alone")).map(JsonNode::asText)));
        http.json(Map.of("cancel", heartbeat == Heartbeat.CANCEL));
    }

    /** Before its commit a worker of an import asks here what the store has already. */
    private void known(Context http) throws IOException {
        OperationName.set(http, "WorkKnown");
        JsonNode body = body(http);
        WorkId work = work(http);
        if (!queue.isLeased(work, attempt(body))) {
            throw new ApiError.Conflict("The lease of this work is lost");
        }
        List<String> contents = new ArrayList<>();
        body.path("contents").forEach(content -> contents.add(content.asText()));
        http.json(Map.of("known", specs.known(work, contents)));
    }

    private void finish(Context http) throws IOException {
        OperationName.set(http, "WorkFinish");
        JsonNode body = body(http);
        WorkId work = work(http);
        JsonNode result = body.get("result");
        queue.finish(
                work,
                attempt(body),
                new Outcome(
                        constant(Outcome.Status.class, body.path("status")),
                        body.path("message").asText(""),
                        items(body),
                        Optional.ofNullable(result).filter(JsonNode::isObject).map(JsonNode::toString)));
        http.json(JSON.createObjectNode());
    }

    private JsonNode body(Context http) throws IOException {
        BearerToken.require(http, worker);
        JsonNode body = JSON.readTree(RequestBody.read(http, LARGEST_BODY));
        if (!(body instanceof ObjectNode)) {
            throw new ApiError.Invalid("the body must be a JSON object");
        }
        return body;
    }

    private static WorkId work(Context http) {
        return new WorkId(http.pathParam("id"));
    }

    private static int attempt(JsonNode body) {
        if (!body.path("attempt").canConvertToInt()) {
            throw new ApiError.Invalid("'attempt' is missing");
        }
        return body.path("attempt").intValue();
    }

    private static List<ItemReport> items(JsonNode body) {
        List<ItemReport> items = new ArrayList<>();
        for (JsonNode item : body.path("items")) {
            items.add(new ItemReport(
                    item.path("source").asText(),
                    constant(ItemState.class, item.path("status")),
                    item.path("message").asText(""),
                    item.path("records").asLong(),
                    item.path("rows").asLong(),
                    item.path("content").asText("")));
        }
        return items;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode text) {
        try {
            return Enum.valueOf(type, text.asText());
        } catch (IllegalArgumentException e) {
            throw new ApiError.Invalid("'" + text.asText() + "' is not a " + type.getSimpleName());
        }
    }
}
