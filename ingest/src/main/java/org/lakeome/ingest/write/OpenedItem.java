package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.InputFault;

/**
 * An item of a job whose source was looked for.
 *
 * @param number its place among the job's items
 * @param bytes null where there is a failure
 * @param failure why it cannot be read; null if it can
 */
record OpenedItem(int number, String source, ByteSource bytes, long size, ItemResult failure) implements Serializable {
    static OpenedItem open(int number, String source, SourceOpener opener) {
        try {
            ByteSource bytes = Breakdown.contained(source, () -> opener.open(source));
            return new OpenedItem(number, source, bytes, bytes.size(), null);
        } catch (InputFault fault) {
            return new OpenedItem(number, source, null, 0, ItemResult.failed(source, fault.getMessage()));
        } catch (IOException e) {
            return new OpenedItem(number, source, null, 0, ItemResult.unreadable(source, e));
        }
    }
}
