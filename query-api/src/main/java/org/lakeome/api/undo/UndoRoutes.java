package org.lakeome.api.undo;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
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
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.undo.UndoJob;
import org.lakeome.catalog.undo.Undos;

/**
 * {@code /lakeome/imports/JOB/undo}, signed like any AWS call, for the import's owner alone: POST begins to take the import
 * back, or with {@code plan=true} tells only what that would do; GET tells how far it is.
 */
public final class UndoRoutes implements Routes {

    private final SignedRoutes signed;
    private final Authorizer authorizer;
    private final Undos undos;

    public UndoRoutes(SignedRoutes signed, Authorizer authorizer, Undos undos) {
        this.signed = signed;
        this.authorizer = authorizer;
        this.undos = undos;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lakeome/imports/{job}/undo", this::get);
        routes.post("/lakeome/imports/{job}/undo", this::start);
    }

    private void get(Context http) {
        OperationName.set(http, "GetUndo");
        signed.answer(http, Repeat.READ, by -> state(undos.find(job(http, by.caller()))));
    }

    private void start(Context http) {
        OperationName.set(http, "StartUndo");
        if ("true".equals(http.queryParam("plan"))) {
            signed.answer(http, Repeat.READ, by -> Map.of("message", undos.plan(job(http, by.caller()))));
        } else {
            signed.answer(http, Repeat.STATE, by -> state(undos.start(job(http, by.caller()))));
        }
    }

    private static Map<String, Object> state(UndoJob undo) {
        return Map.of(
                "job", undo.job().value(),
                "status", undo.status().name(),
                "ended", undo.status().isFinal(),
                "message", undo.message());
    }

    private Authorized<Resource.Job> job(Context http, Caller.User caller) {
        JobId id = new JobId(http.pathParam("job"));
        for (StoreKind kind : StoreKind.values()) {
            try {
                return authorizer.require(caller, Operation.UNDO_JOB, Target.job(kind, id));
            } catch (ApiError.NotFound notOfThisKind) {
                // the ids of both kinds are one space
            }
        }
        throw new ApiError.NotFound("There is no import job '" + id + "'; list the jobs to see yours");
    }
}
