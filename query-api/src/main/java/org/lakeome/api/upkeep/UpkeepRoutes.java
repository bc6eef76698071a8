package org.lakeome.api.upkeep;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Routes;
import org.lakeome.api.http.SignedRoutes;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.call.Repeat;
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

    private final SignedRoutes signed;
    private final Authorizer authorizer;
    private final Upkeep upkeep;

    public UpkeepRoutes(SignedRoutes signed, Authorizer authorizer, Upkeep upkeep) {
        this.signed = signed;
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
        signed.answer(http, Repeat.READ, by -> Map.of("jobs", jobs(upkeep.latest(store(http, by.caller())))));
    }

    private void start(Context http) {
        OperationName.set(http, "StartUpkeep");
        boolean plan = "true".equals(http.queryParam("plan"));
        signed.answer(
                http,
                plan ? Repeat.READ : Repeat.STATE,
                by -> Map.of("jobs", start(http, store(http, by.caller()), plan)));
    }

    private List<Map<String, Object>> start(Context http, Authorized<Resource.Store> store, boolean plan) {
        Duration retain = Optional.ofNullable(http.queryParam("retain"))
                .map(UpkeepRoutes::duration)
                .orElse(upkeep.retention());
        return plan
                ? upkeep.plan(store, retain).entrySet().stream()
                        .map(table ->
                                Map.<String, Object>of("table", table.getKey().value(), "message", table.getValue()))
                        .toList()
                : jobs(upkeep.start(store, retain));
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
    private Authorized<Resource.Store> store(Context http, Caller.User caller) {
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
