package org.lakeome.catalog.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.id.VersionId;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.page.PageTokens;
import org.lakeome.catalog.page.Position;
import org.lakeome.catalog.tag.Tags;

/** The versions of annotation stores; whoever may do something to the store may do it to its versions. Thread-safe. */
public final class StoreVersions {

    private final Database database;
    private final Quotas quotas;
    private final PageTokens tokens;
    private final TableKeeper tables;
    private final List<StoreDependant> dependants;

    public StoreVersions(
            Database database, Quotas quotas, PageTokens tokens, TableKeeper tables, List<StoreDependant> dependants) {
        this.database = database;
        this.quotas = quotas;
        this.tokens = tokens;
        this.tables = tables;
        this.dependants = List.copyOf(dependants);
    }

    /** A new version, CREATING, of an ACTIVE store. */
    public StoreVersion create(Authorized<Resource.Store> store, NewVersion wanted) {
        Resource.Store target = annotation(store.resourceFor(Operation.UPDATE_STORE));
        TableName name = TableName.of(target.name(), wanted.name());
        Made made = database.transaction(sql -> {
            Store locked = Stores.lockActive(sql, target);
            requireFitting(locked, wanted);
            new StoreRows(sql).lockAccount(target.owner());
            if (new VersionRows(sql).find(target.id(), wanted.name()).isPresent()) {
                throw new ApiError.Conflict(
                        Stores.title(target) + " has a version '" + wanted.name() + "' already; choose another name");
            }
            Quotas.requireRoom(
                    "versions per annotation store",
                    quotas.versionsPerStore(),
                    new VersionRows(sql).count(target.id()),
                    "delete a version");
            TableRows rows = new TableRows(sql);
            rows.requireFree(target.owner(), target.id(), Set.of(name));
            VersionId version = insert(sql, target.id(), wanted);
            TableId table = rows.insert(target.owner(), target.id(), Optional.of(version), name, TablePart.DATA);
            return new Made(found(sql, target, wanted.name()), table);
        });
        tables.makeLater(made.table());
        return made.version();
    }

    private record Made(StoreVersion version, TableId table) {}

    public StoreVersion find(Authorized<Resource.Store> store, VersionName version) {
        Resource.Store target = store.resourceFor(Operation.DESCRIBE_STORE);
        return database.transaction(sql -> found(sql, target, version));
    }

    /** How many versions the store has; none for a variant store. */
    public long count(Authorized<Resource.Store> store) {
        Resource.Store target = store.resourceFor(Operation.DESCRIBE_STORE);
        return database.transaction(sql -> new VersionRows(sql).count(target.id()));
    }

    /** Oldest first. */
    public Page<StoreVersion> list(
            Authorized<Resource.Store> store, Optional<StoreStatus> status, PageRequest request) {
        Resource.Store target = store.resourceFor(Operation.DESCRIBE_STORE);
        String query = "versions " + target.id() + " " + status;
        var after = tokens.open(target.owner(), query, request);
        var rows =
                database.transaction(sql -> new VersionRows(sql).list(target.id(), status, after, request.size() + 1));
        return tokens.page(
                target.owner(),
                query,
                request,
                rows,
                version -> new Position(version.created(), version.id().value()));
    }

    /** With another description; without one, the old stays. */
    public StoreVersion describe(Authorized<Resource.Store> store, VersionName version, Optional<String> description) {
        Resource.Store target = store.resourceFor(Operation.UPDATE_STORE);
        return database.transaction(sql -> {
            StoreVersion locked = locked(sql, target, version);
            description.ifPresent(text -> new VersionRows(sql).describe(locked.id(), text));
            return found(sql, target, version);
        });
    }

    /**
     * Begins to delete versions, each by itself; the answer says why for each that was not. A version stays while imports
     * run into it, unless forced, and the only version goes with its store alone.
     */
    public Map<VersionName, String> delete(
            Authorized<Resource.Store> store, List<VersionName> versions, boolean force) {
        Resource.Store target = annotation(store.resourceFor(Operation.UPDATE_STORE));
        Map<VersionName, String> errors = new LinkedHashMap<>();
        for (VersionName version : versions) {
            try {
                database.<Optional<VersionId>>transaction(sql -> delete(sql, target, version, force))
                        .ifPresent(tables::dropLater);
            } catch (ApiError.NotFound | ApiError.Conflict | ApiError.Invalid e) {
                errors.put(version, e.getMessage());
            }
        }
        return errors;
    }

