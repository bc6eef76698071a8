package org.lakeome.ingest.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.lakeome.ingest.vcf.HeaderLine;
import org.lakeome.ingest.vcf.HeaderLines;

/**
 * What the files of a store have declared in their headers. Each job's snapshot carries in its summary, as {@code
 * lakeome.vcf-header}, the lines that no earlier job had: a JSON object of an item's place in the job, from 0, to its lines. It
 * names no source, for whoever may read the table may read it. Not thread-safe.
 */
final class StoreHeader {
    static final String PROPERTY = "lakeome.vcf-header";

    /** Characters that a job may add; its commit is one request of at most 1 MiB. */
    private static final int JOB_LIMIT = 512 << 10;
    /** Characters of a store: every reader of the table loads them. */
    private static final int STORE_LIMIT = 2 << 20;

    private static final int SHOWN = 60;

    /** In place of the job, where lines are carried of one that was undone. */
    private static final String OF_UNDONE = "undone";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param origin the source of this job, or which file of which other job: the server knows those by name */
    private record Declared(String declaration, String origin) {}

    /** Jobs whose rows are no longer in the store: what their files declared holds for nothing any more. */
    private final Set<String> undone = new HashSet<>();

    private final Map<String, Declared> first = new HashMap<>();
    /** Kind, id and declaration of all lines. */
    private final Set<String> known = new HashSet<>();

    private final Map<String, List<String>> added = new LinkedHashMap<>();
    private int room = STORE_LIMIT;

    private StoreHeader() {}

    static StoreHeader of(Table table) {
        StoreHeader header = new StoreHeader();
        table.snapshots().forEach(snapshot -> {
            String job = snapshot.summary().get(ImportUndo.MARK);
            if (job != null) {
                header.undone.add(job);
            }
        });
        header.rememberExpired(table.properties().get(PROPERTY));
        for (Snapshot snapshot : table.snapshots()) {
            String kept = snapshot.summary().get(PROPERTY);
            if (kept != null) {
                header.room -= kept.length();
                String job = snapshot.summary().get(JobLedger.JOB);
                if (!header.undone.contains(job)) {
                    parse(kept).forEach((item, lines) -> header.remember(lines, origin(item, job)));
                }
            }
        }
        header.room = Math.min(JOB_LIMIT, header.room);
        return header;
    }

    /** Lines of snapshots that are gone: the upkeep carries them into a property of the table, as {@code job:item} to lines. */
    private void rememberExpired(String carried) {
        if (carried != null) {
            room -= carried.length();
            parse(carried).forEach((origin, lines) -> {
                String[] parts = origin.split(":", 2);
                if (!undone.contains(parts[0]) && !parts[0].equals(OF_UNDONE)) {
                    remember(lines, parts.length == 2 ? origin(parts[1], parts[0]) : "a file of job " + origin);
                }
            });
        }
    }

    private void remember(List<String> lines, String origin) {
        for (String line : lines) {
            HeaderLine.of(line).ifPresent(parsed -> remember(parsed, origin));
        }
    }

    /** Stores of before have the source itself in place of a number. */
    private static String origin(String item, String job) {
        return item.matches("\\d{1,9}")
                ? "file " + (Integer.parseInt(item) + 1) + " of job " + job
                : item + " (job " + job + ")";
    }

    private static Map<String, List<String>> parse(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A snapshot holds unreadable header lines", e);
        }
    }

    private boolean remember(HeaderLine line, String origin) {
        if (!line.declaration().isEmpty()) {
            first.putIfAbsent(key(line), new Declared(line.declaration(), origin));
        }
        return known.add(key(line) + " " + line.declaration());
    }

    private static String key(HeaderLine line) {
        return line.kind() + " " + line.id();
    }

    /**
     * Adds a file's lines and says, a sentence each, where they contradict what was declared before.
     *
     * @param item the file's place in the job, from 0
     */
    List<String> add(int item, String source, HeaderLines header) {
        List<String> conflicts = new ArrayList<>();
        int omitted = header.omitted();
        for (HeaderLine line : header.lines()) {
            Declared earlier = first.get(key(line));
            if (earlier != null
                    && !line.declaration().isEmpty()
                    && !earlier.declaration().equals(line.declaration())) {
                conflicts.add(conflict(line, earlier));
            }
            if (remember(line, source)) {
                // Quotes, commas and escapes of JSON, roughly.
                int cost = line.text().length() + line.text().length() / 8 + 8;
                if (cost <= room) {
                    room -= cost;
                    added.computeIfAbsent(String.valueOf(item), key -> new ArrayList<>())
                            .add(line.text());
                } else {
                    omitted++;
                }
            }
        }
        if (omitted > 0) {
            conflicts.add(omitted + " header lines are not kept with the store: there are too many.");
        }
        return conflicts;
    }

    private static String conflict(HeaderLine line, Declared earlier) {
        String here = shown(line.declaration());
        String there = shown(earlier.declaration()) + " in " + earlier.origin() + ".";
        return line.kind().equals("contig")
                ? "Another reference? contig " + shown(line.id()) + " has " + here + " here and " + there
                : line.kind() + " " + shown(line.id()) + " is declared " + here + " here and " + there;
    }

    /** A hostile header must not fill messages, nor write lines of its own into logs. */
    private static String shown(String text) {
        String shortened = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }

    /** What the job's snapshot is marked with; empty when it declares nothing new. */
    Map<String, String> marks() {
        try {
            return added.isEmpty() ? Map.of() : Map.of(PROPERTY, JSON.writeValueAsString(added));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
