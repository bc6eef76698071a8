package org.lakeome.ingest.normalise;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.FieldFault;

/**
 * Left-aligns and trims the alleles of a record against a reference, all of its ALT alleles together, as {@code bcftools norm
 * -f} does. Coordinates are 0-based. A record without ALT, with a symbolic, spanning (*) or breakend allele, with an ALT equal to
 * REF, or with an N in REF where the reference has a base is checked and left as it is; so is one that would move by more than 1 MiB
 * of bases. For one thread.
 */
public final class Normaliser implements Closeable {
    /** Bases that a record may move to the left; runs of N have millions, and every record in them would read them all. */
    private static final int MOST_SHIFTED = 1 << 20;

    private final ReferenceContigs contigs;
    private final ReferenceBases bases;

    private final WrittenAlleles alleles = new WrittenAlleles();

    private FastaIndex.Place contig;
    private long start;
    private byte[] out = new byte[64];
    private int length;
    private int referenceLength;

    /** @param declared the contigs of the file's header, with length 0 and an empty MD5 where it does not say */
    public Normaliser(ReferenceSequence reference, List<Contig> declared) throws IOException {
        contigs = new ReferenceContigs(FastaIndex.of(reference), reference.contigs(), declared);
        bases = new ReferenceBases(reference.fasta());
    }

    /**
     * The reference's contig that a file's name means; a {@link FieldFault} if it has none. A name in angle brackets is of the file's
     * own assembly, whose records stay as they are.
     */
    public ReferenceContig contig(String name) {
        boolean ofAssembly = name.startsWith("<") && name.endsWith(">");
        return new ReferenceContig(name, ofAssembly ? null : contigs.find(name));
    }

    /**
     * Checks REF against the reference, with a {@link FieldFault} where they differ, and tells whether the record is written
     * otherwise when normal; then {@link #start}, {@link #text} and the lengths say how, in upper case. ALT is the column as in
     * VCF.
     */
    public boolean normalise(
            ReferenceContig where, long position, byte[] line, int refFrom, int refTo, int altFrom, int altTo)
            throws IOException {
        contig = where.place();
        start = position;
        if (contig == null
                || isTelomere(refTo - refFrom)
                || !referenceIsKnown(where, line, refFrom, refTo)
                || !alleles.set(line, refFrom, refTo, altFrom, altTo)
                || alleles.longest() == 1) {
            return false;
        }
        int right = commonSuffix();
        int added = Math.max(0, right + 1 - alleles.shortest());
        if (added > MOST_SHIFTED) {
            return false;
        }
        int left = added > 0 ? 0 : commonPrefix(right);
        if (right == 0 && left == 0) {
            return false;
        }
        write(right, added, left);
        return true;
    }

    /** POS 0, before the first base, or behind the last one. */
    private boolean isTelomere(int referenceLength) {
        return start < 0 || start == contig.length() && referenceLength == 1;
    }

    private boolean referenceIsKnown(ReferenceContig where, byte[] line, int refFrom, int refTo) throws IOException {
        boolean known = true;
        for (int i = refFrom; i < refTo; i++) {
            long position = start + i - refFrom;
            if (position >= contig.length()) {
                throw mismatch(where, position, line[i], "none, for the contig has " + contig.length() + " bases");
            }
            byte base = bases.base(contig, position);
            if (!Bases.agree(line[i], base)) {
                throw mismatch(where, position, line[i], Character.toString(Bases.upper(base)));
            }
            known &= Bases.upper(line[i]) != 'N' || Bases.upper(base) == 'N';
        }
        return known;
    }

    private FieldFault mismatch(ReferenceContig where, long position, byte base, String reference) {
        return new FieldFault(
                "REF",
                "",
                "REF mismatch at " + where.name() + ":" + (position + 1) + ": file " + (char) Bases.upper(base)
                        + ", reference " + reference);
    }

    /** How many bases all alleles share at their end, when the bases of the reference before them count as theirs. */
    private int commonSuffix() throws IOException {
        int trimmed = 0;
        // What is left must have a base, taken from before the record when the shortest allele is used up.
        while (trimmed + 2L - alleles.shortest() <= start
                && trimmed - alleles.shortest() <= MOST_SHIFTED
                && isCommon(trimmed)) {
            trimmed++;
        }
        return trimmed;
    }

    private boolean isCommon(int trimmed) throws IOException {
        byte first = fromEnd(0, trimmed);
        for (int allele = 1; allele < alleles.count(); allele++) {
            if (fromEnd(allele, trimmed) != first) {
                return false;
            }
        }
        return true;
    }

    private byte fromEnd(int allele, int distance) throws IOException {
        int index = alleles.length(allele) - 1 - distance;
        return index >= 0 ? alleles.upper(allele, index) : before(-index);
    }

    /** The reference's base so many bases before the record. */
    private byte before(int distance) throws IOException {
        return Bases.plain(bases.base(contig, start - distance));
    }

    private int commonPrefix(int right) {
        int left = 0;
        while (alleles.shortest() - right - left > 1) {
            for (int allele = 1; allele < alleles.count(); allele++) {
                if (alleles.upper(allele, left) != alleles.upper(0, left)) {
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
        for (int allele = 0; allele < alleles.count(); allele++) {
            if (allele > 1) {
                append((byte) ',');
            }
            for (int i = left - added; i < alleles.length(allele) - right; i++) {
                append(i < 0 ? before(-i) : alleles.upper(allele, i));
            }
            if (allele == 0) {
                referenceLength = length;
            }
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