    private Optional<VersionId> delete(Sql sql, Resource.Store store, VersionName name, boolean force) {
        Stores.refuseIfDeleting(sql, store);
        StoreVersion version = found(sql, store, name);
        return switch (version.status()) {
            case CREATING, UPDATING ->
                throw new ApiError.Conflict(
                        "Version '" + name + "' is " + version.status() + "; try again in a moment");
            case DELETING -> Optional.empty();
            case ACTIVE, FAILED -> {
                if (new VersionRows(sql).count(store.id()) == 1) {
                    throw new ApiError.Conflict("Version '" + name + "' is the only one; delete the store instead");
                }
                new TableRows(sql)
                        .ofVersion(version.id())
                        .forEach(table -> dependants.forEach(dependant -> dependant.beforeDelete(sql, table, force)));
                new VersionRows(sql)
                        .move(version.id(), version.status(), StoreStatus.DELETING, "The version is being deleted");
                yield Optional.of(version.id());
            }
        };
    }

    public Map<String, String> tags(Authorized<Resource.Store> store, VersionName version) {
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        return database.transaction(sql -> found(sql, target, version).tags());
    }

    /** Adds tags; one with a key that is there already takes its place. */
    public void tag(Authorized<Resource.Store> store, VersionName version, Tags tags) {
        ImportSettings.refuseOnVersion(tags.values());
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        database.run(sql -> {
            StoreVersion locked = locked(sql, target, version);
            Map<String, String> together = new HashMap<>(locked.tags());
            together.putAll(tags.values());
            TagRows.of(sql, locked.id()).put(new Tags(together).values());
        });
    }

    /** Removes tags; keys that are not there are passed over. */
    public void untag(Authorized<Resource.Store> store, VersionName version, Collection<String> keys) {
        Resource.Store target = store.resourceFor(Operation.TAG_STORE);
        database.run(
                sql -> keys.forEach(TagRows.of(sql, found(sql, target, version).id())::remove));
    }

    /** Makes the row of a version of a locked store. */
    static VersionId insert(Sql sql, StoreId store, NewVersion wanted) {
        VersionId id = VersionId.random();
        new VersionRows(sql)
                .insert(new StoreVersion(
                        id,
                        store,
                        wanted.name(),
                        wanted.description(),
                        wanted.options(),
                        StoreStatus.CREATING,
                        "The version is being created",
                        sql.now(),
                        sql.now(),
                        wanted.tags().values(),
                        List.of()));
        return id;
    }

    private static void requireFitting(Store store, NewVersion wanted) {
        boolean tabular =
                store.format().filter(StoreFormat.Tsv.class::isInstance).isPresent();
        if (wanted.options().isPresent() && !tabular) {
            throw new ApiError.Invalid("versionOptions are for TSV stores; annotation store '" + store.name()
                    + "' takes " + store.format().map(StoreFormat::name).orElseThrow());
        }
    }

    private static Resource.Store annotation(Resource.Store store) {
        if (store.kind() != StoreKind.ANNOTATION) {
            throw new IllegalArgumentException("A " + store.kind().store() + " has no versions");
        }
        return store;
    }

    /** The store is locked before its versions, as everywhere. */
    private static StoreVersion locked(Sql sql, Resource.Store store, VersionName name) {
        Stores.refuseIfDeleting(sql, store);
        StoreVersion version = found(sql, store, name);
        if (version.status() == StoreStatus.DELETING) {
            throw new ApiError.Invalid("Version '" + name + "' is being deleted");
        }
        return version;
    }

    /** Or refused in AWS's words; ours follow. */
    private static StoreVersion found(Sql sql, Resource.Store store, VersionName name) {
        return new VersionRows(sql)
                .find(store.id(), name)
                .orElseThrow(() -> new ApiError.NotFound("Version with versionName: " + name
                        + " was not found. List the versions of annotation store '" + store.name() + "' to see them"));
    }
}
