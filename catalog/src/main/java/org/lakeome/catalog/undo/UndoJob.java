package org.lakeome.catalog.undo;

import org.lakeome.catalog.id.JobId;

/** The undoing of one import, as its owner asked for it. */
public record UndoJob(JobId job, Status status, String message) {

    /** A worker has it while it is IN_PROGRESS, and this server before. */
    public enum Status {
        SUBMITTED,
        IN_PROGRESS,
        COMPLETED,
        FAILED;

        public boolean isFinal() {
            return this == COMPLETED || this == FAILED;
        }
    }
}
