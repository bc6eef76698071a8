package org.lakeome.api.count;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.table.StoreTables;

/**
 * {@code GET /lakeome/stores/NAME/counts}, signed like any AWS call, for the store's owner alone: what each table of the store
 * holds now, in rows, bytes and, where the files say so, samples.
 */
public final class CountRoutes implements Routes {

    private final SignedRoutes signed;
    private final Authorizer authorizer;
    private final Stores stores;
    private final StoreTables tables;

    public CountRoutes(SignedRoutes signed, Authorizer authorizer, Stores stores, StoreTables tables) {
        this.signed = signed;
        this.authorizer = authorizer;
        this.stores = stores;
        this.tables = tables;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lakeome/stores/{store}/counts", this::list);
    }

    private void list(Context http) {
        OperationName.set(http, "CountStore");
        signed.answer(http, Repeat.READ, by -> counts(by.caller(), new StoreName(http.pathParam("store"))));
    }

    private Map<String, ?> counts(Caller.User caller, StoreName name) {
        List<Map<String, Object>> counts = stores.find(store(caller, name)).tables().stream()
                .map(this::count)
                .toList();
        return Map.of("tables", counts);
    }

    private Map<String, Object> count(Resource.Table table) {
        Map<String, Object> count = new LinkedHashMap<>();
        count.put("table", table.name().value());
        count.put("rows", tables.rows(table));
        count.put("bytes", tables.sizeBytes(table));
        tables.samples(table).ifPresent(samples -> count.put("samples", samples));
        return count;
    }

    /** An account has no two stores of one name. */
    private Authorized<Resource.Store> store(Caller.User caller, StoreName name) {
        try {
            return authorizer.require(
                    caller, Operation.DESCRIBE_STORE, Target.store(caller.account(), StoreKind.VARIANT, name));
        } catch (ApiError.NotFound notOfThisKind) {
            return authorizer.require(
                    caller, Operation.DESCRIBE_STORE, Target.store(caller.account(), StoreKind.ANNOTATION, name));
        }
    }
}
