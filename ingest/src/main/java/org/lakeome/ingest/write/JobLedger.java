package org.lakeome.ingest.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * A job's mark in the summary of the snapshot that holds its rows: id, attempt, and what became of each item. The table is the
 * truth about what was imported; everything else is a copy. Whoever may read the table may read the mark, so it names items by
 * their place in the job, from 0, and says neither a source nor a message.
 */
final class JobLedger {
    static final String JOB = "lakeome.job-id";
    static final String ATTEMPT = "lakeome.attempt";
    static final String ITEMS = "lakeome.items";

    private static final ObjectMapper JSON = new ObjectMapper();

    private JobLedger() {}

    /** @param items all of the job's, in its order */
    static Map<String, String> marks(String jobId, int attempt, List<ItemOutcome> items) {
        ArrayNode places = JSON.createArrayNode();
        for (ItemOutcome item : items) {
            places.addObject()
                    .put("item", places.size() - 1)
                    .put("completed", item.completed())
                    .put("records", item.records())
                    .put("rows", item.rows())
                    .put("rejected", item.rejected())
                    .put("content", item.content());
        }
        return Map.of(JOB, jobId, ATTEMPT, String.valueOf(attempt), ITEMS, places.toString());
    }

    /** What an earlier attempt committed, without the messages, which only the server may have kept. */
    static Optional<List<ItemOutcome>> find(Table table, String jobId, List<String> sources) {
        for (Snapshot snapshot : table.snapshots()) {
            if (holds(snapshot, jobId)) {
                return Optional.of(items(snapshot, sources));
            }
        }
        return Optional.empty();
    }

    static boolean holds(Snapshot snapshot, String jobId) {
        return jobId.equals(snapshot.summary().get(JOB));
    }

    static boolean holds(Table table, String jobId, int attempt) {
        for (Snapshot snapshot : table.snapshots()) {
            if (holds(snapshot, jobId)
                    && String.valueOf(attempt).equals(snapshot.summary().get(ATTEMPT))) {
                return true;
            }
        }
        return false;
    }

    private static List<ItemOutcome> items(Snapshot snapshot, List<String> sources) {
        List<ItemOutcome> items = new ArrayList<>();
        for (JsonNode item : parse(snapshot)) {
            items.add(new ItemOutcome(
                    // Marks had the source itself once.
                    item.has("source")
                            ? item.path("source").asText()
                            : sources.get(item.path("item").asInt()),
                    item.path("completed").asBoolean(),
                    item.path("message").asText(""),
                    item.path("records").asLong(),
                    item.path("rows").asLong(),
                    item.path("rejected").asLong(),
                    item.path("content").asText("")));
        }
        return List.copyOf(items);
    }

    private static JsonNode parse(Snapshot snapshot) {
        try {
            return JSON.readTree(snapshot.summary().get(ITEMS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Snapshot " + snapshot.snapshotId() + " holds an unreadable item list", e);
        }
    }
}
