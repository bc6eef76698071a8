package org.lakeome.catalog.undo;

import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;
import org.lakeome.catalog.work.WorkHandler;

/** Turns what happens to a piece of work into the state of its undo; stateless. */
final class UndoProgress implements WorkHandler {

    @Override
    public void started(Sql sql, WorkId work, int attempt) {
        set(sql, work, UndoJob.Status.IN_PROGRESS, "Its rows are being taken out of files with those of others.");
    }

    @Override
    public void progressed(Sql sql, WorkId work, Progress progress) {
        set(sql, work, UndoJob.Status.IN_PROGRESS, progress.message());
    }

    @Override
    public void lost(Sql sql, WorkId work, String why) {
        set(sql, work, UndoJob.Status.SUBMITTED, why);
    }

    @Override
    public void finished(Sql sql, WorkId work, Outcome outcome) {
        UndoRows rows = new UndoRows(sql);
        rows.jobOf(work).ifPresent(job -> {
            switch (outcome.status()) {
                case COMPLETED -> rows.complete(job, outcome.message());
                case COMPLETED_WITH_FAILURES, FAILED, CANCELLED ->
                    rows.set(job, UndoJob.Status.FAILED, outcome.message());
            }
        });
    }

    /** Its undo may be gone: no work may stop the queue for that. */
    private static void set(Sql sql, WorkId work, UndoJob.Status status, String message) {
        UndoRows rows = new UndoRows(sql);
        rows.jobOf(work).ifPresent(job -> rows.set(job, status, message));
    }
}
