package org.lakeome.catalog.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what files declare in their headers from snapshots that are to go into the table's property {@code
 * lakeome.vcf-header}: JSON of {@code job:item}, the item's place in the job, to its lines, oldest first. What an import declared
 * whose rows are gone stays, as {@code undone:job:item}, where imports of that time may rely on it, and goes else. Exports and the
 * imports to come read both.
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
        String before = table.properties().get(KEY);
        Map<String, Set<String>> kept = lines(before, expiring, UndoneImports.of(table.snapshots()));
        String after = JSON.valueToTree(kept).toString();
        if (after.equals(before) || (kept.isEmpty() && before == null)) {
            return true;
        }
        if (after.length() > MOST_CHARACTERS) {
            return false;
        }
        table.updateProperties().set(KEY, after).commit();
        return true;
    }

    /** What the property would say if the snapshots went; empty if it said nothing. */
    static Optional<String> with(TableMetadata metadata, Collection<Snapshot> hidden) {
        Map<String, Set<String>> kept =
                lines(metadata.properties().get(KEY), hidden, UndoneImports.of(metadata.snapshots()));
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(JSON.valueToTree(kept).toString());
    }

    /** All lines that hold for rows of the table, without a word on which import they come from. */
    static Optional<String> shared(TableMetadata metadata) {
        Set<String> all = new LinkedHashSet<>();
        lines(metadata.properties().get(KEY), metadata.snapshots(), UndoneImports.of(metadata.snapshots()))
                .values()
                .forEach(all::addAll);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(JSON.valueToTree(Map.of("all", all)).toString());
    }

    private static Map<String, Set<String>> lines(
            String property, Collection<Snapshot> snapshots, UndoneImports undone) {
        Map<String, Set<String>> kept = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>();
        if (property != null) {
            read(property)
                    .properties()
                    .forEach(entry -> add(kept, known, marked(undone, entry.getKey()), entry.getValue()));
        }
        for (Snapshot snapshot : snapshots) {
            String header = snapshot.summary().get(KEY);
            String job = snapshot.summary().getOrDefault("lakeome.job-id", "");
            if (header != null && (!undone.contains(job) || undone.isReliedOn(job))) {
                read(header)
                        .properties()
                        .forEach(entry ->
                                add(kept, known, marked(undone, origin(snapshot, entry.getKey())), entry.getValue()));
            }
        }
        return kept;
    }

    private static void add(Map<String, Set<String>> kept, Set<String> known, String origin, JsonNode lines) {
        for (JsonNode line : lines) {
            if (known.add(line.asText())) {
                kept.computeIfAbsent(origin, key -> new LinkedHashSet<>()).add(line.asText());
            }
        }
    }

    /** The snapshots that say so go too. */
    private static String marked(UndoneImports undone, String origin) {
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
