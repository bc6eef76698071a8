package org.lakeome.ingest.readers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.Table;

/** Of rows in any order: their number, a hash of each column, and one of whole rows. */
public record Fingerprint(long rows, List<Long> columns, long whole) {
    public static Fingerprint of(TableReader reader, Table table, Question question) {
        Sums sums = new Sums(question.columns().size());
        reader.read(table, question, sums::add);
        return sums.fingerprint();
    }

    static Fingerprint none(int columns) {
        return new Sums(columns).fingerprint();
    }

    /** One for the rows of each job, which the question's first column names. */
    static Map<String, Fingerprint> byJob(TableReader reader, Table table, Question question) {
        Map<String, Sums> sums = new ConcurrentHashMap<>();
        reader.read(table, question, cells -> sums.computeIfAbsent(
                        String.valueOf(cells.get(0)),
                        job -> new Sums(question.columns().size()))
                .add(cells));
        Map<String, Fingerprint> jobs = new TreeMap<>();
        sums.forEach((job, sum) -> jobs.put(job, sum.fingerprint()));
        return jobs;
    }

    private static final class Sums {
        private final long[] columns;
        private long rows;
        private long whole;

        Sums(int columns) {
            this.columns = new long[columns];
        }

        void add(List<Object> cells) {
            long row = 17;
            long[] hashes = new long[columns.length];
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns.length; i++) {
                text.setLength(0);
                Cells.write(cells.get(i), text);
                hashes[i] = hash(text);
                row = mixed(row * 31 + hashes[i]);
            }
            add(hashes, row);
        }

        private synchronized void add(long[] hashes, long row) {
            for (int i = 0; i < columns.length; i++) {
                columns[i] += hashes[i];
            }
            whole += row;
            rows++;
        }

        Fingerprint fingerprint() {
            return new Fingerprint(rows, Arrays.stream(columns).boxed().toList(), whole);
        }
    }

    private static long hash(CharSequence text) {
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
