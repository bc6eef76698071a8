package org.lakeome.catalog.table;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.RESTCatalogProperties;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.GetNamespaceResponse;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;
import org.apache.iceberg.rest.responses.ListTablesResponse;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.error.ApiError;

/**
 * The Iceberg REST catalog as each caller sees it: what the caller may not read does not exist. Errors are Iceberg's own
 * exceptions. Thread-safe.
 */
public final class LakeCatalog {
    /**
     * All that this catalog answers; clients that are not told assume that tables can be registered and renamed. No metrics:
     * nobody would read them, and every query would send some.
     */
    private static final List<Endpoint> ENDPOINTS = List.of(
            Endpoint.V1_LIST_NAMESPACES,
            Endpoint.V1_LOAD_NAMESPACE,
            Endpoint.V1_NAMESPACE_EXISTS,
            Endpoint.V1_LIST_TABLES,
            Endpoint.V1_LOAD_TABLE,
            Endpoint.V1_TABLE_EXISTS,
            Endpoint.V1_UPDATE_TABLE);

    private final StoreTables tables;
    private final Authorizer authorizer;
    private final Accounts accounts;
    private final Removal.Source removals;

    public LakeCatalog(StoreTables tables, Authorizer authorizer, Accounts accounts, Removal.Source removals) {
        this.tables = tables;
        this.authorizer = authorizer;
        this.accounts = accounts;
        this.removals = removals;
    }

    /** Clients ask for the current snapshot alone: a query needs no other, and each import adds one with its marks. */
    public ConfigResponse config() {
        return ConfigResponse.builder()
                .withEndpoints(ENDPOINTS)
                .withDefault(RESTCatalogProperties.SNAPSHOT_LOADING_MODE, SnapshotMode.REFS.name())
                .build();
    }

    public ListNamespacesResponse namespaces(Caller caller) {
        return ListNamespacesResponse.builder()
                .addAll(visibleNamespaces(caller).stream().map(Namespace::of).toList())
                .build();
    }

    public GetNamespaceResponse namespace(Caller caller, Namespace namespace) {
        if (namespace.length() != 1 || !visibleNamespaces(caller).contains(namespace.level(0))) {
            throw new NoSuchNamespaceException("Namespace does not exist: %s", namespace);
        }
        return GetNamespaceResponse.builder().withNamespace(namespace).build();
    }

    public ListTablesResponse tables(Caller caller, Namespace namespace) {
        namespace(caller, namespace);
        return ListTablesResponse.builder()
                .addAll(authorizer.visibleTables(caller).stream()
                        .map(StoreTables::identifier)
                        .filter(table -> table.namespace().equals(namespace))
                        .toList())
                .build();
    }

    /** With as much of the history as the caller may see: a reader none, the owner none from before the latest undo. */
    public LoadTableResponse load(Caller caller, TableIdentifier table, SnapshotMode snapshots) {
        Resource.Table found = authorized(caller, Operation.READ_DATA, table);
        TableMetadata whole = current(found);
        TableMetadata visible =
                switch (caller) {
                    case Caller.User user when user.account().equals(found.owner()) -> VisibleHistory.sinceUndo(whole);
                    case Caller.ImportWorker _ -> whole;
                    case Caller.User _, Caller.TrinoService _ -> VisibleHistory.present(whole);
                };
        return LoadTableResponse.builder()
                .withTableMetadata(
                        switch (snapshots) {
                            case ALL -> visible;
                            case REFS ->
                                TableMetadata.buildFrom(visible)
                                        .withMetadataLocation(visible.metadataFileLocation())
                                        .suppressHistoricalSnapshots()
                                        .build();
                        })
                .build();
    }

    private TableMetadata current(Resource.Table table) {
        return ((BaseTable) tables.catalog().loadTable(StoreTables.identifier(table)))
                .operations()
                .current();
    }

    /** Ends quietly if the caller may read the table. */
    public void requireReadable(Caller caller, TableIdentifier table) {
        CatalogHandlers.tableExists(tables.catalog(), identified(caller, Operation.READ_DATA, table));
    }

    /** Ends quietly if the caller may commit to the table now. */
    public void requireCommitter(Caller caller, TableIdentifier table) {
        for (Operation operation : List.of(Operation.COMMIT_DATA, Operation.REWRITE_DATA)) {
            try {
                authorized(caller, operation, table);
                return;
            } catch (ForbiddenException otherWork) {
                // the last one decides
            }
        }
        authorized(caller, Operation.REMOVE_DATA, table);
    }

    /**
     * Commits what an ingest worker has written, as long as its lease is current: an import adds rows, see {@link ImportCommit},
     * an upkeep puts them into other files, see {@link RewriteCommit}, and what undoes an import takes its rows out, see
     * {@link RemovalCommit}.
     */
    public LoadTableResponse commit(Caller caller, TableIdentifier table, UpdateTableRequest request) {
        Operation operation = operation(request);
        Resource.Table found = authorized(caller, operation, table);
        TableIdentifier own = StoreTables.identifier(found);
        if (request.identifier() != null && !request.identifier().equals(own)) {
            throw new ForbiddenException("The request names table %s in its path and another in its body", own);
        }
        BaseTable loaded = (BaseTable) tables.catalog().loadTable(own);
        TableMetadata current = loaded.operations().current();
        if (operation == Operation.REWRITE_DATA) {
            new RewriteCommit(current, loaded.io()).check(request);
        } else if (operation == Operation.REMOVE_DATA && caller instanceof Caller.ImportWorker worker) {
            new RemovalCommit(current, loaded.io(), removals.of(worker.work(), found)).check(request);
        } else {
            new ImportCommit(current, loaded.io()).check(request);
        }
        return CatalogHandlers.updateTable(tables.catalog(), own, request);
    }

    private static Operation operation(UpdateTableRequest request) {
        if (RewriteCommit.isMeantBy(request)) {
            return Operation.REWRITE_DATA;
        }
        return RemovalCommit.isMeantBy(request) ? Operation.REMOVE_DATA : Operation.COMMIT_DATA;
    }

    private TableIdentifier identified(Caller caller, Operation operation, TableIdentifier table) {
        return StoreTables.identifier(authorized(caller, operation, table));
    }

    private Resource.Table authorized(Caller caller, Operation operation, TableIdentifier table) {
        if (table.namespace().length() != 1) {
            throw new NoSuchTableException("Table does not exist: %s", table);
        }
        try {
            return authorizer
                    .require(caller, operation, Target.table(table.namespace().level(0), table.name()))
                    .resourceFor(operation);
        } catch (ApiError.NotFound hiddenOrAbsent) {
            throw new NoSuchTableException("Table does not exist: %s", table);
        } catch (ApiError.Forbidden e) {
            throw new ForbiddenException("%s", e.getMessage());
        }
    }

    private TreeSet<String> visibleNamespaces(Caller caller) {
        TreeSet<String> names = new TreeSet<>();
        authorizer
                .visibleTables(caller)
                .forEach(table -> names.add(table.namespace().value()));
        if (caller instanceof Caller.User(var account)) {
            Optional<Account> own = accounts.find(account);
            own.ifPresent(known -> names.add(known.alias().value()));
        }
        return names;
    }
}
