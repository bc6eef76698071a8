package org.lakeome.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * Records that cannot be told apart by their site while more than one sample has calls there: which call of one stood beside which of
     * another is not known.
     *
     * @param merged as {@link #of} gives it
     */
    public static long unpaired(List<Merged> merged) {
        long unpaired = 0;
        for (int from = 0, to; from < merged.size(); from = to) {
            StoredSite site = merged.get(from).site();
            Set<String> samples = new HashSet<>();
            for (to = from; to < merged.size() && merged.get(to).site().equals(site); to++) {
                samples.addAll(merged.get(to).calls().keySet());
            }
            unpaired += to - from > 1 && samples.size() > 1 ? to - from : 0;
        }
        return unpaired;
    }

    private static String text(Map<String, String> attributes) {
        return attributes == null ? "" : new TreeMap<>(attributes).toString();
    }
}
