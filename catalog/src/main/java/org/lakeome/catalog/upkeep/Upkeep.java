package org.lakeome.catalog.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.store.StoreDependant;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.table.Cleaned;
import org.lakeome.catalog.table.TableCare;
import org.lakeome.catalog.table.TablePlan;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upkeep of stores' tables: a worker joins small files, then {@link #tick()} expires snapshots and removes orphan files
 * here, where it is known which imports have ended. Thread-safe; one thread calls tick.
 */
public final class Upkeep implements StoreDependant {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** Queries read the files of the snapshot that they began with. */
    public static final Duration SHORTEST_RETENTION = Duration.ofHours(1);

    /** Nobody but an import writes files, and those of imports that have not ended are known. */
    private static final Duration ORPHAN_AGE = Duration.ofHours(24);

    private static final int SHOWN = 50;

    /** @param every how often all tables are looked at; empty for never */
    public record Schedule(Optional<Duration> every, Duration retain) {}

    private final Database database;
    private final WorkQueue queue;
    private final TableCare care;
    private final Schedule schedule;
    private final UpkeepTurn turn;
    private final UndoneHistories undone;
    /** A plan holds what it knows of all the table's files. */
    private final Semaphore planning = new Semaphore(1);

    /** Registers itself as the keeper of {@link WorkKind#OPTIMIZE}. */
    public Upkeep(Database database, WorkQueue queue, TableCare care, Schedule schedule) {
        this.database = database;
        this.queue = queue;
        this.care = care;
        this.schedule = schedule;
        this.turn = new UpkeepTurn(database);
        this.undone = new UndoneHistories(database, care);
        queue.register(WorkKind.OPTIMIZE, new UpkeepProgress());
    }

    /** How long snapshots stay unless somebody says otherwise. */
    public Duration retention() {
        return schedule.retain();
    }

    /**
     * What {@link #start} would do, table by table, in words; {@link ApiError.Conflict} while another upkeep is being planned,
     * which takes memory.
     */
    public Map<TableName, String> plan(Authorized<Resource.Store> store, Duration retain) {
        requireLongEnough(retain);
        Map<TableName, String> plans = new LinkedHashMap<>();
        beginPlanning();
        try {
            for (Resource.Table table : tables(store)) {
                plan(table, retain).ifPresent(plan -> plans.put(table.name(), UpkeepText.of(plan)));
            }
        } finally {
            planning.release();
        }
        return plans;
    }

    /**
     * New jobs, one for each of the store's tables that has none already; {@link ApiError.Conflict} if all have, or while
     * another upkeep is being planned.
     */
    public List<UpkeepJob> start(Authorized<Resource.Store> store, Duration retain) {
        requireLongEnough(retain);
        List<UpkeepJob> jobs = new ArrayList<>();
        boolean anyOpen = false;
        beginPlanning();
        try {
            for (Resource.Table table : tables(store)) {
                if (database.transaction(sql -> new UpkeepRows(sql).isOpen(table.id()))) {
                    anyOpen = true;
                } else {
                    plan(table, retain)
                            .flatMap(plan -> start(table, plan, retain))
                            .ifPresent(jobs::add);
                }
            }
        } finally {
            planning.release();
        }
        if (anyOpen && jobs.isEmpty()) {
            throw new ApiError.Conflict("The store is being optimized already; wait for it to end");
        }
        return jobs;
    }

    private void beginPlanning() {
        if (!planning.tryAcquire()) {
            throw new ApiError.Conflict("Another upkeep is being planned; try again in a moment");
        }
    }

    /** Empty if an upkeep of the table has begun meanwhile, or the table is no longer in service. */
    Optional<UpkeepJob> start(Resource.Table table, TablePlan plan, Duration retain) {
        boolean joins = plan.joined() > 0;
        if (joins) {
            care.prepare(table);
        }
        return database.transaction(sql -> {
            Stores.lockActive(sql, table.store());
            UpkeepRows rows = new UpkeepRows(sql);
            // Planning takes its time: the version may be gone, or about to go.
            if (!rows.tablesOf(table.store().id()).contains(table) || rows.isOpen(table.id())) {
                return Optional.empty();
            }
            Optional<WorkId> work =
                    joins ? Optional.of(queue.submit(sql, WorkKind.OPTIMIZE, table.owner())) : Optional.empty();
            return Optional.of(rows.insert(table, plan.joined(), retain, work));
        });
    }

    /** The store's latest jobs, newest first. */
    public List<UpkeepJob> latest(Authorized<Resource.Store> store) {
        Resource.Store target = store.resourceFor(Operation.OPTIMIZE_STORE);
        return database.transaction(sql -> new UpkeepRows(sql).ofStore(target.id(), SHOWN));
    }

