package org.lakeome.ingest.normalise;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.FieldFault;

/**
 * Left-aligns and trims the alleles of a record against a reference, all of its ALT alleles together, as {@code bcftools norm
 * -f} does. Coordinates are 0-based. A record with a symbolic, spanning (*) or breakend allele, with an ALT equal to REF, or
 * with an N in REF where the reference has a base is checked and left as it is. For one thread.
 */
public final class Normaliser implements Closeable {
    private final ReferenceContigs contigs;
    private final ReferenceBases bases;

    private byte[] text;
    private FastaIndex.Place contig;
    private long start;
    /** Bounds in the text of REF and each ALT. */
    private int[] from = new int[8];

    private int[] to = new int[8];
    private int alleles;
    private int shortest;

    private byte[] out = new byte[64];
    private int length;
    private int referenceLength;

    /** @param declared the contigs of the file's header, with length 0 and an empty MD5 where it does not say */
    public Normaliser(ReferenceSequence reference, List<Contig> declared) throws IOException {
        contigs = new ReferenceContigs(FastaIndex.of(reference), reference.contigs(), declared);
        bases = new ReferenceBases(reference.fasta());
    }

    /** The reference's contig that a file's name means; a {@link FieldFault} if it has none. */
    public ReferenceContig contig(String name) {
        return new ReferenceContig(name, contigs.find(name));
    }

    /**
     * Checks REF against the reference, with a {@link FieldFault} where they differ, and tells whether the record is written
     * otherwise when normal; then {@link #start}, {@link #text} and the lengths say how. ALT is the column as in VCF.
     */
    public boolean normalise(
            ReferenceContig where, long position, byte[] line, int refFrom, int refTo, int altFrom, int altTo)
            throws IOException {
        text = line;
        contig = where.place();
        start = position;
        // POS 0 is the telomere, before the first base.
        if (position < 0 || !referenceIsKnown(where, refFrom, refTo) || !setAlleles(refFrom, refTo, altFrom, altTo)) {
            return false;
        }
        if (alleles == 1) {
            write(to[0] - from[0] - 1, 0, 0);
            return true;
        }
        int right = commonSuffix();
        int added = Math.max(0, right + 1 - shortest);
        int left = added > 0 ? 0 : commonPrefix(right);
        if (right == 0 && left == 0) {
            return false;
        }
        write(right, added, left);
        return true;
    }

    private boolean referenceIsKnown(ReferenceContig where, int refFrom, int refTo) throws IOException {
        boolean known = true;
        for (int i = refFrom; i < refTo; i++) {
            long position = start + i - refFrom;
            if (position >= contig.length()) {
                throw mismatch(where, position, i, "none, for the contig has " + contig.length() + " bases");
            }
            byte base = bases.base(contig, position);
            if (!Bases.agree(text[i], base)) {
                throw mismatch(where, position, i, Character.toString(Bases.upper(base)));
            }
            known &= Bases.upper(text[i]) != 'N' || Bases.upper(base) == 'N';
        }
        return known;
    }

    private FieldFault mismatch(ReferenceContig where, long position, int at, String reference) {
        char inFile = (char) Bases.upper(text[at]);
        return new FieldFault(
                "REF",
                "",
                "REF mismatch at " + where.name() + ":" + (position + 1) + ": file " + inFile + ", reference "
                        + reference);
    }

    /** False if the record stays as it is. */
    private boolean setAlleles(int refFrom, int refTo, int altFrom, int altTo) {
        boolean noAlternate = altTo - altFrom == 1 && text[altFrom] == '.';
        alleles = 0;
        shortest = Integer.MAX_VALUE;
        add(refFrom, refTo);
        int longest = refTo - refFrom;
        for (int at = altFrom; at <= altTo && !noAlternate; ) {
            int end = at;
            while (end < altTo && text[end] != ',') {
                end++;
            }
            if (!Bases.areBases(text, at, end) || isReference(at, end)) {
                return false;
            }
            add(at, end);
            longest = Math.max(longest, end - at);
            at = end + 1;
        }
        return longest > 1;
    }

    private void add(int alleleFrom, int alleleTo) {
        if (alleles == from.length) {
            from = Arrays.copyOf(from, 2 * alleles);
            to = Arrays.copyOf(to, 2 * alleles);
        }
        from[alleles] = alleleFrom;
        to[alleles++] = alleleTo;
        shortest = Math.min(shortest, alleleTo - alleleFrom);
    }

    private boolean isReference(int alleleFrom, int alleleTo) {
        boolean same = alleleTo - alleleFrom == to[0] - from[0];
        for (int i = 0; same && i < alleleTo - alleleFrom; i++) {
            same = Bases.upper(text[alleleFrom + i]) == Bases.upper(text[from[0] + i]);
        }
        return same;
    }

    /** How many bases all alleles share at their end, when the bases of the reference before them count as theirs. */
    private int commonSuffix() throws IOException {
        int trimmed = 0;
        // What is left must have a base, taken from before the record when the shortest allele is used up.
        while (trimmed + 2L - shortest <= start && isCommon(trimmed)) {
            trimmed++;
        }
        return trimmed;
    }

    private boolean isCommon(int trimmed) throws IOException {
        byte first = fromEnd(0, trimmed);
        for (int allele = 1; allele < alleles; allele++) {
            if (fromEnd(allele, trimmed) != first) {
                return false;
            }
        }
        return true;
    }

    private byte fromEnd(int allele, int distance) throws IOException {
        int at = to[allele] - 1 - distance;
        return at >= from[allele] ? Bases.upper(text[at]) : Bases.plain(bases.base(contig, start + at - from[allele]));
    }

    private int commonPrefix(int right) {
        int left = 0;
        while (shortest - right - left > 1) {
            for (int allele = 1; allele < alleles; allele++) {
                if (Bases.upper(text[from[allele] + left]) != Bases.upper(text[from[0] + left])) {
                    return left;
                }
            }
            left++;
        }
        return left;
    }

    /** REF and the ALT column without bases at their right and left, behind bases of the reference. */
    private void write(int right, int added, int left) throws IOException {
        length = 0;
        for (int allele = 0; allele < alleles; allele++) {
            if (allele > 1) {
                append((byte) ',');
            }
            int size = to[allele] - from[allele] + added - right - left;
            for (int i = 0; i < size; i++) {
                int at = from[allele] + left - added + i;
                append(at < from[allele] ? Bases.plain(bases.base(contig, start + at - from[allele])) : text[at]);
            }
            if (allele == 0) {
                referenceLength = length;
            }
        }
        if (alleles == 1) {
            append((byte) '.');
        }
        start += left - added;
    }

    private void append(byte base) {
        if (length == out.length) {
            out = Arrays.copyOf(out, 2 * length);
        }
        out[length++] = base;
    }

    public long start() {
        return start;
    }

    /** REF, and directly behind it the ALT column. */
    public byte[] text() {
        return out;
    }

    public int referenceLength() {
        return referenceLength;
    }

    /** Of REF and ALT. */
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        bases.close();
    }
}
