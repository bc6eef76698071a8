package org.lakeome.ingest.write;

/** The import was told to stop before its commit; the table is as it was. */
public final class ImportStopped extends RuntimeException {
    public ImportStopped() {
        super("The import was stopped before its commit.");
    }
}
