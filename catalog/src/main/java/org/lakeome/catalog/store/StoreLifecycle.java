package org.lakeome.catalog.store;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DuplicateRow;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.id.VersionId;
import org.lakeome.catalog.id.VersionName;

/**
 * Makes and deletes stores. The answer comes at once, with CREATING or DELETING; the tables follow in the background, see
 * {@link TableKeeper}. Thread-safe.
 */
public final class StoreLifecycle {

    private final Database database;
    private final Quotas quotas;
    private final TableKeeper tables;
    private final ReferenceCheck references;
    private final List<StoreDependant> dependants;

    public StoreLifecycle(
            Database database,
            Quotas quotas,
            TableKeeper tables,
            ReferenceCheck references,
            List<StoreDependant> dependants) {
        this.database = database;
        this.quotas = quotas;
        this.tables = tables;
        this.references = references;
        this.dependants = List.copyOf(dependants);
    }

    /** A new store, CREATING; an annotation store has its first version then, CREATING too. */
    public Store create(Caller.User caller, NewStore wanted) {
        AccountId owner = caller.account();
        StoreName name = wanted.name().orElseGet(StoreName::madeUp);
        Created created;
        try {
            created = database.transaction(sql -> create(sql, owner, name, wanted));
        } catch (DuplicateRow taken) {
            throw nameTaken(wanted.content().kind(), name);
        }
        tables.makeLater(created.table());
        return created.store();
    }

    private record Created(Store store, TableId table) {}

    private Created create(Sql sql, AccountId owner, StoreName name, NewStore wanted) {
        wanted.referenceArn().filter(arn -> !references.owns(sql, owner, arn)).ifPresent(arn -> {
            throw new ApiError.NotFound(
                    "There is no reference '" + arn + "' in your account; import one into your reference store first");
        });
        StoreKind kind = wanted.content().kind();
        StoreRows rows = new StoreRows(sql);
        rows.lockAccount(owner);
        StoreId id = StoreId.random();
        Optional<VersionName> version = firstVersion(name, wanted.content());
        TableName table = version.map(first -> TableName.of(name, first)).orElseGet(() -> TableName.of(name));
        requireRoom(sql, owner, kind, name);
        Store store = new Store(
                id,
                kind,
                name,
                owner,
                wanted.referenceArn(),
                wanted.content().format(),
                wanted.keyArn(),
                wanted.description(),
                StoreStatus.CREATING,
                "The store is being created",
                sql.now(),
                sql.now(),
                wanted.tags().values(),
                List.of());
        new TableRows(sql).requireFree(owner, id, names(name, table));
        rows.insert(store);
        Optional<VersionId> versionId =
                version.map(first -> StoreVersions.insert(sql, store.id(), new NewVersion(first)));
        return new Created(store, new TableRows(sql).insert(owner, store.id(), versionId, table, TablePart.DATA));
    }

    /** Throws what {@link #create} would say of the name and of the number of stores, for who has work to do before. */
    public void requireRoom(Caller.User caller, StoreKind kind, StoreName name) {
        database.run(sql -> {
            requireRoom(sql, caller.account(), kind, name);
            new TableRows(sql).requireFree(caller.account(), StoreId.random(), names(name, TableName.of(name)));
        });
    }

    private void requireRoom(Sql sql, AccountId owner, StoreKind kind, StoreName name) {
        StoreRows rows = new StoreRows(sql);
        Quotas.requireRoom(kind.store() + "s", quotas.stores(kind), rows.count(owner, kind), "delete one");
        if (rows.isNamed(owner, kind, name)) {
            throw nameTaken(kind, name);
        }
    }

    private static Optional<VersionName> firstVersion(StoreName store, NewStore.Content content) {
        return switch (content) {
            case NewStore.Variants() -> Optional.empty();
            case NewStore.Annotations(var _, var version) ->
                version.or(() -> Optional.of(VersionName.defaultOf(store)));
        };
    }

    /** The store keeps its own name as a table name, though a first version of another name leaves it unused for now. */
    private static Set<TableName> names(StoreName store, TableName table) {
        Set<TableName> names = new HashSet<>(List.of(table));
        names.add(TableName.of(store));
        TableName.ofRejected(store).ifPresent(names::add);
        return names;
    }

    private static ApiError nameTaken(StoreKind kind, StoreName name) {
        return new ApiError.Conflict("You have a " + kind.store() + " '" + name + "' already; choose another name");
    }

    /**
     * Begins to delete the store; DELETING is the answer. {@link ApiError.Conflict} while imports run into it, shares of it
     * live, or it has several versions, unless forced, which ends them first.
     */
    public StoreStatus delete(Authorized<Resource.Store> store, boolean force) {
        Resource.Store target = store.resourceFor(Operation.DELETE_STORE);
        database.run(sql -> {
            StoreRows rows = new StoreRows(sql);
            StoreStatus status = rows.lock(target.id()).orElse(StoreStatus.DELETING);
            switch (status) {
                case CREATING, UPDATING ->
                    throw new ApiError.Conflict(Stores.title(target) + " is " + status + "; try again in a moment");
                case ACTIVE, FAILED -> {
                    long versions = new VersionRows(sql).count(target.id());
                    if (versions > 1 && !force) {
                        throw new ApiError.Conflict(Stores.title(target) + " has " + versions
                                + " versions; delete all but one first, or delete the store with force");
                    }
                    dependants.forEach(dependant -> dependant.beforeDelete(sql, target, force));
                    rows.move(target.id(), status, StoreStatus.DELETING, "The store is being deleted");
                }
                case DELETING -> {}
            }
        });
        tables.dropLater(target.id());
        return StoreStatus.DELETING;
    }
}