    /** What the holder of the lease is to do. */
    public UpkeepWork workOf(Lease lease) {
        return database.transaction(sql -> {
            UpkeepRows rows = new UpkeepRows(sql);
            Resource.Table table =
                    rows.tableOf(lease.work()).orElseThrow(() -> new ApiError.NotFound("The table is gone"));
            return new UpkeepWork(table, rows.smallFilesOf(lease.work()), TableCare.SMALL_BYTES);
        });
    }

    /**
     * Does what is left to do after the worker and after undos, and what the schedule says, unless another server is at it; to be called every
     * second or so.
     */
    public void tick() {
        if (!cleaning().isEmpty() || undone.isAnyDue() || due().isPresent()) {
            turn.run(() -> {
                undone.end();
                // Asked again: another server may have had its turn since.
                cleaning().forEach(this::end);
                due().ifPresent(this::lookAfter);
            });
        }
    }

    private List<UpkeepJob> cleaning() {
        return database.transaction(sql -> new UpkeepRows(sql).cleaning());
    }

    /** One table at a time, and none while any is being optimized. */
    private Optional<Resource.Table> due() {
        return schedule.every()
                .flatMap(every -> database.transaction(sql -> {
                    UpkeepRows rows = new UpkeepRows(sql);
                    return rows.isAnyOpen()
                            ? Optional.empty()
                            : rows.lookedAfterBefore(sql.now().minus(every));
                }));
    }

    private void end(UpkeepJob job) {
        UpkeepJob.Status status = job.joinFailed() ? UpkeepJob.Status.FAILED : UpkeepJob.Status.COMPLETED;
        String message;
        try {
            Optional<Resource.Table> table = database.transaction(sql -> new UpkeepRows(sql).tableOf(job.id()));
            Instant now = now();
            Optional<Cleaned> cleaned = table.flatMap(
                    found -> care.clean(found, now.minus(job.retain()), now.minus(ORPHAN_AGE), running(found)));
            message = cleaned.map(done -> UpkeepText.of(job.message(), done)).orElse("The table was deleted.");
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("The history of table {} could not be cleared (job {})", job.table(), job.id(), e);
            status = UpkeepJob.Status.FAILED;
            message = job.message() + "; snapshots and orphan files could not be removed, see the server's log.";
        }
        UpkeepJob.Status ended = status;
        String told = message;
        database.run(sql -> new UpkeepRows(sql).end(job.id(), ended, told));
        LOG.info("Upkeep of {} {}: {}", job.table(), ended, told);
    }

    private void lookAfter(Resource.Table table) {
        if (!planning.tryAcquire()) {
            return;
        }
        try {
            database.run(sql -> new UpkeepRows(sql).noteLook(table.id()));
            plan(table, schedule.retain())
                    .filter(plan -> plan.isWorthwhile(lastOf(table)))
                    .flatMap(plan -> start(table, plan, schedule.retain()))
                    .ifPresent(job -> LOG.info("Upkeep of {} begins", job.table()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "The upkeep of table {} could not be started; it is tried again when it is due next",
                    table.name(),
                    e);
        } finally {
            planning.release();
        }
    }

    private Optional<Instant> lastOf(Resource.Table table) {
        return database.transaction(sql -> new UpkeepRows(sql).lastCompleted(table.id()));
    }

    @Override
    public void beforeDelete(Sql sql, Resource.Store store, boolean force) {
        UpkeepRows rows = new UpkeepRows(sql);
        rows.openWork(store.id()).forEach(work -> queue.abort(sql, work, Stores.title(store) + " was deleted"));
        queue.forget(sql, rows.takeWork(store.id()));
    }

    @Override
    public void beforeDelete(Sql sql, Resource.Table version, boolean force) {
        UpkeepRows rows = new UpkeepRows(sql);
        rows.openWork(version.id())
                .forEach(work -> queue.abort(sql, work, "Table '" + version.name() + "' was deleted"));
        queue.forget(sql, rows.takeWork(version.id()));
    }

    private List<Resource.Table> tables(Authorized<Resource.Store> store) {
        Resource.Store target = store.resourceFor(Operation.OPTIMIZE_STORE);
        return database.transaction(sql -> new UpkeepRows(sql).tablesOf(target.id()));
    }

    private Optional<TablePlan> plan(Resource.Table table, Duration retain) {
        Instant now = now();
        return care.plan(table, now.minus(retain), now.minus(ORPHAN_AGE), running(table));
    }

    private Set<String> running(Resource.Table table) {
        return database.transaction(
                sql -> new UpkeepRows(sql).runningImports(table.store().id()));
    }

    private Instant now() {
        return database.transaction(Sql::now);
    }

    private static void requireLongEnough(Duration retain) {
        if (retain.compareTo(SHORTEST_RETENTION) < 0) {
            throw new ApiError.Invalid("Snapshots must be retained for an hour at least: queries under way read them");
        }
    }
}
