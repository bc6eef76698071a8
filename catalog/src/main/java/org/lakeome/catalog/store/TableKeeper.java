package org.lakeome.catalog.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.id.VersionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and drops the tables of stores in the background, one at a time, and moves their stores and versions on.
 * {@link #resume()} finishes what a crash has left. Thread-safe.
 */
public final class TableKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableKeeper.class);

    /** How long an import waits for the steps of other stores that come first; within the patience of usual HTTP clients. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Database database;
    private final TableSteps steps;
    private final Duration patience;

    /** A single thread, so that the steps of one store never overlap. */
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("stores").factory());

    public TableKeeper(Database database, TableSteps steps) {
        this(database, steps, PATIENCE);
    }

    TableKeeper(Database database, TableSteps steps, Duration patience) {
        this.database = database;
        this.steps = steps;
        this.patience = patience;
    }

    /** Takes up what was CREATING or DELETING when the server ended. To be called once, at start. */
    public void resume() {
        database.transaction(sql -> new TableRows(sql).toMake()).forEach(this::makeLater);
        database.transaction(sql -> new StoreRows(sql).inStatus(StoreStatus.DELETING))
                .forEach(this::dropLater);
        database.transaction(sql -> new VersionRows(sql).inStatus(StoreStatus.DELETING))
                .forEach(this::dropLater);
    }

    /**
     * The store's table for rejected records, made if it is not there yet. {@link ApiError.Conflict} if its name is
     * taken, {@link ApiError.Invalid} if the store's name leaves no room for it.
     */
    public void requireRejected(Resource.Store store) {
        TableId id = database.transaction(sql -> {
            Stores.lockActive(sql, store);
            TableRows rows = new TableRows(sql);
            Optional<TableId> there = rows.rejectedOf(store.id());
            if (there.isPresent()) {
                return there.get();
            }
            TableName name = TableName.ofRejected(store.name())
                    .orElseThrow(() -> new ApiError.Invalid("Bad records of store '" + store.name()
                            + "' cannot be set aside: its name is too long for a table '<store>__rejected'; tag it "
                            + ImportSettings.BAD_RECORD + "=fail"));
            new StoreRows(sql).lockAccount(store.owner());
            rows.requireNoTable(store.owner(), name);
            return rows.insert(store.owner(), store.id(), Optional.empty(), name, TablePart.REJECTED);
        });
        if (database.transaction(sql -> new TableRows(sql).isMade(id))) {
            return;
        }
        try {
            background.submit(() -> create(id)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiError.Unavailable("The server is stopping", e);
        } catch (TimeoutException e) {
            throw new ApiError.Unavailable(
                    "The table for rejected records is still being made; try again in a moment", e);
        } catch (RejectedExecutionException e) {
            throw new ApiError.Unavailable("The server is stopping", e);
        } catch (ExecutionException e) {
            throw new ApiError.Internal("The table for rejected records of store '" + store.name() + "' failed", e);
        }
    }

    void makeLater(TableId table) {
        background.execute(() -> make(table));
    }

    void dropLater(StoreId store) {
        background.execute(() -> drop(store));
    }

    void dropLater(VersionId version) {
        background.execute(() -> drop(version));
    }

    /** Does the steps that have begun to wait; what they cannot do in time is left to the next start. */
    @Override
    public void close() {
        background.shutdown();
        try {
            if (!background.awaitTermination(10, TimeUnit.SECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException e) {
            background.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void make(TableId id) {
        try {
            create(id);
        } catch (RuntimeException e) {
            LOG.error("Table {} has failed while CREATING", id, e);
            String message = "Its table failed while CREATING: " + e.getMessage() + "; delete it and create it again";
            quietly(id, () -> database.run(sql -> moveOn(sql, id, StoreStatus.FAILED, message)));
        }
    }

    /** Makes the table if it is still wanted, and puts it and what waits for it into service. */
    private void create(TableId id) {
        Optional<Wanted> wanted = database.transaction(sql -> {
            TableRows rows = new TableRows(sql);
            return rows.wanted(id).map(table -> new Wanted(table, rows.shape(table)));
        });
        if (wanted.isPresent()) {
            steps.create().accept(wanted.get().table(), wanted.get().shape());
            database.run(sql -> {
                new TableRows(sql).markMade(id);
                moveOn(sql, id, StoreStatus.ACTIVE, "");
            });
        }
    }

    private record Wanted(Resource.Table table, TableShape shape) {}

    private static void moveOn(Sql sql, TableId table, StoreStatus to, String message) {
        TableRows rows = new TableRows(sql);
        rows.versionOf(table)
                .ifPresent(version -> new VersionRows(sql).move(version, StoreStatus.CREATING, to, message));
        rows.find(table).filter(found -> found.part() == TablePart.DATA).ifPresent(found -> new StoreRows(sql)
                .move(found.store().id(), StoreStatus.CREATING, to, message));
    }

    private void drop(StoreId id) {
        drop(
                id,
                sql -> new StoreRows(sql).isIn(id, StoreStatus.DELETING) ? new TableRows(sql).ofStore(id) : List.of(),
                sql -> new StoreRows(sql).delete(id),
                (sql, message) -> new StoreRows(sql).move(id, StoreStatus.DELETING, StoreStatus.FAILED, message));
    }

    private void drop(VersionId id) {
        drop(
                id,
                sql -> new VersionRows(sql).isIn(id, StoreStatus.DELETING)
                        ? new TableRows(sql).ofVersion(id)
                        : List.of(),
                sql -> new VersionRows(sql).delete(id),
                (sql, message) -> new VersionRows(sql).move(id, StoreStatus.DELETING, StoreStatus.FAILED, message));
    }

    private void drop(
            Object id, Function<Sql, List<Resource.Table>> tables, Consumer<Sql> end, BiConsumer<Sql, String> fail) {
        try {
            database.transaction(tables).forEach(steps.drop());
            database.run(end);
        } catch (RuntimeException e) {
            LOG.error("{} has failed while DELETING", id, e);
            String message = "Its table failed while DELETING: " + e.getMessage() + "; delete it again";
            quietly(id, () -> database.run(sql -> fail.accept(sql, message)));
        }
    }

    private static void quietly(Object id, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("{} is not finished; the next start will take it up again", id, e);
        }
    }
}
