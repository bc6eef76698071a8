package org.lakeome.catalog.job;

/** State of an import job and of each of its items, as the wire says it. */
public enum JobStatus {
    SUBMITTED,
    IN_PROGRESS,
    CANCELLED,
    COMPLETED,
    FAILED,
    COMPLETED_WITH_FAILURES;

    public boolean isFinal() {
        return switch (this) {
            case SUBMITTED, IN_PROGRESS -> false;
            case CANCELLED, COMPLETED, FAILED, COMPLETED_WITH_FAILURES -> true;
        };
    }
}
