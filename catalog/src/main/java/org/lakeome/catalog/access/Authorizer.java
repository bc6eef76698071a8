package org.lakeome.catalog.access;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.error.ApiError;

/**
 * The only class that may say yes. Every surface asks it, each time anew: nothing is cached, so a decision made after a
 * revoke has returned sees the revoke. Thread-safe.
 */
public final class Authorizer {

    private final Database database;

    public Authorizer(Database database) {
        this.database = database;
    }

    /**
     * Finds the target and checks the operation in one step. A caller in no relation to the target gets the same
     * {@link ApiError.NotFound} as for one that does not exist; a caller who may know of it gets
     * {@link ApiError.Forbidden}.
     */
    public <R extends Resource> Authorized<R> require(Caller caller, Operation operation, Target<R> target) {
        if (!target.canExist()) {
            throw new ApiError.NotFound(target.absent());
        }
        return database.transaction(sql -> {
            AccessRows rows = new AccessRows(sql);
            Resource resource = rows.find(target).orElseThrow(() -> new ApiError.NotFound(target.absent()));
            if (!operation.isAbout(resource.getClass())) {
                throw new IllegalArgumentException(operation + " cannot be asked of " + target);
            }
            Set<Relation> relations = rows.relations(caller, resource);
            if (relations.isEmpty()) {
                throw new ApiError.NotFound(target.absent());
            }
            if (!operation.passes(relations)) {
                throw new ApiError.Forbidden("You may not do " + operation + " here; only the owner may");
            }
            return new Authorized<>(caller, operation, typed(target, resource));
        });
    }

    /** The tables that the caller may read, by namespace and name; all other tables do not exist for it. */
    public List<Resource.Table> visibleTables(Caller caller) {
        return database.transaction(sql -> {
            AccessRows rows = new AccessRows(sql);
            return switch (caller) {
                case Caller.User user -> rows.readableBy(user.account());
                case Caller.ImportWorker worker ->
                    Stream.of(rows.leasedTables(worker), rows.tablesToRewrite(worker), rows.tablesToClear(worker))
                            .flatMap(List::stream)
                            .toList();
                case Caller.TrinoService _ -> List.of();
            };
        });
    }

    /** Who may select which table, complete: the rules of a query engine, which only that engine may have. */
    public List<TableReader> tableReaders(Caller.TrinoService engine) {
        Objects.requireNonNull(engine);
        return database.transaction(sql -> new AccessRows(sql).readers());
    }

    @SuppressWarnings("unchecked") // a Target<R> finds an R: AccessRows.find, case by case
    private static <R extends Resource> R typed(Target<R> target, Resource resource) {
        return (R) resource;
    }
}
