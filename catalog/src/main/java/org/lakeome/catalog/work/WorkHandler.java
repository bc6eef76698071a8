package org.lakeome.catalog.work;

import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.WorkId;

/**
 * The job that a piece of work belongs to. Every call runs in the transaction that changes the work row, so that the
 * state of the job and that of the work never disagree; a call may be made again if the transaction is retried.
 */
public interface WorkHandler {

    /** A worker has taken the work; the attempt counts from 1. */
    void started(Sql sql, WorkId work, int attempt);

    void progressed(Sql sql, WorkId work, Progress progress);

    /**
     * The worker died at the work by itself. Says true if the part that it died at is known by now and was taken out, so that the
     * rest is as good as new.
     */
    default boolean died(Sql sql, WorkId work, String why) {
        return false;
    }

    /** The worker was lost and another attempt will be made. */
    void lost(Sql sql, WorkId work, String why);

    /** Comes once, and is the last call for the work. An item that the outcome does not name shares its fate. */
    void finished(Sql sql, WorkId work, Outcome outcome);
}
