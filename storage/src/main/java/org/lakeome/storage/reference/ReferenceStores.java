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
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.tag.Tags;

/**
 * The reference stores of all accounts. Strictly per account: every query is scoped to the owner, and another account's store is as
 * absent as one that never was. Thread-safe.
 */
public final class ReferenceStores {

    /** What a list is narrowed to; times are exclusive. */
    public record Filter(Optional<String> name, Optional<Instant> createdAfter, Optional<Instant> createdBefore) {
        public static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private final Database database;
    private final Arns arns;
    private final PageTokens tokens;

    public ReferenceStores(Database database, Arns arns, PageTokens tokens) {
        this.database = database;
        this.arns = arns;
        this.tokens = tokens;
    }

    /**
     * Makes the account's store; a second one is over the fixed quota of one.
     *
     * @param clientToken the same token with the same values gives the store of the first call again
     */
    public ReferenceStore create(
            AccountId owner, String name, Optional<String> description, Tags tags, Optional<String> clientToken) {
        try {
            return database.transaction(sql -> clientToken
                    .flatMap(token -> new ReferenceStoreRows(sql).findByToken(owner, token))
                    .map(existing -> repeated(existing, name, description))
                    .orElseGet(() -> insert(sql, owner, name, description, tags, clientToken)));
        } catch (DuplicateRow e) {
            throw new ApiError.QuotaExceeded(
                    "The account has a reference store already, and 1 is the most; list it with list-reference-stores");
        }
    }

    public ReferenceStore find(AccountId owner, ReferenceStoreId id) {
        return database.transaction(sql -> new ReferenceStoreRows(sql).require(owner, id));
    }

    public Page<ReferenceStore> list(AccountId owner, Filter filter, PageRequest request) {
        String query = "reference stores " + filter;
        Optional<Position> after = tokens.open(owner, query, request);
        List<ReferenceStore> rows =
                database.transaction(sql -> new ReferenceStoreRows(sql).page(owner, filter, after, request.size() + 1));
        return tokens.page(
                owner,
                query,
                request,
                rows,
                store -> new Position(store.created(), store.id().value()));
    }

    /** Removes an empty store with the history of its imports. */
    public void delete(AccountId owner, ReferenceStoreId id) {
        database.run(sql -> {
            ReferenceStoreRows rows = new ReferenceStoreRows(sql);
            ReferenceStore store = rows.requireLocked(owner, id);
            if (new ReferenceRows(sql).countIn(id) > 0) {
                throw new ApiError.Conflict("Reference store " + id + " holds references; delete them first");
            }
            if (new ReferenceImportRows(sql).openIn(id) > 0) {
                throw new ApiError.Conflict("Reference store " + id + " has a running import job; wait for its end");
            }
            new TagRows(sql).delete(store.arn(arns));
            rows.delete(store);
        });
    }

    static ApiError notFound(ReferenceStoreId id) {
        return new ApiError.NotFound("Reference store " + id + " was not found");
    }

    private ReferenceStore insert(
            Sql sql,
            AccountId owner,
            String name,
            Optional<String> description,
            Tags tags,
            Optional<String> clientToken) {
        ReferenceStore store = new ReferenceStore(ReferenceStoreId.random(), owner, name, description, sql.now());
        new ReferenceStoreRows(sql).insert(store, clientToken);
        new TagRows(sql).insert(store.arn(arns), tags);
        return store;
    }

    private static ReferenceStore repeated(ReferenceStore existing, String name, Optional<String> description) {
        if (existing.name().equals(name) && existing.description().equals(description)) {
            return existing;
        }
        throw new ApiError.Invalid("clientToken was used for a store with another name or description; take a new one");
    }
}
