package org.lakeome.catalog.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;

/**
 * A table's metadata with as much of its history as a caller may see. Rows that were taken back lie in files until nothing running
 * reads them; what is not told here cannot be asked for. Edited as JSON, where everything that a client is told stands in one place.
 */
final class VisibleHistory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SNAPSHOT = "snapshot-id";

    private final TableMetadata whole;
    private final ObjectNode json;

    private VisibleHistory(TableMetadata whole) {
        this.whole = whole;
        try {
            this.json = (ObjectNode) JSON.readTree(TableMetadataParser.toJson(whole));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The metadata of a table cannot be read as JSON", e);
        }
    }

    /** For a reader who is not the owner: the present snapshot, without the marks of imports, and what all files declare. */
    static TableMetadata present(TableMetadata whole) {
        Snapshot current = whole.currentSnapshot();
        VisibleHistory history = new VisibleHistory(whole);
        history.keep(current == null ? Set.of() : Set.of(current.snapshotId()));
        history.forgetMarks();
        history.declare(KeptDeclarations.shared(whole));
        return history.metadata();
    }

    /** For the owner: everything from the latest undo on. */
    static TableMetadata sinceUndo(TableMetadata whole) {
        Optional<Snapshot> undo = UndoneImports.latest(whole);
        if (undo.isEmpty()) {
            return whole;
        }
        List<Snapshot> hidden = new ArrayList<>();
        Set<Long> kept = new HashSet<>();
        for (Snapshot snapshot : whole.snapshots()) {
            if (snapshot.sequenceNumber() < undo.get().sequenceNumber()) {
                hidden.add(snapshot);
            } else {
                kept.add(snapshot.snapshotId());
            }
        }
        VisibleHistory history = new VisibleHistory(whole);
        history.keep(kept);
        history.declare(KeptDeclarations.with(whole, hidden));
        return history.metadata();
    }

    private void keep(Set<Long> snapshots) {
        retain("snapshots", SNAPSHOT, snapshots);
        retain("snapshot-log", SNAPSHOT, snapshots);
        retain("statistics", SNAPSHOT, snapshots);
        retain("partition-statistics", SNAPSHOT, snapshots);
        json.putArray("metadata-log");
        if (json.get("refs") instanceof ObjectNode refs) {
            refs.properties()
                    .removeIf(ref ->
                            !snapshots.contains(ref.getValue().path(SNAPSHOT).asLong()));
        }
        for (JsonNode snapshot : json.path("snapshots")) {
            if (!snapshots.contains(snapshot.path("parent-snapshot-id").asLong())) {
                ((ObjectNode) snapshot).remove("parent-snapshot-id");
            }
        }
    }

    private void retain(String list, String id, Set<Long> kept) {
        if (json.get(list) instanceof ArrayNode entries) {
            Iterator<JsonNode> each = entries.elements();
            while (each.hasNext()) {
                if (!kept.contains(each.next().path(id).asLong())) {
                    each.remove();
                }
            }
        }
    }

    /** An import's mark, and how many rows the latest change brought or took, are between the owner and the server. */
    private void forgetMarks() {
        for (JsonNode snapshot : json.path("snapshots")) {
            if (snapshot.get("summary") instanceof ObjectNode summary) {
                summary.properties()
                        .removeIf(entry -> !entry.getKey().startsWith("total-")
                                && !entry.getKey().equals("operation"));
            }
        }
    }

    private void declare(Optional<String> lines) {
        if (json.get("properties") instanceof ObjectNode properties) {
            properties.remove(KeptDeclarations.KEY);
            lines.ifPresent(text -> properties.put(KeptDeclarations.KEY, text));
        }
    }

    private TableMetadata metadata() {
        return TableMetadataParser.fromJson(whole.metadataFileLocation(), json);
    }
}
