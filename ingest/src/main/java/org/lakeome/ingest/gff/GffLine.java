package org.lakeome.ingest.gff;

import java.nio.charset.StandardCharsets;
import org.lakeome.ingest.source.LineReader;

/** What a line of a GFF3 file is, told by its first bytes. */
enum GffLine {
    FEATURE,
    DIRECTIVE,
    COMMENT,
    EMPTY,
    /** {@code ##FASTA}, or the first {@code >} line of a file without it: sequences follow to the end of the file. */
    FASTA;

    private static final byte[] FASTA_DIRECTIVE = "##FASTA".getBytes(StandardCharsets.US_ASCII);

    static GffLine of(LineReader lines) {
        byte[] text = lines.buffer();
        int from = lines.from();
        int to = lines.to();
        if (from == to) {
            return EMPTY;
        }
        if (text[from] == '>') {
            return FASTA;
        }
        if (text[from] != '#') {
            return isBlank(text, from, to) ? EMPTY : FEATURE;
        }
        if (to - from < 2 || text[from + 1] != '#') {
            return COMMENT;
        }
        return startsFasta(text, from, to) ? FASTA : DIRECTIVE;
    }

    private static boolean startsFasta(byte[] text, int from, int to) {
        for (int i = 0; i < FASTA_DIRECTIVE.length; i++) {
            if (from + i == to || text[from + i] != FASTA_DIRECTIVE[i]) {
                return false;
            }
        }
        return isBlank(text, from + FASTA_DIRECTIVE.length, to);
    }

    private static boolean isBlank(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] != ' ') {
                return false;
            }
        }
        return true;
    }
}
