package org.lakeome.catalog.upkeep;

import java.time.Duration;
import java.time.Instant;
import org.lakeome.catalog.id.TableName;

/**
 * The upkeep of one table of a store, as its owner or the schedule asked for it.
 *
 * @param joinFailed the history is cleared all the same, and the job ends as FAILED
 * @param retain how long snapshots stay, and with them queries that have begun and time travel
 */
public record UpkeepJob(
        String id,
        TableName table,
        Status status,
        String message,
        boolean joinFailed,
        Duration retain,
        Instant created) {

    /** A worker has it until CLEANING, and this server from there on. */
    public enum Status {
        SUBMITTED,
        IN_PROGRESS,
        CLEANING,
        COMPLETED,
        FAILED;

        public boolean isFinal() {
            return this == COMPLETED || this == FAILED;
        }
    }
}
