package org.lakeome.ingest.readers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.Table;

/** Of rows in any order: their number, a hash of each column, and one of whole rows. */
public record Fingerprint(long rows, List<Long> columns, long whole) {
    public static Fingerprint of(TableReader reader, Table table, Question question) {
        long[] sums = new long[question.columns().size() + 1];
        long[] rows = {0};
        reader.read(table, question, cells -> {
            long row = 17;
            for (int i = 0; i < cells.size(); i++) {
                long hash = hash(Cells.text(cells.get(i)));
                sums[i] += hash;
                row = mixed(row * 31 + hash);
            }
            sums[cells.size()] += row;
            rows[0]++;
        });
        int last = sums.length - 1;
        return new Fingerprint(rows[0], Arrays.stream(sums, 0, last).boxed().toList(), sums[last]);
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mixed(hash);
    }

    /** Sums of what FNV gives for short texts would cancel each other out. */
    private static long mixed(long hash) {
        long half = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return half ^ (half >>> 29);
    }

    /** In words, where the other differs; empty if nowhere. */
    public List<String> differences(Fingerprint other, List<String> names) {
        List<String> differences = new ArrayList<>();
        if (rows != other.rows) {
            differences.add(rows + " rows instead of " + other.rows);
        }
        for (int i = 0; i < names.size(); i++) {
            if (!columns.get(i).equals(other.columns.get(i))) {
                differences.add("other values in " + names.get(i));
            }
        }
        if (differences.isEmpty() && whole != other.whole) {
            differences.add("values of several rows are mixed");
        }
        return differences;
    }
}
