package org.lakeome.ingest.worker;

import java.util.List;

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

    /** The state of one item of the job: {@code IN_PROGRESS}, {@code COMPLETED} or {@code FAILED}. */
    record Item(String source, String status, String message) {}
}
