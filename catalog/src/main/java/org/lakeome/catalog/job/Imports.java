package org.lakeome.catalog.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.store.ImportSettings;
import org.lakeome.catalog.store.OnBadRecord;
import org.lakeome.catalog.store.OnDuplicate;
import org.lakeome.catalog.store.Store;
import org.lakeome.catalog.store.StoreDependant;
import org.lakeome.catalog.store.Stores;
import org.lakeome.catalog.store.TableKeeper;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;

/** The import jobs of stores; a worker does them through the {@link WorkQueue}. Thread-safe. */
public final class Imports implements StoreDependant {

    private final Database database;
    private final WorkQueue queue;
    private final Quotas quotas;
    private final PageTokens tokens;
    private final TableKeeper tables;

    /** Registers itself as the keeper of {@link WorkKind#VARIANT_IMPORT} and {@link WorkKind#ANNOTATION_IMPORT}. */
    public Imports(
            Database database,
            WorkQueue queue,
            Quotas quotas,
            PageTokens tokens,
            TableKeeper tables,
            CommittedItems committed) {
        this.database = database;
        this.queue = queue;
        this.quotas = quotas;
        this.tokens = tokens;
        this.tables = tables;
        ImportProgress progress = new ImportProgress(committed);
        queue.limit(Set.of(WorkKind.VARIANT_IMPORT, WorkKind.ANNOTATION_IMPORT), quotas.concurrentImports());
        queue.register(WorkKind.VARIANT_IMPORT, progress);
        queue.register(WorkKind.ANNOTATION_IMPORT, progress);
    }

    /** A new job, SUBMITTED, in the queue. */
    public JobId start(Authorized<Resource.Store> store, NewImport wanted) {
        Resource.Store target = store.resourceFor(Operation.IMPORT);
        wanted.requireRoleOf(target.owner());
        requireFilesWithin(target.kind(), wanted.sources().size());
        ImportSettings ofStore =
                database.transaction(sql -> ImportSettings.of(ImportPlan.of(sql, Stores.lockActive(sql, target), wanted)
                        .store()
                        .tags()));
        // Rows of a table have been imported once already; there are no records to set aside.
        ImportSettings settings = wanted.adopts()
                ? new ImportSettings(false, OnBadRecord.FAIL, OnDuplicate.IMPORT)
                : wanted.again().map(ofStore::again).orElse(ofStore);
        if (settings.onBadRecord() == OnBadRecord.QUARANTINE) {
            // Outside the transaction of the job, as it writes files; should no job follow, it goes with the store.
            tables.requireRejected(target);
        }
        return database.transaction(sql -> {
            // The store before the account, as everywhere: two orders would be a deadlock.
            ImportPlan plan = ImportPlan.of(sql, Stores.lockActive(sql, target), wanted);
            ImportRows rows = new ImportRows(sql);
            Quotas.requireRoom(
                    "waiting import jobs",
                    quotas.waitingImports(),
                    rows.lockAccountAndCountWaiting(target.owner()),
                    "wait for some to end");
            ImportJob job = plan.job(settings, sql.now());
            rows.insert(job, plan.table(), queue.submit(sql, workKind(target.kind()), target.owner()));
            return job.id();
        });
    }

    public ImportJob find(Authorized<Resource.Job> job) {
        JobId id = job.resourceFor(Operation.DESCRIBE_JOB).id();
        return database.transaction(sql -> new ImportRows(sql).find(id)).orElseThrow();
    }

    /** The caller's own jobs of one kind, oldest first, without their items. */
    public Page<ImportJob> list(Caller.User caller, StoreKind kind, ImportFilter filter, PageRequest request) {
        String query = kind.importJob() + "s " + filter;
        var after = tokens.open(caller.account(), query, request);
        var rows = database.transaction(
                sql -> new ImportRows(sql).list(caller.account(), kind, filter, after, request.size() + 1));
        return tokens.page(
                caller.account(),
                query,
                request,
                rows,
                job -> new Position(job.created(), job.id().value()));
    }

