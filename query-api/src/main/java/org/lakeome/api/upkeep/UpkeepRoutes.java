package org.lakeome.api.upkeep;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Received;
import org.lakeome.api.http.Routes;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.upkeep.Upkeep;
import org.lakeome.catalog.upkeep.UpkeepJob;

/**
 * {@code /lakeome/stores/NAME/upkeep}, signed like any AWS call, for the store's owner alone: GET tells the latest jobs, POST
 * starts new ones, with the parameters {@code retain} (as {@code 7d}, {@code 12h}) and {@code plan=true} to be told only what
 * they would do.
 */
public final class UpkeepRoutes implements Routes {

    private final SigV4Verifier verifier;
    private final Authorizer authorizer;
    private final Upkeep upkeep;

    public UpkeepRoutes(SigV4Verifier verifier, Authorizer authorizer, Upkeep upkeep) {
        this.verifier = verifier;
        this.authorizer = authorizer;
        this.upkeep = upkeep;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lakeome/stores/{store}/upkeep", this::list);
        routes.post("/lakeome/stores/{store}/upkeep", this::start);
    }

    private void list(Context http) {
        OperationName.set(http, "ListUpkeep");
        http.json(Map.of("jobs", jobs(upkeep.latest(store(http)))));
    }

    private void start(Context http) {
        OperationName.set(http, "StartUpkeep");
        Authorized<Resource.Store> store = store(http);
        Duration retain = Optional.ofNullable(http.queryParam("retain"))
                .map(UpkeepRoutes::duration)
                .orElse(upkeep.retention());
        if ("true".equals(http.queryParam("plan"))) {
            http.json(Map.of(
                    "jobs",
                    upkeep.plan(store, retain).entrySet().stream()
                            .map(plan -> Map.of("table", plan.getKey().value(), "message", plan.getValue()))
                            .toList()));
            return;
        }
        http.json(Map.of("jobs", jobs(upkeep.start(store, retain))));
    }

    private static List<Map<String, Object>> jobs(List<UpkeepJob> jobs) {
        return jobs.stream()
                .map(job -> Map.<String, Object>of(
                        "id", job.id(),
                        "table", job.table().value(),
                        "status", job.status().name(),
                        "ended", job.status().isFinal(),
                        "message", job.message(),
                        "created", job.created().toString()))
                .toList();
    }

    /** An account has no two stores of one name. */
    private Authorized<Resource.Store> store(Context http) {
        Caller.User caller = verifier.verify(Received.of(http), false);
        StoreName name = new StoreName(http.pathParam("store"));
        try {
            return store(caller, StoreKind.VARIANT, name);
        } catch (ApiError.NotFound notOfThisKind) {
            return store(caller, StoreKind.ANNOTATION, name);
        }
    }

    private Authorized<Resource.Store> store(Caller.User caller, StoreKind kind, StoreName name) {
        return authorizer.require(caller, Operation.OPTIMIZE_STORE, Target.store(caller.account(), kind, name));
    }

    private static Duration duration(String text) {
        if (!text.matches("[1-9]\\d{0,4}[hd]")) {
            throw new ApiError.Invalid("'" + text + "' is not a time to retain snapshots; write it like 7d or 12h");
        }
        String upper = text.toUpperCase(Locale.ROOT);
        return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
    }
}
