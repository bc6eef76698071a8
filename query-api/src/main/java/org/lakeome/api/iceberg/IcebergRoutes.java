package org.lakeome.api.iceberg;

import static org.lakeome.api.iceberg.IcebergErrors.rendered;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;
import org.lakeome.api.http.Routes;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.table.LakeCatalog;
import org.lakeome.catalog.token.Audience;
import org.lakeome.catalog.token.Bearer;
import org.lakeome.catalog.token.Tokens;

/** The Iceberg REST catalog below {@code /iceberg/v1}, and its token endpoint. */
public final class IcebergRoutes implements Routes {
    private static final String V1 = "/iceberg/v1";
    private static final String NAMESPACE = V1 + "/namespaces/{namespace}";
    private static final String TABLE = NAMESPACE + "/tables/{table}";

    private final LakeCatalog catalog;
    private final Tokens tokens;
    private final TokenEndpoint tokenEndpoint;

    /** @param trinoSecret the secret of the registered Trino service */
    public IcebergRoutes(LakeCatalog catalog, Tokens tokens, Accounts accounts, Secret trinoSecret) {
        this.catalog = catalog;
        this.tokens = tokens;
        this.tokenEndpoint = new TokenEndpoint(tokens, accounts, trinoSecret, InstantSource.system());
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(V1 + "/oauth/tokens", rendered(this::token));
        routes.get(V1 + "/config", rendered(this::config));
        routes.get(V1 + "/namespaces", rendered(this::namespaces));
        routes.get(NAMESPACE, rendered(this::namespace));
        routes.head(NAMESPACE, rendered(this::namespaceExists));
        routes.get(NAMESPACE + "/tables", rendered(this::tables));
        routes.get(TABLE, rendered(this::load));
        routes.head(TABLE, rendered(this::tableExists));
        routes.post(TABLE, rendered(this::commit));
        addUnknown(routes);
    }

    private static void addUnknown(RoutesConfig routes) {
        String any = "/iceberg/<rest>";
        routes.get(any, IcebergRoutes::unknown);
        routes.post(any, IcebergRoutes::unknown);
        routes.put(any, IcebergRoutes::unknown);
        routes.delete(any, IcebergRoutes::unknown);
        routes.head(any, IcebergRoutes::unknown);
    }

    private static void unknown(Context http) {
        IcebergErrors.render(
                http,
                404,
                "NoSuchEndpointException",
                "This catalog has no such endpoint; see 'endpoints' of /v1/config.");
    }

    private void token(Context http) {
        Map<String, String> form = http.formParamMap().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getFirst()));
        try {
            IcebergJson.write(http, tokenEndpoint.token(form, Optional.ofNullable(http.header("Authorization"))));
            http.header("Cache-Control", "no-store");
        } catch (TokenEndpoint.Refused refused) {
            IcebergErrors.render(http, refused);
        }
    }

    private void config(Context http) {
        caller(http);
        IcebergJson.write(http, catalog.config());
    }

    private void namespaces(Context http) {
        Caller caller = caller(http);
        if (http.queryParam("parent") != null) {
            // namespaces are not nested
            catalog.namespace(caller, Namespace.of(http.queryParam("parent")));
            IcebergJson.write(http, ListNamespacesResponse.builder().build());
            return;
        }
        IcebergJson.write(http, catalog.namespaces(caller));
    }

    private void namespace(Context http) {
        IcebergJson.write(http, catalog.namespace(caller(http), namespaceOf(http)));
    }

    private void namespaceExists(Context http) {
        catalog.namespace(caller(http), namespaceOf(http));
        http.status(204);
    }

    private void tables(Context http) {
        IcebergJson.write(http, catalog.tables(caller(http), namespaceOf(http)));
    }

    private void load(Context http) {
        SnapshotMode snapshots = "refs".equals(http.queryParam("snapshots")) ? SnapshotMode.REFS : SnapshotMode.ALL;
        IcebergJson.write(http, catalog.load(caller(http), tableOf(http), snapshots));
    }

    private void tableExists(Context http) {
        catalog.requireReadable(caller(http), tableOf(http));
        http.status(204);
    }

    private void commit(Context http) throws Exception {
        Caller caller = caller(http);
        TableIdentifier table = tableOf(http);
        catalog.requireCommitter(caller, table);
        IcebergJson.write(http, catalog.commit(caller, table, IcebergJson.read(http, UpdateTableRequest.class)));
    }

    private Caller caller(Context http) {
        String authorization = http.header("Authorization");
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new NotAuthorizedException("Send a token: Authorization: Bearer <token>; 'lakeome token' prints one");
        }
        return switch (tokens.verify(authorization.substring("Bearer ".length()), Audience.ICEBERG)) {
            case Bearer.User user -> new Caller.User(user.account());
            case Bearer.TrinoService() -> new Caller.TrinoService();
            case Bearer.ImportWorker worker -> new Caller.ImportWorker(worker.owner(), worker.work(), worker.attempt());
        };
    }

    private static Namespace namespaceOf(Context http) {
        return Namespace.of(http.pathParam("namespace").split("\u001f", -1));
    }

    private static TableIdentifier tableOf(Context http) {
        return TableIdentifier.of(namespaceOf(http), http.pathParam("table"));
    }
}