    /**
     * Ends a job that waits; one under way ends when its worker stops, and as CANCELLED only if the worker had not done
     * everything before. {@link ApiError.Invalid} if the job has ended.
     */
    public void cancel(Authorized<Resource.Job> job) {
        Resource.Job target = job.resourceFor(Operation.CANCEL_JOB);
        database.run(sql -> {
            ImportRows rows = new ImportRows(sql);
            switch (queue.cancel(sql, rows.workOf(target.id()))) {
                case ENDED -> {}
                case REQUESTED ->
                    rows.setStatus(
                            target.id(),
                            JobStatus.IN_PROGRESS,
                            "Cancellation was requested; the ingest worker is stopping.");
                case TOO_LATE ->
                    throw new ApiError.Invalid("The " + target.kind().importJob() + " '" + target.id()
                            + "' has ended; only a job that is SUBMITTED or IN_PROGRESS can be cancelled");
            }
        });
    }

    /** Removes the jobs that ended that long ago or earlier; the rows that they imported stay. */
    public void forgetEnded(Duration age) {
        boolean more = true;
        while (more) {
            more = database.transaction(
                    sql -> new ImportRows(sql).forgetEndedBefore(sql.now().minus(age)));
        }
    }

    /** Says to the owners of all jobs that wait why they do. */
    public void tellWaiting(String message) {
        database.run(sql -> new ImportRows(sql).tellWaiting(message));
    }

    /** What the holder of the lease is to do. */
    public ImportWork workOf(Lease lease) {
        return database.transaction(sql -> {
            ImportRows rows = new ImportRows(sql);
            JobId id = rows.jobOf(lease.work());
            ImportJob job = rows.find(id).orElseThrow();
            Resource.Table table = rows.tableOf(id).orElseThrow();
            Store store = Stores.of(sql, table);
            Optional<Resource.Table> rejected = store.tables().stream()
                    .filter(each ->
                            each.part() == TablePart.REJECTED && job.settings().onBadRecord() == OnBadRecord.QUARANTINE)
                    .findFirst();
            return new ImportWork(
                    job,
                    table,
                    rejected,
                    store.referenceArn(),
                    Stores.formatOf(sql, table),
                    new WorkerDeaths(sql, id).reading());
        });
    }

    /** For each of the contents that another job has brought to the table of this work's job, and whose rows are there: which, in words. */
    public Map<String, String> known(WorkId work, Collection<String> contents) {
        return database.transaction(sql -> new ContentRows(sql).known(new ImportRows(sql).jobOf(work), contents));
    }

    @Override
    public void beforeDelete(Sql sql, Resource.Store store, boolean force) {
        end(sql, new ImportRows(sql).runningInto(store.id()), Stores.title(store), "", force);
    }

    /** A version that stays is refused in AWS's words, which clients look for; ours follow. */
    @Override
    public void beforeDelete(Sql sql, Resource.Table table, boolean force) {
        String title = table.version()
                .map(version -> "Version '" + version + "'")
                .orElseGet(() -> Stores.title(table.store()));
        String published = table.version().isPresent() ? "version has an inflight import running. " : "";
        end(sql, new ImportRows(sql).runningInto(table.id()), title, published, force);
    }

    private void end(Sql sql, List<WorkId> running, String title, String published, boolean force) {
        if (!running.isEmpty() && !force) {
            throw new ApiError.Conflict(published + title + " has " + running.size()
                    + " import jobs under way; wait for them, cancel them, or delete with force");
        }
        running.forEach(work -> queue.abort(sql, work, title + " was deleted"));
    }

    private void requireFilesWithin(StoreKind kind, int files) {
        int most =
                switch (kind) {
                    case VARIANT -> quotas.filesPerImport();
                    case ANNOTATION -> 1;
                };
        if (files > most) {
            throw new ApiError.Invalid(
                    "The job names " + files + " files; one " + kind.importJob() + " takes at most " + most);
        }
    }

    private static WorkKind workKind(StoreKind kind) {
        return switch (kind) {
            case VARIANT -> WorkKind.VARIANT_IMPORT;
            case ANNOTATION -> WorkKind.ANNOTATION_IMPORT;
        };
    }
}
