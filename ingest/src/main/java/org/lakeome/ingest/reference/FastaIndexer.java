package org.lakeome.ingest.reference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.lakeome.ingest.source.InputFault;

/**
 * Reads a FASTA file as it flows by and makes its .fai index (faidx(5)) and digests. The bytes are kept as they are, so a file
 * whose lines are uneven cannot be indexed and is refused. For one thread.
 */
public final class FastaIndexer {
    /** A contig's name is kept in catalogs and shown in tables. */
    private static final int LONGEST_NAME = 1_000;

    /** All are held in memory, here and by every task that reads the reference. */
    private static final int MOST_CONTIGS = 1_000_000;

    private final String file;
    private final MessageDigest whole = Digests.md5();
    private final MessageDigest sequence = Digests.md5();
    private final List<Contig> contigs = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final StringBuilder index = new StringBuilder();
    private final StringBuilder nameLine = new StringBuilder();
    private byte[] bases = new byte[1 << 16];

    private long offset;
    private long line = 1;
    private boolean atLineStart = true;
    private boolean inNameLine;
    private boolean carriageReturn;
    private String contig;
    private long contigOffset;
    private long contigLength;
    private long lineBases;
    private long firstLineBases;
    private long firstLineWidth;
    /** A shorter or empty line was met, so only empty ones may follow in this contig. */
    private boolean lastLineSeen;

    public FastaIndexer(String file) {
        this.file = file;
    }

    /** Takes the next bytes of the file. */
    public void accept(byte[] text, int length) {
        whole.update(text, 0, length);
        for (int at = 0; at < length; ) {
            if (inNameLine) {
                at = name(text, at, length);
            } else if (atLineStart && text[at] == '>') {
                endContig();
                inNameLine = true;
                atLineStart = false;
                nameLine.setLength(0);
                at++;
            } else {
                at = bases(text, at, length);
            }
        }
        offset += length;
    }

    private int name(byte[] text, int from, int length) {
        for (int at = from; at < length; at++) {
            if (text[at] == '\n') {
                startContig(offset + at + 1);
                return at + 1;
            }
            if (nameLine.length() < LONGEST_NAME * 4) {
                nameLine.append((char) (text[at] & 0xff));
            }
        }
        return length;
    }

    private void startContig(long start) {
        String text = new String(nameLine.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        contig = text.strip().split("\\s", 2)[0];
        if (contig.isEmpty() || Character.isWhitespace(text.charAt(0)) || contig.length() > LONGEST_NAME) {
            throw fault("contig", text, "A sequence has no name, or one of more than " + LONGEST_NAME + " characters.");
        }
        if (!names.add(contig)) {
            throw fault("contig", contig, "Two sequences have the same name.");
        }
        if (names.size() > MOST_CONTIGS) {
            throw fault("contig", contig, "The file has more than " + MOST_CONTIGS + " sequences, the limit.");
        }
        contigOffset = start;
        contigLength = 0;
        firstLineBases = 0;
        firstLineWidth = 0;
        lineBases = 0;
        lastLineSeen = false;
        inNameLine = false;
        atLineStart = true;
        line++;
    }

    private int bases(byte[] text, int from, int length) {
        if (bases.length < length) {
            bases = new byte[length];
        }
        int kept = 0;
        int at = from;
        while (at < length && text[at] != '\n') {
            int c = text[at++];
            if (c == '\r') {
                carriageReturn = true;
            } else {
                bases[kept++] = base(c);
            }
        }
        if (kept > 0 && contig == null) {
            throw fault("", "", "The file is not FASTA: it does not start with a line of '>' and a name.");
        }
        sequence.update(bases, 0, kept);
        lineBases += kept;
        contigLength += kept;
        atLineStart = at < length;
        if (at < length) {
            endLine();
            return at + 1;
        }
        return at;
    }

    private byte base(int c) {
        boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        if (!letter && c != '*' && c != '-' && c != '.') {
            throw contig == null
                    ? fault("", "", "The file is not FASTA: it does not start with a line of '>' and a name.")
                    : fault("contig " + contig, Character.toString(c & 0xff), "The character is not a base.");
        }
        return (byte) (c >= 'a' ? c - 'a' + 'A' : c);
    }

    private void endLine() {
        long width = lineBases + (carriageReturn ? 2 : 1);
        if (lineBases > 0 && (lastLineSeen || firstLineBases > 0 && lineBases > firstLineBases)) {
            throw fault(
                    "contig " + contig,
                    "",
                    "The sequence's lines are of uneven length, which an index cannot describe. Wrap them evenly, for"
                            + " example with `seqkit seq -w 60`.");
        }
        if (firstLineBases == 0) {
            firstLineBases = lineBases;
            firstLineWidth = width;
        }
        lastLineSeen |= lineBases < firstLineBases || lineBases == 0 || width != firstLineWidth;
        lineBases = 0;
        carriageReturn = false;
        line++;
    }

    private void endContig() {
        if (contig == null) {
            return;
        }
        if (lineBases > 0) {
            // The file ends without a newline.
            endLine();
        }
        if (contigLength == 0) {
            throw fault("contig " + contig, "", "The sequence is empty.");
        }
        contigs.add(new Contig(contig, contigLength, HexFormat.of().formatHex(sequence.digest())));
        index.append(contig)
                .append('\t')
                .append(contigLength)
                .append('\t')
                .append(contigOffset)
                .append('\t');
        index.append(firstLineBases).append('\t').append(firstLineWidth).append('\n');
    }

    /** What was found; call once, after the last bytes. */
    public IndexedFasta finish() {
        if (inNameLine) {
            startContig(offset);
        }
        if (contig == null) {
            throw fault("", "", "The file is not FASTA: it has no sequence.");
        }
        endContig();
        return new IndexedFasta(
                List.copyOf(contigs),
                HexFormat.of().formatHex(whole.digest()),
                offset,
                index.toString().getBytes(StandardCharsets.UTF_8));
    }

    private InputFault fault(String field, String value, String reason) {
        return new InputFault(file, line, field, value, reason);
    }
}
