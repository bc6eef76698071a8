package org.lakeome.catalog.undo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.store.StoreDependant;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.table.ImportRemoval;
import org.lakeome.catalog.table.ImportRemoval.Found;
import org.lakeome.catalog.table.Removal;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes imports back, each in one commit of the table of its rows. {@link #tick()} does it where no file need be read; where an
 * upkeep has put its rows into files with others, a worker does. Thread-safe; one thread calls tick.
 */
public final class Undos implements StoreDependant {

    private static final Logger LOG = LoggerFactory.getLogger(Undos.class);

    private final Database database;
    private final WorkQueue queue;
    private final ImportRemoval removal;

    /** Registers itself as the keeper of {@link WorkKind#UNDO_IMPORT}. */
    public Undos(Database database, WorkQueue queue, ImportRemoval removal) {
        this.database = database;
        this.queue = queue;
        this.removal = removal;
        queue.register(WorkKind.UNDO_IMPORT, new UndoProgress());
    }

    /** What {@link #start} would do, in words; refused as it would be. */
    public String plan(Authorized<Resource.Job> job) {
        Resource.Job target = job.resourceFor(Operation.UNDO_JOB);
        List<Resource.Table> tables = database.transaction(sql -> undoable(sql, target));
        List<String> plan = new ArrayList<>();
        for (Resource.Table table : tables) {
            Found found = removal.find(table, target.id());
            if (!isNothing(target.id(), table, found)) {
                plan.add(describe(target.id(), table, found));
            }
        }
        if (plan.isEmpty()) {
            requireUndone(target, tables);
            plan.add("Would note that its rows were removed already");
        }
        return String.join("; ", plan) + ".";
    }

    private String describe(JobId job, Resource.Table table, Found found) {
        if (found.mixed() == 0) {
            return "Would remove %,d rows in %,d files from table %s"
                    .formatted(found.rows(), found.files(), table.name());
        }
        String rows = rows(job, table).map("%,d rows"::formatted).orElse("the rows of the import");
        return "Would remove %s from table %s; a worker reads %,d files in which they may lie beside others"
                .formatted(rows, table.name(), found.mixed());
    }

    /** {@link ApiError.Conflict} unless the import has ended, has rows in its store, and was not undone before. */
    public UndoJob start(Authorized<Resource.Job> job) {
        Resource.Job target = job.resourceFor(Operation.UNDO_JOB);
        requireRows(target, database.transaction(sql -> undoable(sql, target)));
        return database.transaction(sql -> {
            // The store before the job, as everywhere.
            Stores.lockActive(sql, undoable(sql, target).getFirst().store());
            undoable(sql, target);
            UndoRows rows = new UndoRows(sql);
            queue.forget(sql, rows.insert(target.id()).stream().toList());
            return rows.find(target.id()).orElseThrow();
        });
    }

    /** How far it is; {@link ApiError.NotFound} if nobody has asked for it. */
    public UndoJob find(Authorized<Resource.Job> job) {
        Resource.Job target = job.resourceFor(Operation.UNDO_JOB);
        return database.transaction(sql -> new UndoRows(sql).find(target.id()))
                .orElseThrow(() -> new ApiError.NotFound(title(target) + " was not undone"));
    }

    private static List<Resource.Table> undoable(Sql sql, Resource.Job job) {
        UndoRows rows = new UndoRows(sql);
        if (!rows.hasEnded(job.id())) {
            throw new ApiError.Conflict(
                    title(job) + " is " + rows.importStatus(job.id()) + "; cancel it, or undo it when it has ended");
        }
        rows.find(job.id()).ifPresent(undo -> {
            switch (undo.status()) {
                case SUBMITTED, IN_PROGRESS -> throw new ApiError.Conflict(title(job) + " is being undone already");
                case COMPLETED -> throw new ApiError.Conflict(title(job) + " was undone already");
                case FAILED -> {}
            }
        });
        List<Resource.Table> tables = rows.tables(job.id());
        if (tables.isEmpty()) {
            throw new ApiError.Conflict("The store or version of the "
                    + job.kind().importJob() + " '" + job.id() + "' was deleted, and its rows with it");
        }
        return tables;
    }

    private void requireRows(Resource.Job job, List<Resource.Table> tables) {
        if (tables.stream().allMatch(table -> isNothing(job.id(), table, removal.find(table, job.id())))) {
            requireUndone(job, tables);
        }
    }

    /** In files of an upkeep may lie rows of any import but those that brought none. */
    private boolean isNothing(JobId job, Resource.Table table, Found found) {
        return found.isNothing()
                || (found.files() == 0
                        && rows(job, table).filter(rows -> rows == 0).isPresent());
    }

    /** An undo whose worker died after its commit has failed, and may be asked for again. */
    private void requireUndone(Resource.Job job, List<Resource.Table> tables) {
        if (tables.stream().noneMatch(table -> removal.isUndone(table, job.id()))) {
            throw new ApiError.Conflict(title(job) + " has no rows in its store; there is nothing to undo");
        }
    }

    private static String title(Resource.Job job) {
        String kind = job.kind().importJob();
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " '" + job.id() + "'";
    }

    /** What the holder of the lease is to do. */
    public UndoWork workOf(Lease lease) {
        return database.transaction(sql -> {
            UndoRows rows = new UndoRows(sql);
            JobId job = jobOf(rows, lease.work());
            List<Resource.Table> tables = rows.tables(job);
            if (tables.isEmpty()) {
                throw new ApiError.NotFound("The table is gone");
            }
            return new UndoWork(job, tables);
        });
    }

    /** What a worker may take out of the table, for the check of its commit. */
    public Removal removalOf(WorkId work, Resource.Table table) {
        JobId job = database.transaction(sql -> jobOf(new UndoRows(sql), work));
        return new Removal(job, rows(job, table));
    }

    private static JobId jobOf(UndoRows rows, WorkId work) {
        return rows.jobOf(work).orElseThrow(() -> new ApiError.NotFound("The import is gone"));
    }

    private Optional<Long> rows(JobId job, Resource.Table table) {
        return switch (table.part()) {
            case DATA -> database.transaction(sql -> new UndoRows(sql).rows(job));
            case REJECTED -> Optional.empty();
        };
    }

    /** Does what waits for this server; to be called every second or so. */
    public void tick() {
        for (JobId job : database.transaction(sql -> new UndoRows(sql).submitted())) {
            try {
                undo(job);
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.error("Import {} could not be undone", job, e);
                fail(job, "It failed, and the server's log says why; undo it again.");
            }
        }
    }

    /** Again and again, until it is done: what was done stays so. */
    private void undo(JobId job) {
        List<Resource.Table> tables = database.transaction(sql -> new UndoRows(sql).tables(job));
        if (tables.isEmpty()) {
            fail(job, "The store or version was deleted.");
            return;
        }
        boolean all = true;
        for (Resource.Table table : tables) {
            switch (removal.remove(table, job)) {
                case ALL -> {}
                case MIXED -> {
                    giveToWorker(job, table);
                    return;
                }
                case DISTURBED -> all = false;
            }
        }
        if (all) {
            String told = rows(job, tables.getFirst())
                    .map(rows -> "Removed %,d rows from table %s."
                            .formatted(rows, tables.getFirst().name()))
                    .orElseGet(() ->
                            "Removed its rows from table " + tables.getFirst().name() + ".");
            if (database.transaction(sql -> new UndoRows(sql).complete(job, told))) {
                LOG.info("Undo of import {} completed: {}", job, told);
            }
        }
    }

    /** The store before the job, as everywhere: its deletion finds the work, or this finds no table. */
    private void giveToWorker(JobId job, Resource.Table table) {
        database.run(sql -> {
            UndoRows rows = new UndoRows(sql);
            if (Stores.lockIfThere(sql, table.store()) && !rows.tables(job).isEmpty() && rows.waits(job)) {
                rows.giveTo(job, queue.submit(sql, WorkKind.UNDO_IMPORT, table.owner()));
            }
        });
    }

    private void fail(JobId job, String message) {
        if (database.transaction(sql -> new UndoRows(sql).failWaiting(job, message))) {
            LOG.info("Undo of import {} failed: {}", job, message);
        }
    }

    @Override
    public void beforeDelete(Sql sql, Resource.Store store, boolean force) {
        UndoRows rows = new UndoRows(sql);
        rows.openWork(store.id()).forEach(work -> queue.abort(sql, work, Stores.title(store) + " was deleted"));
        queue.forget(sql, rows.takeWork(store.id()));
    }

    @Override
    public void beforeDelete(Sql sql, Resource.Table version, boolean force) {
        UndoRows rows = new UndoRows(sql);
        rows.openWork(version.id())
                .forEach(work -> queue.abort(sql, work, "Table '" + version.name() + "' was deleted"));
        queue.forget(sql, rows.takeWork(version.id()));
    }
}
