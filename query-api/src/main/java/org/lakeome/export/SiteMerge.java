package org.lakeome.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lakeome.vcf.StoredCall;
import org.lakeome.vcf.StoredRow;
import org.lakeome.vcf.StoredSite;

/** Puts rows of several samples together into records: rows whose site agrees in every column are one record. */
public final class SiteMerge {
    private static final Comparator<StoredRow> ORDER = Comparator.comparingLong(
                    (StoredRow row) -> row.site().start())
            .thenComparingLong(row -> row.site().end())
            .thenComparing(row -> row.site().reference())
            .thenComparing(row -> String.valueOf(row.site().alternates()))
            .thenComparing(row -> String.valueOf(row.site().names()))
            .thenComparing(
                    row -> String.valueOf(row.site().quality()) + row.site().filters())
            .thenComparing(row -> text(row.site().attributes()))
            // Records that agree in their site: any order, but always the same.
            .thenComparing(row -> String.valueOf(row.call()));

    private SiteMerge() {}

    /** @param calls by sample; empty for a row without sample */
    public record Merged(StoredSite site, Map<String, StoredCall> calls) {}

    /** In the order of a file; a sample that has a site twice has it in two records. */
    public static List<Merged> of(List<StoredRow> rows) {
        List<StoredRow> ordered = new ArrayList<>(rows);
        ordered.sort(ORDER);
        List<Merged> merged = new ArrayList<>();
        Map<StoredSite, List<Merged>> ofSite = new HashMap<>();
        for (StoredRow row : ordered) {
            List<Merged> candidates = ofSite.computeIfAbsent(row.site(), site -> new ArrayList<>());
            Merged record = candidates.stream()
                    .filter(candidate ->
                            row.sample() != null && !candidate.calls().containsKey(row.sample()))
                    .findFirst()
                    .orElse(null);
            if (record == null) {
                record = new Merged(row.site(), new LinkedHashMap<>());
                candidates.add(record);
                merged.add(record);
            }
            if (row.sample() != null) {
                record.calls().put(row.sample(), row.call());
            }
        }
        return merged;
    }

    private static String text(Map<String, String> attributes) {
        return attributes == null ? "" : new TreeMap<>(attributes).toString();
    }
}
