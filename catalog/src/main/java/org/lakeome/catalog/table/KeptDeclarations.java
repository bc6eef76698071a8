package org.lakeome.catalog.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what files declare in their headers from snapshots that are to go into the table's property {@code
 * lakeome.vcf-header}: JSON of {@code job:item}, the item's place in the job, to its lines, oldest first; of {@code undone:job:item}
 * once the job's rows are gone. Exports and the imports to come read both.
 */
record KeptDeclarations(Table table) {
    static final String KEY = "lakeome.vcf-header";

    private static final Logger LOG = LoggerFactory.getLogger(KeptDeclarations.class);
    /** Imports keep to as much for all snapshots together. */
    private static final int MOST_CHARACTERS = 2 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Before the snapshots go: a crash in between leaves the lines in both places, which does no harm. False if all the lines
     * together are too long, and none was carried.
     */
    boolean carry(Collection<Snapshot> expiring) {
        Map<String, Set<String>> kept = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>();
        Set<String> undone = new HashSet<>();
        table.snapshots()
                .forEach(snapshot -> Optional.ofNullable(snapshot.summary().get(ImportRemoval.MARK))
                        .ifPresent(undone::add));
        String before = table.properties().get(KEY);
        if (before != null) {
            read(before)
                    .properties()
                    .forEach(entry -> add(kept, known, marked(undone, entry.getKey()), entry.getValue()));
        }
        for (Snapshot snapshot : expiring) {
            String header = snapshot.summary().get(KEY);
            if (header != null) {
                read(header)
                        .properties()
                        .forEach(entry ->
                                add(kept, known, marked(undone, origin(snapshot, entry.getKey())), entry.getValue()));
            }
        }
        String after = JSON.valueToTree(kept).toString();
        if (kept.isEmpty() || after.equals(before)) {
            return true;
        }
        if (after.length() > MOST_CHARACTERS) {
            return false;
        }
        table.updateProperties().set(KEY, after).commit();
        return true;
    }

    private static void add(Map<String, Set<String>> kept, Set<String> known, String origin, JsonNode lines) {
        for (JsonNode line : lines) {
            if (known.add(line.asText())) {
                kept.computeIfAbsent(origin, key -> new LinkedHashSet<>()).add(line.asText());
            }
        }
    }

    /** The snapshots that say so go too. */
    private static String marked(Set<String> undone, String origin) {
        return undone.contains(origin.split(":", 2)[0]) ? "undone:" + origin : origin;
    }

    /** Snapshots of before say the source itself, which must not outlive them. */
    private static String origin(Snapshot snapshot, String item) {
        String job = snapshot.summary().getOrDefault("lakeome.job-id", "");
        if (item.matches("\\d{1,9}")) {
            return job + ":" + item;
        }
        int place = 0;
        Iterator<JsonNode> items =
                read(snapshot.summary().getOrDefault("lakeome.items", "[]")).elements();
        while (items.hasNext()) {
            if (items.next().path("source").asText().equals(item)) {
                return job + ":" + place;
            }
            place++;
        }
        return job;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            LOG.warn("Header lines or items of a snapshot cannot be read, and are not carried on", e);
            return JSON.createObjectNode();
        }
    }
}
