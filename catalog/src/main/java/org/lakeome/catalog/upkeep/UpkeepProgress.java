package org.lakeome.catalog.upkeep;

import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;
import org.lakeome.catalog.work.WorkHandler;

/** Turns what happens to a piece of work into the state of its upkeep job; stateless. */
final class UpkeepProgress implements WorkHandler {

    @Override
    public void started(Sql sql, WorkId work, int attempt) {
        new UpkeepRows(sql).set(work, UpkeepJob.Status.IN_PROGRESS, "Small files are being joined.");
    }

    @Override
    public void progressed(Sql sql, WorkId work, Progress progress) {
        new UpkeepRows(sql).set(work, UpkeepJob.Status.IN_PROGRESS, progress.message());
    }

    @Override
    public void lost(Sql sql, WorkId work, String why) {
        new UpkeepRows(sql).set(work, UpkeepJob.Status.SUBMITTED, why);
    }

    @Override
    public void finished(Sql sql, WorkId work, Outcome outcome) {
        UpkeepRows rows = new UpkeepRows(sql);
        switch (outcome.status()) {
            case COMPLETED -> rows.set(work, UpkeepJob.Status.CLEANING, outcome.message());
            // Nothing that the worker does is accepted any more, and the history would grow as long as joins fail.
            case COMPLETED_WITH_FAILURES, FAILED -> rows.joinFailed(work, UpkeepText.ofFailedJoin(outcome.message()));
            case CANCELLED -> rows.set(work, UpkeepJob.Status.FAILED, outcome.message());
        }
    }
}
