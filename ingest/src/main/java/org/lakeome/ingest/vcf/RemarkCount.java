package org.lakeome.ingest.vcf;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Counts what is to be said of values, by kind, and keeps the first of each. For one thread. */
final class RemarkCount {
    private static final RemarkKind[] KINDS = RemarkKind.values();

    private final long[] counts = new long[KINDS.length];
    private final long[] lines = new long[KINDS.length];
    private final String[] firsts = new String[KINDS.length];
    private long line;

    /** What is added from now on is of this line. */
    void at(long number) {
        line = number;
    }

    void add(String text) {
        add(RemarkKind.KEPT, text);
    }

    void add(RemarkKind kind, String text) {
        if (counts[kind.ordinal()]++ == 0) {
            first(kind, text);
        }
    }

    /** For values of calls, of which there may be millions: the text is made for the first alone. */
    void add(Supplier<String> text) {
        add(RemarkKind.KEPT, text);
    }

    void add(RemarkKind kind, Supplier<String> text) {
        if (counts[kind.ordinal()]++ == 0) {
            first(kind, text.get());
        }
    }

    private void first(RemarkKind kind, String text) {
        lines[kind.ordinal()] = line;
        firsts[kind.ordinal()] = text;
    }

    /** What was found so far of every kind. */
    Map<RemarkKind, Remarks> remarks() {
        Map<RemarkKind, Remarks> all = new EnumMap<>(RemarkKind.class);
        for (RemarkKind kind : KINDS) {
            int i = kind.ordinal();
            all.put(kind, counts[i] == 0 ? Remarks.NONE : new Remarks(counts[i], lines[i], firsts[i]));
        }
        return all;
    }
}
