package org.lakeome.ingest.worker;

import java.util.List;
import org.lakeome.ingest.write.ImportProgress;

/** A progress message of the work protocol; bytes are packed bytes of the sources. */
record Progress(
        int attempt,
        String message,
        long bytesDone,
        long bytesTotal,
        long records,
        long rows,
        long recordsPerSecond,
        String position,
        List<Item> items) {

    static Progress of(int attempt, ImportProgress now, double seconds, List<Item> items) {
        return new Progress(
                attempt,
                ProgressText.of(now, seconds),
                Math.min(now.bytesDone(), now.bytesTotal()),
                now.bytesTotal(),
                now.records(),
                now.rows(),
                ProgressText.perSecond(now.records(), seconds),
                now.position(),
                items);
    }

    Progress with(List<Item> others) {
        return new Progress(attempt, message, bytesDone, bytesTotal, records, rows, recordsPerSecond, position, others);
    }

    /** The state of one item of the job: {@code IN_PROGRESS}, {@code COMPLETED} or {@code FAILED}. */
    record Item(String source, String status, String message) {}
}
