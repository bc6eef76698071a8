package org.lakeome.storage.reference;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DuplicateRow;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;

/**
 * The jobs that import references: starting them and looking at them. Strictly per account, as {@link References}. Thread-safe.
 */
public final class ReferenceImports {

    /** What a list is narrowed to; times are exclusive. */
    public record Filter(
            Optional<ReferenceImport.Status> status, Optional<Instant> createdAfter, Optional<Instant> createdBefore) {
        public static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** How many running imports an account, and how many references a store may have. */
    public record Limits(int runningImports, int referencesPerStore) {
        public static final Limits DEFAULT = new Limits(5, 50);
    }

    private final Database database;
    private final Arns arns;
    private final PageTokens tokens;
    private final WorkQueue queue;
    private final Limits limits;

    public ReferenceImports(Database database, Arns arns, PageTokens tokens, WorkQueue queue, Limits limits) {
        this.database = database;
        this.arns = arns;
        this.tokens = tokens;
        this.queue = queue;
        this.limits = limits;
    }

    /** @param clientToken the same token for the same store gives the job of the first call again */
    public ReferenceImport start(
            AccountId owner,
            ReferenceStoreId store,
            String roleArn,
            List<ReferenceSource> sources,
            Optional<String> clientToken) {
        try {
            return database.transaction(sql -> {
                new ReferenceStoreRows(sql).requireLocked(owner, store);
                return clientToken
                        .flatMap(token -> new ReferenceImportRows(sql).findByToken(store, token, arns))
                        .map(existing -> repeated(existing, sources))
                        .orElseGet(() -> insert(sql, owner, store, roleArn, sources, clientToken));
            });
        } catch (DuplicateRow e) {
            throw new ApiError.Unavailable("Another import took the same identifier; try again", e);
        }
    }

    public ReferenceImport find(AccountId owner, ReferenceStoreId store, ReferenceImportId id) {
        return database.transaction(sql -> {
            new ReferenceStoreRows(sql).require(owner, store);
            return new ReferenceImportRows(sql)
                    .find(owner, store, id, arns)
                    .orElseThrow(() -> new ApiError.NotFound("Reference import job " + id + " was not found"));
        });
    }

    /** Oldest first, without their items. */
    public Page<ReferenceImport> list(AccountId owner, ReferenceStoreId store, Filter filter, PageRequest request) {
        String query = "reference imports of " + store + " " + filter;
        Optional<Position> after = tokens.open(owner, query, request);
        List<ReferenceImport> rows = database.transaction(sql -> {
            new ReferenceStoreRows(sql).require(owner, store);
            return new ReferenceImportRows(sql).page(owner, store, filter, after, request.size() + 1);
        });
        return tokens.page(
                owner,
                query,
                request,
                rows,
                job -> new Position(job.created(), job.id().value()));
    }

    private ReferenceImport insert(
            Sql sql,
            AccountId owner,
            ReferenceStoreId store,
            String roleArn,
            List<ReferenceSource> sources,
            Optional<String> clientToken) {
        ReferenceImportRows rows = new ReferenceImportRows(sql);
        checkLimits(sql, rows, owner, store, sources.size());
        ReferenceImport job = new ReferenceImport(
                ReferenceImportId.random(),
                store,
                owner,
                roleArn,
                ReferenceImport.Status.SUBMITTED,
                "The job waits for an ingest worker",
                sources.stream().map(ReferenceImports::item).toList(),
                sql.now(),
                Optional.empty());
        WorkId work = queue.submit(sql, WorkKind.REFERENCE_IMPORT, owner);
        rows.insert(job, work, clientToken);
        TagRows tags = new TagRows(sql);
        job.items().forEach(item -> tags.insert(Reference.arn(arns, owner, store, item.reference()), item.tags()));
        return job;
    }

    private void checkLimits(Sql sql, ReferenceImportRows rows, AccountId owner, ReferenceStoreId store, int more) {
        if (rows.openOf(owner) >= limits.runningImports()) {
            throw new ApiError.QuotaExceeded("The account has " + limits.runningImports()
                    + " running reference imports, which is the most; wait for one to end");
        }
        long present = new ReferenceRows(sql).countIn(store) + rows.expectedIn(store);
        if (present + more > limits.referencesPerStore()) {
            throw new ApiError.QuotaExceeded("The store has or awaits " + present + " references and takes "
                    + limits.referencesPerStore() + "; delete some, or import fewer");
        }
    }

    private static ReferenceImport repeated(ReferenceImport existing, List<ReferenceSource> sources) {
        List<String> before =
                existing.items().stream().map(ReferenceImport.Item::source).toList();
        if (before.equals(sources.stream().map(ReferenceSource::source).toList())) {
            return existing;
        }
        throw new ApiError.Invalid("clientToken was used for an import of other sources; take a new one");
    }

    private static ReferenceImport.Item item(ReferenceSource source) {
        return new ReferenceImport.Item(
                ReferenceId.random(),
                source.source(),
                source.name(),
                source.description(),
                source.tags(),
                ReferenceImport.ItemStatus.NOT_STARTED,
                "");
    }
}
