package org.lakeome.catalog.store;

import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;

/** Keeper of things that live on a store and end with it. */
public interface StoreDependant {

    /**
     * Comes in the transaction that begins to delete the store, whose row is locked. Refuses with
     * {@link ApiError.Conflict} if something still lives on the store, or ends it if forced.
     */
    void beforeDelete(Sql sql, Resource.Store store, boolean force);

    /** The same for the table of one version, while the other versions of the store stay. */
    default void beforeDelete(Sql sql, Resource.Table version, boolean force) {}
}
