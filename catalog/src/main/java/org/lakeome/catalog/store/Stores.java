package org.lakeome.catalog.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.tag.Tags;

/** The stores that exist: looking at them, describing and tagging them. Thread-safe. */
public final class Stores {

    private final Database database;
    private final PageTokens tokens;

    public Stores(Database database, PageTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    public Store find(Authorized<Resource.Store> store) {
        return database.transaction(sql -> found(sql, store.resourceFor(Operation.DESCRIBE_STORE)));
    }

    /** The caller's own stores of one kind, oldest first, without their tags. */
    public Page<Store> list(Caller.User caller, StoreKind kind, StoreFilter filter, PageRequest request) {
        String query = kind.store() + "s " + filter;
        var after = tokens.open(caller.account(), query, request);
        var rows = database.transaction(
                sql -> new StoreRows(sql).list(caller.account(), kind, filter, after, request.size() + 1));
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

    public Store describe(Authorized<Resource.Store> store, Optional<String> description) {
        Resource.Store target = store.resourceFor(Operation.UPDATE_STORE);
        return database.transaction(sql -> {
            refuseIfDeleting(sql, target);
            description.ifPresent(text -> new StoreRows(sql).describe(target.id(), text));
            return found(sql, target);
        });
    }

    public Map<String, String> tags(Authorized<Resource.Store> store) {
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        return database.transaction(
                sql -> Map.copyOf(TagRows.of(sql, target.id()).all()));
    }

    /** Adds tags; one with a key that is there already takes its place. */
    public void tag(Authorized<Resource.Store> store, Tags tags) {
        ImportSettings.check(tags.values());
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        database.run(sql -> {
            refuseIfDeleting(sql, target);
            ImportSettings.check(tags.values(), found(sql, target).format());
            TagRows rows = TagRows.of(sql, target.id());
            Map<String, String> together = new HashMap<>(rows.all());
            LayoutTag.refuseOther(together, tags.values());
            together.putAll(tags.values());
            rows.put(new Tags(together).values());
        });
    }

    /** Removes tags; keys that are not there are passed over. */
    public void untag(Authorized<Resource.Store> store, Collection<String> keys) {
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        database.run(sql -> {
            TagRows rows = TagRows.of(sql, target.id());
            LayoutTag.refuseRemoval(rows.all(), keys);
            keys.forEach(rows::remove);
        });
    }

    /** Keeps the store as it is until the transaction ends; {@link ApiError.Invalid} if it is not ACTIVE. */
    public static Store lockActive(Sql sql, Resource.Store store) {
        StoreRows rows = new StoreRows(sql);
        StoreStatus status =
                rows.lock(store.id()).orElseThrow(() -> new ApiError.Invalid(title(store) + " was deleted"));
        if (status != StoreStatus.ACTIVE) {
            throw new ApiError.Invalid(title(store) + " is " + status + "; it must be ACTIVE for this");
        }
        return rows.find(store.id()).orElseThrow();
    }

    /** Locks the store, whatever its state; false if it is gone. */
    public static boolean lockIfThere(Sql sql, Resource.Store store) {
        return new StoreRows(sql).lock(store.id()).isPresent();
    }

    /** The store that a table belongs to. */
    public static Store of(Sql sql, Resource.Table table) {
        return new StoreRows(sql).find(table.store().id()).orElseThrow();
    }

    /** What the files for a table are: empty for a variant store, and with the options of the version for TSV. */
    public static Optional<StoreFormat> formatOf(Sql sql, Resource.Table table) {
        return new TableRows(sql).format(table);
    }

    /** The store as sentences about it begin. */
    public static String title(Resource.Store store) {
        String kind = store.kind().store();
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " '" + store.name() + "'";
    }

    /** Keeps the store, if there is one, as it is until the transaction ends. */
    public static void lockIfThere(Sql sql, StoreId store) {
        new StoreRows(sql).lock(store);
    }

    static void refuseIfDeleting(Sql sql, Resource.Store store) {
        boolean ending = new StoreRows(sql)
                .lock(store.id())
                .filter(status -> status != StoreStatus.DELETING)
                .isEmpty();
        if (ending) {
            throw new ApiError.Invalid(title(store) + " is being deleted");
        }
    }

    private static Store found(Sql sql, Resource.Store store) {
        return new StoreRows(sql)
                .find(store.id())
                // Deleted between the decision and now.
                .orElseThrow(() ->
                        new ApiError.NotFound("There is no " + store.kind().store() + " '" + store.name() + "'"));
    }
}
