package org.lakeome.ingest.write;

/** The catalog took none of the attempt's files, for good: the job is cancelled, or a file is not as agreed. */
public final class CommitRefused extends RuntimeException {
    public CommitRefused(RuntimeException refusal) {
        super(refusal.getMessage(), refusal);
    }
}
