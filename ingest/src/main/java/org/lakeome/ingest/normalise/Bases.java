package org.lakeome.ingest.normalise;

/** Letters of alleles and references: A, C, G, T, N and the IUPAC codes of ambiguous bases, in either case. */
final class Bases {
    private static final String CODES = "ACGTRYSWKMBDHVN";
    /** For each code the bases it stands for, as bits: A 1, C 2, G 4, T 8. */
    private static final int[] STANDS_FOR = {1, 2, 4, 8, 5, 10, 6, 9, 12, 3, 14, 13, 11, 7, 15};

    private static final byte[] UPPER = new byte[256];
    private static final int[] BITS = new int[256];

    static {
        for (int c = 0; c < 256; c++) {
            UPPER[c] = (byte) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
        for (int i = 0; i < STANDS_FOR.length; i++) {
            char code = CODES.charAt(i);
            BITS[code] = STANDS_FOR[i];
            BITS[code - 'A' + 'a'] = STANDS_FOR[i];
        }
    }

    private Bases() {}

    static byte upper(byte base) {
        return UPPER[base & 0xff];
    }

    static boolean areBases(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (BITS[text[i] & 0xff] == 0) {
                return false;
            }
        }
        return from < to;
    }

    /** A reference's base as an allele may have it: VCF knows no ambiguous bases but N. */
    static byte plain(byte base) {
        byte upper = upper(base);
        return upper == 'A' || upper == 'C' || upper == 'G' || upper == 'T' ? upper : (byte) 'N';
    }

    /**
     * Whether a file's REF base can be the reference's. VCF 4.3 (section 1.6.1) has the writer reduce an ambiguous base of the
     * reference to one that it stands for; N is not reduced.
     */
    static boolean agree(byte file, byte reference) {
        byte inFile = upper(file);
        byte inReference = upper(reference);
        if (inFile == inReference || inFile == 'N') {
            return true;
        }
        int bits = BITS[inFile & 0xff];
        return bits != 0 && inReference != 'N' && (bits & ~BITS[inReference & 0xff]) == 0;
    }
}
