package org.lakeome.api.store;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.Routes;
import org.lakeome.api.http.SignedRoutes;
import org.lakeome.catalog.call.Repeat;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.store.StoreLifecycle;

/**
 * {@code GET /lakeome/stores/NAME/room}, signed like any AWS call: refuses what the caller could not create by that name, as
 * {@code kind=annotation} or a variant store, so that nobody uploads a reference first to hear it then.
 */
public final class RoomRoute implements Routes {

    private final SignedRoutes signed;
    private final StoreLifecycle stores;

    public RoomRoute(SignedRoutes signed, StoreLifecycle stores) {
        this.signed = signed;
        this.stores = stores;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lakeome/stores/{store}/room", this::look);
    }

    private void look(Context http) {
        OperationName.set(http, "LookForRoom");
        StoreKind kind =
                switch (http.queryParam("kind")) {
                    case "variant" -> StoreKind.VARIANT;
                    case "annotation" -> StoreKind.ANNOTATION;
                    case null, default -> throw new ApiError.Invalid("'kind' is neither variant nor annotation");
                };
        signed.answer(http, Repeat.READ, by -> {
            stores.requireRoom(by.caller(), kind, new StoreName(http.pathParam("store")));
            return Map.of("room", true);
        });
    }
}
