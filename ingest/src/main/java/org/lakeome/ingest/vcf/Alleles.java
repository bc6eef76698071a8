package org.lakeome.ingest.vcf;

/** What may stand as an allele (VCF 4.4, section 1.6.1), with IUPAC codes, which real references hold. */
final class Alleles {
    private static final boolean[] BASE = new boolean[128];

    static {
        for (char base : "ACGTNRYSWKMBDHV".toCharArray()) {
            BASE[base] = true;
            BASE[Character.toLowerCase(base)] = true;
        }
    }

    private Alleles() {}

    static boolean isReference(byte[] text, int from, int to) {
        return from < to && areBases(text, from, to);
    }

    static boolean isAlternate(byte[] text, int from, int to) {
        if (from == to) {
            return false;
        }
        int first = text[from];
        int last = text[to - 1];
        if (to - from == 1 && (first == '*' || first == '.')) {
            return first == '*';
        }
        if (first == '<') {
            return isSymbolic(text, from, to) || isBreakend(text, from, to);
        }
        if (first == '.' || last == '.') {
            return areBases(text, first == '.' ? from + 1 : from, last == '.' ? to - 1 : to)
                    || isBreakend(text, from, to);
        }
        return areBases(text, from, to) || isBreakend(text, from, to) || isInsertion(text, from, to);
    }

    /** {@code T<ctg1>}: all of a contig of the assembly file behind the base (section 5.4.2). */
    private static boolean isInsertion(byte[] text, int from, int to) {
        int open = from;
        while (open < to && text[open] != '<') {
            open++;
        }
        return open < to && areBases(text, from, open) && isSymbolic(text, open, to);
    }

    private static boolean isSymbolic(byte[] text, int from, int to) {
        for (int i = from + 1; i < to - 1; i++) {
            if (text[i] == '<' || text[i] == '>') {
                return false;
            }
        }
        return text[to - 1] == '>' && to - from > 2;
    }

    /** Whether the bases are those that the specification knows: reference genomes hold others too. */
    static boolean isPlain(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (text[i]) {
                case 'A', 'C', 'G', 'T', 'N', 'a', 'c', 'g', 't', 'n' -> {
                    // The usual ones.
                }
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether an allele that is an ALT has, outside of brackets, a letter for an ambiguous base. */
    static boolean isAmbiguous(byte[] text, int from, int to) {
        int closing = 0;
        for (int i = from; i < to; i++) {
            int c = text[i];
            if (closing != 0) {
                closing = c == closing ? 0 : closing;
            } else if (c == '<') {
                closing = '>';
            } else if (c == '[' || c == ']') {
                closing = c;
            } else if (c != '.' && c != '*' && !isPlain(text, i, i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean areBases(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] < 0 || !BASE[text[i]]) {
                return false;
            }
        }
        return true;
    }

    /** {@code t[p[}, {@code t]p]}, {@code ]p]t}, {@code [p[t}: two equal brackets, a mate position between, text at one side. */
    private static boolean isBreakend(byte[] text, int from, int to) {
        int open = bracket(text, from, to);
        if (open < 0) {
            return false;
        }
        int close = bracket(text, open + 1, to);
        return close > open + 1
                && text[open] == text[close]
                && bracket(text, close + 1, to) < 0
                && (open == from) != (close == to - 1);
    }

    private static int bracket(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '[' || text[i] == ']') {
                return i;
            }
        }
        return -1;
    }
}
