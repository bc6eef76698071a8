package org.lakeome.catalog.store;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DuplicateRow;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and deletes variant stores. The answer comes at once, with CREATING or DELETING; the table follows in the
 * background, one store at a time, and {@link #resume()} finishes what a crash has left. Thread-safe.
 */
public final class StoreLifecycle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreLifecycle.class);

    private final Database database;
    private final Quotas quotas;
    private final TableSteps table;
    private final ReferenceCheck references;
    private final List<StoreDependant> dependants;

    /** A single thread, so that the steps of one store never overlap. */
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("stores").factory());

    public StoreLifecycle(
            Database database,
            Quotas quotas,
            TableSteps table,
            ReferenceCheck references,
            List<StoreDependant> dependants) {
        this.database = database;
        this.quotas = quotas;
        this.table = table;
        this.references = references;
        this.dependants = List.copyOf(dependants);
    }

    /** Takes up the stores that were CREATING or DELETING when the server ended. To be called once, at start. */
    public void resume() {
        database.transaction(sql -> new StoreRows(sql).inStatus(StoreStatus.CREATING))
                .forEach(store -> later(store, this::makeTable));
        database.transaction(sql -> new StoreRows(sql).inStatus(StoreStatus.DELETING))
                .forEach(store -> later(store, this::dropTable));
    }

    /** A new store, CREATING. */
    public VariantStore create(Caller.User caller, NewStore wanted) {
        AccountId owner = caller.account();
        StoreName name = wanted.name().orElseGet(StoreName::madeUp);
        VariantStore made;
        try {
            made = database.transaction(sql -> {
                if (!references.owns(sql, owner, wanted.referenceArn())) {
                    throw new ApiError.NotFound("There is no reference '" + wanted.referenceArn()
                            + "' in your account; import one into your reference store first");
                }
                StoreRows rows = new StoreRows(sql);
                long stores = rows.lockAccountAndCount(owner);
                if (stores >= quotas.variantStores()) {
                    throw new ApiError.QuotaExceeded("Your account has " + stores
                            + " variant stores, which is the limit; delete one, or have the operator raise the limit");
                }
                VariantStore store = new VariantStore(
                        StoreId.random(),
                        name,
                        owner,
                        wanted.referenceArn(),
                        wanted.keyArn(),
                        wanted.description(),
                        StoreStatus.CREATING,
                        "The store is being created",
                        sql.now(),
                        sql.now(),
                        wanted.tags().values());
                rows.insert(store);
                return store;
            });
        } catch (DuplicateRow taken) {
            throw new ApiError.Conflict("You have a variant store '" + name + "' already; choose another name");
        }
        later(made.id(), this::makeTable);
        return made;
    }

    /**
     * Begins to delete the store; DELETING is the answer. {@link ApiError.Conflict} while imports run into it or shares
     * of it live, unless forced, which ends them first.
     */
    public StoreStatus delete(Authorized<Resource.Store> store, boolean force) {
        Resource.Store target = store.resourceFor(Operation.DELETE_STORE);
        database.run(sql -> {
            StoreRows rows = new StoreRows(sql);
            StoreStatus status = rows.lock(target.id()).orElse(StoreStatus.DELETING);
            switch (status) {
                case CREATING, UPDATING ->
                    throw new ApiError.Conflict(
                            "Variant store '" + target.name() + "' is " + status + "; try again in a moment");
                case ACTIVE, FAILED -> {
                    dependants.forEach(dependant -> dependant.beforeDelete(sql, target, force));
                    rows.move(target.id(), status, StoreStatus.DELETING, "The store is being deleted");
                }
                case DELETING -> {}
            }
        });
        later(target.id(), this::dropTable);
        return StoreStatus.DELETING;
    }

    /** Does the steps that have begun to wait; what they cannot do in time is left to the next start. */
    @Override
    public void close() {
        background.shutdown();
        try {
            if (!background.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("A store is still being made or deleted after 30 s; the next start will finish it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void later(StoreId id, Consumer<Resource.Store> step) {
        background.execute(() -> {
            try {
                database.transaction(sql -> new StoreRows(sql).resource(id)).ifPresent(step);
            } catch (RuntimeException e) {
                LOG.error("Store {} is not finished; the next start will take it up again", id, e);
            }
        });
    }

    private void makeTable(Resource.Store store) {
        if (worked(store, StoreStatus.CREATING, table.create(), "delete the store and create it again")) {
            move(store, StoreStatus.CREATING, StoreStatus.ACTIVE, "");
        }
    }

    private void dropTable(Resource.Store store) {
        if (worked(store, StoreStatus.DELETING, table.drop(), "delete the store again")) {
            database.run(sql -> new StoreRows(sql).delete(store.id()));
        }
    }

    private boolean worked(Resource.Store store, StoreStatus during, Consumer<Resource.Store> step, String remedy) {
        boolean due = database.transaction(sql -> new StoreRows(sql).find(store.id()))
                .filter(found -> found.status() == during)
                .isPresent();
        if (!due) {
            return false;
        }
        try {
            step.accept(store);
            return true;
        } catch (RuntimeException e) {
            LOG.error("Store {} ({}) has failed while {}", store.name(), store.id(), during, e);
            move(
                    store,
                    during,
                    StoreStatus.FAILED,
                    "Its table failed while " + during + ": " + e.getMessage() + "; " + remedy);
            return false;
        }
    }

    private void move(Resource.Store store, StoreStatus from, StoreStatus to, String message) {
        database.run(sql -> new StoreRows(sql).move(store.id(), from, to, message));
    }
}
