package org.lakeome.catalog.job;

import java.util.List;
import java.util.Optional;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.store.StoreDependant;
import org.lakeome.catalog.store.VariantStores;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;

/** The import jobs of variant stores; a worker does them through the {@link WorkQueue}. Thread-safe. */
public final class VariantImports implements StoreDependant {

    private final Database database;
    private final WorkQueue queue;
    private final Quotas quotas;
    private final PageTokens tokens;

    /** Registers itself as the keeper of {@link WorkKind#VARIANT_IMPORT}. */
    public VariantImports(
            Database database, WorkQueue queue, Quotas quotas, PageTokens tokens, CommittedItems committed) {
        this.database = database;
        this.queue = queue;
        this.quotas = quotas;
        this.tokens = tokens;
        queue.register(WorkKind.VARIANT_IMPORT, new ImportProgress(committed));
    }

    /** A new job, SUBMITTED, in the queue. */
    public JobId start(Authorized<Resource.Store> store, NewImport wanted) {
        Resource.Store target = store.resourceFor(Operation.IMPORT);
        wanted.requireRoleOf(target.owner());
        if (wanted.sources().size() > quotas.filesPerImport()) {
            throw new ApiError.Invalid("The job names " + wanted.sources().size() + " files; one job takes at most "
                    + quotas.filesPerImport());
        }
        return database.transaction(sql -> {
            // The store before the account, as everywhere: two orders would be a deadlock.
            VariantStores.lockActive(sql, target);
            ImportRows rows = new ImportRows(sql);
            long running = rows.lockAccountAndCountRunning(target.owner());
            if (running >= quotas.concurrentImports()) {
                throw new ApiError.QuotaExceeded("Your account has " + running
                        + " import jobs under way, which is the limit; wait for one to end");
            }
            ImportJob job = submitted(sql, target, wanted);
            rows.insert(job, target.id(), queue.submit(sql, WorkKind.VARIANT_IMPORT, target.owner()));
            return job.id();
        });
    }

    public ImportJob find(Authorized<Resource.Job> job) {
        JobId id = job.resourceFor(Operation.DESCRIBE_JOB).id();
        return database.transaction(sql -> new ImportRows(sql).find(id)).orElseThrow();
    }

    /** The caller's own jobs, oldest first, without their items. */
    public Page<ImportJob> list(Caller.User caller, ImportFilter filter, PageRequest request) {
        String query = "variant import jobs " + filter;
        var after = tokens.open(caller.account(), query, request);
        var rows = database.transaction(
                sql -> new ImportRows(sql).list(caller.account(), filter, after, request.size() + 1));
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
        JobId id = job.resourceFor(Operation.CANCEL_JOB).id();
        database.run(sql -> {
            ImportRows rows = new ImportRows(sql);
            switch (queue.cancel(sql, rows.workOf(id))) {
                case ENDED -> {}
                case REQUESTED ->
                    rows.setStatus(
                            id, JobStatus.IN_PROGRESS, "Cancellation was requested; the ingest worker is stopping.");
                case TOO_LATE ->
                    throw new ApiError.Invalid("Variant import job '" + id + "' has ended; only a job that is SUBMITTED"
                            + " or IN_PROGRESS can be cancelled");
            }
        });
    }

    /** What the holder of the lease is to do. */
    public ImportWork workOf(Lease lease) {
        return database.transaction(sql -> {
            ImportRows rows = new ImportRows(sql);
            JobId job = rows.jobOf(lease.work());
            return new ImportWork(
                    rows.find(job).orElseThrow(), rows.storeOf(job).orElseThrow());
        });
    }

    @Override
    public void beforeDelete(Sql sql, Resource.Store store, boolean force) {
        List<WorkId> running = new ImportRows(sql).runningInto(store.id());
        if (!running.isEmpty() && !force) {
            throw new ApiError.Conflict("Variant store '" + store.name() + "' has " + running.size()
                    + " import jobs under way; wait for them, cancel them, or delete with force");
        }
        running.forEach(work -> queue.abort(sql, work, "The store was deleted"));
    }

    private static ImportJob submitted(Sql sql, Resource.Store store, NewImport wanted) {
        return new ImportJob(
                JobId.random(),
                store.owner(),
                store.name(),
                wanted.roleArn(),
                JobStatus.SUBMITTED,
                "The job is submitted and will start soon.",
                wanted.leftNormalize(),
                wanted.annotationFields(),
                wanted.sources().stream()
                        .map(source -> new ImportJob.Item(source, JobStatus.SUBMITTED, ""))
                        .toList(),
                sql.now(),
                sql.now(),
                Optional.empty());
    }
}
