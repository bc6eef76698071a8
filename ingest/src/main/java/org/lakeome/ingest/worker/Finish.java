package org.lakeome.ingest.worker;

import java.util.List;
import java.util.Map;

/** The last message of the work protocol about a lease. */
record Finish(int attempt, String status, String message, List<Item> items, Map<String, Object> result) {

    record Item(String source, String status, String message, long rows, long records, String content) {}

    static Finish failed(int attempt, String message) {
        return new Finish(attempt, "FAILED", message, List.of(), Map.of());
    }

    static Finish cancelled(int attempt) {
        return new Finish(attempt, "CANCELLED", "The job was cancelled; it wrote no row.", List.of(), Map.of());
    }
}
