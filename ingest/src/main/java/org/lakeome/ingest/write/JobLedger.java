package org.lakeome.ingest.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * A job's mark in the summary of the snapshot that holds its rows: id, attempt, and what became of each item. The table is the
 * truth about what was imported; everything else is a copy.
 */
final class JobLedger {
    static final String JOB = "lakeome.job-id";
    static final String ATTEMPT = "lakeome.attempt";
    static final String ITEMS = "lakeome.items";

    private static final ObjectMapper JSON = new ObjectMapper();

    private JobLedger() {}

    static Map<String, String> marks(String jobId, int attempt, List<ItemOutcome> items) {
        try {
            return Map.of(JOB, jobId, ATTEMPT, String.valueOf(attempt), ITEMS, JSON.writeValueAsString(items));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Optional<List<ItemOutcome>> find(Table table, String jobId) {
        for (Snapshot snapshot : table.snapshots()) {
            if (holds(snapshot, jobId)) {
                return Optional.of(items(snapshot));
            }
        }
        return Optional.empty();
    }

    static boolean holds(Snapshot snapshot, String jobId) {
        return jobId.equals(snapshot.summary().get(JOB));
    }

    private static List<ItemOutcome> items(Snapshot snapshot) {
        try {
            return JSON.readValue(snapshot.summary().get(ITEMS), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Snapshot " + snapshot.snapshotId() + " holds an unreadable item list", e);
        }
    }
}
