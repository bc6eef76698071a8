package org.lakeome.ingest.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.write.ItemOutcome;

/** How far each item of an import is, in the order of the items. For any thread. */
final class ItemStates {
    private final Map<String, Progress.Item> items = new LinkedHashMap<>();

    ItemStates(List<String> sources) {
        sources.forEach(source -> items.put(source, new Progress.Item(source, "IN_PROGRESS", "")));
    }

    /** The item's rows are written but not committed yet; a failure is final. */
    void read(ItemOutcome outcome) {
        String message = outcome.completed() ? outcome.rows() + " rows written" : outcome.message();
        set(outcome.source(), outcome.completed() ? "IN_PROGRESS" : "FAILED", message);
    }

    synchronized void set(String source, String status, String message) {
        items.put(source, new Progress.Item(source, status, message));
    }

    synchronized List<Progress.Item> list() {
        return List.copyOf(items.values());
    }
}
