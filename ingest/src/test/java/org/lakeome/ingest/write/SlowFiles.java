package org.lakeome.ingest.write;

import org.apache.iceberg.io.InputFile;

/** Files whose rows come late: there is time to stop who reads them. */
public final class SlowFiles extends OtherFiles {
    @Override
    public InputFile newInputFile(String location) {
        if (location.endsWith(".parquet")) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return super.newInputFile(location);
    }
}
