package org.lakeome.catalog.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.tag.Tags;

/** The variant stores that exist: looking at them, describing and tagging them. Thread-safe. */
public final class VariantStores {

    private final Database database;
    private final PageTokens tokens;

    public VariantStores(Database database, PageTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    public VariantStore find(Authorized<Resource.Store> store) {
        return database.transaction(sql -> found(sql, store.resourceFor(Operation.DESCRIBE_STORE)));
    }

    /** The caller's own stores, oldest first, without their tags. */
    public Page<VariantStore> list(Caller.User caller, StoreFilter filter, PageRequest request) {
        String query = "variant stores " + filter;
        var after = tokens.open(caller.account(), query, request);
        var rows = database.transaction(
                sql -> new StoreRows(sql).list(caller.account(), filter, after, request.size() + 1));
        return tokens.page(
                caller.account(),
                query,
                request,
                rows,
                store -> new Position(store.created(), store.id().value()));
    }

    /** Whether a store of the owner stands on the reference, which then must stay. */
    public static boolean standsOn(Sql sql, AccountId owner, String referenceArn) {
        return new StoreRows(sql).countOnReference(owner, referenceArn) > 0;
    }

    public VariantStore describe(Authorized<Resource.Store> store, String description) {
        Resource.Store target = store.resourceFor(Operation.UPDATE_STORE);
        return database.transaction(sql -> {
            refuseIfDeleting(sql, target);
            new StoreRows(sql).describe(target.id(), description);
            return found(sql, target);
        });
    }

    public Map<String, String> tags(Authorized<Resource.Store> store) {
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        return database.transaction(sql -> Map.copyOf(new StoreRows(sql).tags(target.id())));
    }

    /** Adds tags; one with a key that is there already takes its place. */
    public void tag(Authorized<Resource.Store> store, Tags tags) {
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        database.run(sql -> {
            refuseIfDeleting(sql, target);
            StoreRows rows = new StoreRows(sql);
            Map<String, String> together = new HashMap<>(rows.tags(target.id()));
            together.putAll(tags.values());
            rows.putTags(target.id(), new Tags(together).values());
        });
    }

    /** Removes tags; keys that are not there are passed over. */
    public void untag(Authorized<Resource.Store> store, Collection<String> keys) {
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        database.run(sql -> keys.forEach(key -> new StoreRows(sql).removeTag(target.id(), key)));
    }

    /** Keeps the store as it is until the transaction ends; {@link ApiError.Invalid} if it is not ACTIVE. */
    public static void lockActive(Sql sql, Resource.Store store) {
        StoreStatus status = new StoreRows(sql)
                .lock(store.id())
                .orElseThrow(() -> new ApiError.Invalid("Variant store '" + store.name() + "' was deleted"));
        if (status != StoreStatus.ACTIVE) {
            throw new ApiError.Invalid(
                    "Variant store '" + store.name() + "' is " + status + "; it must be ACTIVE for this");
        }
    }

    /** Keeps the store, if there is one, as it is until the transaction ends. */
    public static void lockIfThere(Sql sql, StoreId store) {
        new StoreRows(sql).lock(store);
    }

    private static void refuseIfDeleting(Sql sql, Resource.Store store) {
        boolean ending = new StoreRows(sql)
                .lock(store.id())
                .filter(status -> status != StoreStatus.DELETING)
                .isEmpty();
        if (ending) {
            throw new ApiError.Invalid("Variant store '" + store.name() + "' is being deleted");
        }
    }

    private static VariantStore found(Sql sql, Resource.Store store) {
        return new StoreRows(sql)
                .find(store.id())
                // Deleted between the decision and now.
                .orElseThrow(() -> new ApiError.NotFound("There is no variant store '" + store.name() + "'"));
    }
}
