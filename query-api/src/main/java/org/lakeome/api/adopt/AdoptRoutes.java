package org.lakeome.api.adopt;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
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
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.job.NewImport;

/**
 * {@code POST /lakeome/stores/NAME/adopt}, signed like any AWS call, for the store's owner alone: starts an import job that brings
 * a table of another lake into the store. {@code source} is {@code s3://bucket/key} of a Parquet file, of a folder of them, or of an
 * Iceberg table's metadata file; {@code version} one of an annotation store. The job is like any other import job.
 */
public final class AdoptRoutes implements Routes {

    private final SignedRoutes signed;
    private final Authorizer authorizer;
    private final Imports imports;

    public AdoptRoutes(SignedRoutes signed, Authorizer authorizer, Imports imports) {
        this.signed = signed;
        this.authorizer = authorizer;
        this.imports = imports;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/lakeome/stores/{store}/adopt", this::start);
    }

    private void start(Context http) {
        OperationName.set(http, "StartAdoption");
        signed.answer(http, Repeat.ONE_MORE, by -> start(http, by.caller()));
    }

    private Map<String, ?> start(Context http, Caller.User caller) {
        String source = Optional.ofNullable(http.queryParam("source"))
                .orElseThrow(() -> new ApiError.Invalid("'source' is missing; name a table as s3://bucket/key"));
        JobId job = imports.start(
                store(caller, new StoreName(http.pathParam("store"))),
                NewImport.ofTables(
                        "arn:aws:iam::" + caller.account() + ":role/import",
                        List.of(source),
                        Optional.ofNullable(http.queryParam("version")).map(VersionName::new)));
        return Map.of("job", job.value());
    }

    /** An account has no two stores of one name. */
    private Authorized<Resource.Store> store(Caller.User caller, StoreName name) {
        try {
            return authorizer.require(
                    caller, Operation.IMPORT, Target.store(caller.account(), StoreKind.VARIANT, name));
        } catch (ApiError.NotFound notOfThisKind) {
            return authorizer.require(
                    caller, Operation.IMPORT, Target.store(caller.account(), StoreKind.ANNOTATION, name));
        }
    }
}
