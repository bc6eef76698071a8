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
        UpkeepJob.Status status =
                switch (outcome.status()) {
                    case COMPLETED -> UpkeepJob.Status.CLEANING;
                    case COMPLETED_WITH_FAILURES, FAILED, CANCELLED -> UpkeepJob.Status.FAILED;
                };
        new UpkeepRows(sql).set(work, status, outcome.message());
    }
}
