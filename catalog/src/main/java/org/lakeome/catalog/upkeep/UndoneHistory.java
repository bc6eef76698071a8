package org.lakeome.catalog.upkeep;

import java.time.Instant;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreId;

/**
 * What is left of an import that was undone.
 *
 * @param store which may be deleted by now
 * @param undone when
 */
record UndoneHistory(JobId job, StoreId store, Instant undone) {

    enum State {
        /** Manifests may still name the files that went. */
        NAMED,
        /** Snapshots from before are there, for queries that run, and shown to nobody. */
        HIDDEN,
        GONE
    }
}
