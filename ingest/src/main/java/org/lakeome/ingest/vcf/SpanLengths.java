package org.lakeome.ingest.vcf;

import org.lakeome.ingest.source.ByteScan;

/**
 * How much of the reference a record covers by the lengths that it names (VCF 4.5, section 1.6.1, END): SVLEN of its symbolic
 * deletions, duplications, inversions and copy numbers, and LEN of its calls of the allele {@code <*>}. In bases from POS on, the
 * longest; 0 where nothing is said, and for a value that is no number. Column i is [tabs[i] + 1, tabs[i + 1]).
 */
final class SpanLengths {
    private static final String[] KINDS = {"<DEL", "<DUP", "<INV", "<CNV"};
    private static final byte[] VARIANT_LENGTH = {'S', 'V', 'L', 'E', 'N', '='};
    private static final byte[] LENGTH = {'L', 'E', 'N'};
    private static final byte[] UNSPECIFIED = {'<', '*', '>'};

    private SpanLengths() {}

    static long ofVariants(byte[] line, int[] tabs) {
        int value = hasSymbol(line, tabs) ? entry(line, tabs[7] + 1, tabs[8]) : -1;
        if (value < 0) {
            return 0;
        }
        int valueEnd = find(line, ';', value, tabs[8]);
        long longest = 0;
        for (int allele = tabs[4] + 1; allele < tabs[5] && value <= valueEnd; ) {
            int alleleEnd = find(line, ',', allele, tabs[5]);
            int end = find(line, ',', value, valueEnd);
            if (covers(line, allele, alleleEnd)) {
                // The base at POS stands before the variant.
                long length = number(line, value, end);
                longest = Math.max(longest, length == 0 ? 0 : 1 + length);
            }
            allele = alleleEnd + 1;
            value = end + 1;
        }
        return longest;
    }

    /** Of calls up to the line's end. */
    static long ofCalls(byte[] line, int[] tabs, int to) {
        return tabs[8] < to && hasUnspecified(line, tabs) ? calls(line, tabs[8] + 1, to) : 0;
    }

    private static boolean hasSymbol(byte[] line, int[] tabs) {
        return ByteScan.find(line, tabs[4] + 1, tabs[5], (byte) '<') < tabs[5];
    }

    static boolean hasUnspecified(byte[] line, int[] tabs) {
        for (int at = tabs[4] + 1; at < tabs[5]; at = find(line, ',', at, tabs[5]) + 1) {
            if (startsWith(line, at, tabs[5], UNSPECIFIED)) {
                return true;
            }
        }
        return false;
    }

    /** Where the value of SVLEN starts; -1 if there is none. */
    private static int entry(byte[] line, int from, int to) {
        for (int at = from; at < to; at = find(line, ';', at, to) + 1) {
            if (startsWith(line, at, to, VARIANT_LENGTH)) {
                return at + VARIANT_LENGTH.length;
            }
        }
        return -1;
    }

    private static boolean covers(byte[] line, int from, int to) {
        for (String kind : KINDS) {
            int end = from + kind.length();
            if (end < to && (line[end] == '>' || line[end] == ':') && matches(line, from, kind)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] line, int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (line[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static long calls(byte[] line, int from, int to) {
        int formatEnd = find(line, '\t', from, to);
        int place = place(line, from, formatEnd);
        long longest = 0;
        for (int call = formatEnd + 1; place >= 0 && call < to; ) {
            int end = find(line, '\t', call, to);
            int value = call;
            for (int i = 0; i < place && value <= end; i++) {
                value = find(line, ':', value, end) + 1;
            }
            if (value < end) {
                longest = Math.max(longest, number(line, value, find(line, ':', value, end)));
            }
            call = end + 1;
        }
        return longest;
    }

    /** Which of the FORMAT keys LEN is; -1 if it is not there. */
    private static int place(byte[] line, int from, int to) {
        int place = 0;
        for (int at = from; at < to; place++) {
            int end = find(line, ':', at, to);
            if (end - at == LENGTH.length && startsWith(line, at, to, LENGTH)) {
                return place;
            }
            at = end + 1;
        }
        return -1;
    }

    private static boolean startsWith(byte[] line, int from, int to, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (from + i >= to || line[from + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(byte[] line, int from, int to) {
        try {
            // SVLEN of a deletion was negative before VCF 4.4, and still is in many files.
            return Math.abs(Numbers.wholeNumber(line, from, to));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static int find(byte[] line, char wanted, int from, int to) {
        int at = from;
        while (at < to && line[at] != wanted) {
            at++;
        }
        return at;
    }
}
