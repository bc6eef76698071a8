package org.lakeome.ingest.normalise;

import java.util.Arrays;

/** REF and the ALT alleles of a record as ranges of its line. For one thread. */
final class WrittenAlleles {
    private byte[] text;
    private int[] from = new int[8];
    private int[] to = new int[8];
    private int count;
    private int shortest;
    private int longest;

    /**
     * Takes the alleles of a record; false if there is no ALT, one of them is not made of bases or an ALT is REF, so that there is
     * nothing to align.
     */
    boolean set(byte[] line, int refFrom, int refTo, int altFrom, int altTo) {
        text = line;
        count = 0;
        shortest = Integer.MAX_VALUE;
        longest = 0;
        add(refFrom, refTo);
        for (int at = altFrom; at <= altTo; ) {
            int end = at;
            while (end < altTo && text[end] != ',') {
                end++;
            }
            if (!Bases.areBases(text, at, end) || isReference(at, end)) {
                return false;
            }
            add(at, end);
            at = end + 1;
        }
        return true;
    }

    private void add(int alleleFrom, int alleleTo) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        from[count] = alleleFrom;
        to[count++] = alleleTo;
        shortest = Math.min(shortest, alleleTo - alleleFrom);
        longest = Math.max(longest, alleleTo - alleleFrom);
    }

    private boolean isReference(int alleleFrom, int alleleTo) {
        boolean same = alleleTo - alleleFrom == length(0);
        for (int i = 0; same && i < alleleTo - alleleFrom; i++) {
            same = Bases.upper(text[alleleFrom + i]) == upper(0, i);
        }
        return same;
    }

    /** With REF, which is allele 0. */
    int count() {
        return count;
    }

    int length(int allele) {
        return to[allele] - from[allele];
    }

    int shortest() {
        return shortest;
    }

    int longest() {
        return longest;
    }

    byte upper(int allele, int index) {
        return Bases.upper(text[from[allele] + index]);
    }
}
