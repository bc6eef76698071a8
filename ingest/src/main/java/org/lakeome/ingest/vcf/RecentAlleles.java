package org.lakeome.ingest.vcf;

import java.util.Arrays;

/**
 * The last ALT alleles of a contig without the bases that they share with REF: {@code TAT>TGT} at 100 is {@code A>G} at 101. For one
 * thread.
 */
final class RecentAlleles {
    private static final int KEPT = 16;
    /** No position of a record: POS 0, before the first base, is -1 here. */
    private static final long NOWHERE = Long.MIN_VALUE;

    private final long[] positions = new long[KEPT];
    private final long[] hashes = new long[KEPT];
    private int next;
    private boolean ambiguous;
    /** In a file in order most alleles lie behind all others. */
    private long highest = NOWHERE;

    void clear() {
        Arrays.fill(positions, NOWHERE);
        highest = NOWHERE;
    }

    /** Whether an allele of the record added last has a letter for an ambiguous base. */
    boolean isAmbiguous() {
        return ambiguous;
    }

    /** Adds the alleles of a record; whether one of them was there. */
    boolean add(long start, byte[] line, int[] tabs) {
        boolean found = false;
        ambiguous = false;
        int end = tabs[5];
        for (int from = tabs[4] + 1; from < end; ) {
            int to = from;
            while (to < end && line[to] != ',') {
                to++;
            }
            if (Alleles.isPlain(line, from, to)) {
                found |= add(start, line, tabs[3] + 1, tabs[4], from, to);
            } else if (line[from] != '<') {
                ambiguous |= Alleles.isAmbiguous(line, from, to);
            }
            from = to + 1;
        }
        return found;
    }

    private boolean add(long start, byte[] line, int refFrom, int refTo, int altFrom, int altTo) {
        int suffix = 0;
        int shorter = Math.min(refTo - refFrom, altTo - altFrom);
        while (suffix < shorter - 1 && line[refTo - 1 - suffix] == line[altTo - 1 - suffix]) {
            suffix++;
        }
        int prefix = 0;
        while (prefix < shorter - 1 - suffix && line[refFrom + prefix] == line[altFrom + prefix]) {
            prefix++;
        }
        long position = start + prefix;
        long hash = 31 * hash(line, refFrom + prefix, refTo - suffix) + hash(line, altFrom + prefix, altTo - suffix);
        boolean found = false;
        for (int i = 0; i < KEPT && position <= highest && !found; i++) {
            found = positions[i] == position && hashes[i] == hash;
        }
        positions[next] = position;
        hashes[next] = hash;
        next = (next + 1) % KEPT;
        highest = Math.max(highest, position);
        return found;
    }

    private static long hash(byte[] text, int from, int to) {
        long hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 0x9E3779B97F4A7C15L + text[i];
        }
        return hash;
    }
}
