package org.lakeome.ingest.write;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.lakeome.ingest.source.RejectedRecord;
import org.lakeome.ingest.source.Split;

/**
 * The bad records of one item.
 *
 * @param badLines by split, counted from its start
 * @param first null when there is none
 * @param files that hold them, not committed yet
 */
record SetAside(long count, Map<Split, long[]> badLines, RejectedRecord first, List<DataFile> files) {
    static final SetAside NONE = new SetAside(0, Map.of(), null, List.of());

    /** What to tell the user: how many, where they are, and what is wrong with the first. */
    String message(String source, String rejectedTable) {
        return count + (count == 1 ? " record" : " records") + " set aside in table " + rejectedTable
                + (count == 1 ? ": " : "; the first: ") + first.message(source);
    }
}
