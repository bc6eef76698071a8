package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.util.Arrays;
import org.lakeome.ingest.normalise.Normaliser;
import org.lakeome.ingest.normalise.ReferenceContig;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.IngestLimits;

/** Reads CHROM to INFO of a line into the site columns. For one thread. */
final class SiteTokenizer {
    private static final String ALLELE = "The provided VCF file is malformed: unparsable vcf record with allele.";

    private static final byte[] MISSING = {'.'};

    private final IngestLimits limits;
    private final Sites sites;
    private final ReadOptions options;
    /** Null if records are not left-aligned. */
    private final Normaliser normaliser;
    /** By the number of the contig's name; null for a name not met yet. */
    private ReferenceContig[] contigs = {};

    private final SiteRules rules;
    private final InfoTokenizer info;
    private final RecordEnd recordEnd;

    private int alternates;
    private byte[] line;

    SiteTokenizer(
            VcfHeader header,
            IngestLimits limits,
            Sites sites,
            ReadOptions options,
            Normaliser normaliser,
            RemarkCount remarks) {
        this.limits = limits;
        this.sites = sites;
        this.options = options;
        this.normaliser = normaliser;
        this.rules = new SiteRules(header, sites.infoNames(), remarks);
        this.info = new InfoTokenizer(limits, sites, rules);
        this.recordEnd = new RecordEnd(header, sites, info, remarks);
    }

    /** ALT alleles of the record read last. */
    int alternates() {
        return alternates;
    }

    /** Whether INFO END is the end of the record read last. */
    boolean isEndGiven() {
        return recordEnd.isGiven();
    }

    /**
     * The columns' bounds: column i is [tabs[i] + 1, tabs[i + 1]). The original is the site of the line that the record was split
     * from, null for a record that is its line.
     */
    void read(byte[] text, int[] tabs, byte[] original) throws IOException {
        line = text;
        long start = position(tabs[1] + 1, tabs[2]) - 1;
        requireList("ID", tabs[2] + 1, tabs[3]);
        reference(tabs[3] + 1, tabs[4]);
        alternates(tabs[4] + 1, tabs[5]);
        quality(tabs[5] + 1, tabs[6]);
        requireList("FILTER", tabs[6] + 1, tabs[7]);
        requireText("CHROM", tabs[0] + 1, tabs[1]);
        int contig = sites.contig(line, tabs[0] + 1, tabs[1]);
        long written = start;
        boolean moved = normaliser != null
                && normaliser.normalise(contig(contig), start, line, tabs[3] + 1, tabs[4], tabs[4] + 1, tabs[5]);
        keep(tabs[2] + 1, tabs[3]);
        if (moved) {
            start = normaliser.start();
            keep(normaliser.text(), 0, normaliser.referenceLength());
            keep(normaliser.text(), normaliser.referenceLength(), normaliser.length());
        } else {
            keep(tabs[3] + 1, tabs[4]);
            keep(tabs[4] + 1, tabs[5]);
        }
        if (options.ignoreFilters()) {
            keep(MISSING, 0, MISSING.length);
        } else {
            keep(tabs[6] + 1, tabs[7]);
        }
        requireText("INFO", tabs[7] + 1, tabs[8]);
        info.read(line, tabs[7] + 1, tabs[8], alternates);
        long end = end(tabs, written, moved);
        rules.site(contig, written, line, tabs);
        if (original == null) {
            // Of a split record not every list was split.
            rules.structure(line, tabs);
        }
        sites.contigs.add(contig);
        sites.starts.add((int) start);
        sites.ends.add(Sites.checkedEnd(start, end));
        if (original == null) {
            sites.endRecord();
        } else {
            sites.endSplitRecord(info.has(sites.originalKey) ? sites.otherOriginalKey : sites.originalKey, original);
        }
    }

    /** A record that was moved ends where its REF now ends, and its END is made to say so. */
    private long end(int[] tabs, long written, boolean moved) {
        long end = recordEnd.of(line, tabs, written);
        if (moved) {
            end = normaliser.start() + normaliser.referenceLength();
            if (recordEnd.isGiven()) {
                info.rewriteEnd(end);
            }
        }
        return end;
    }

    private ReferenceContig contig(int number) {
        if (number >= contigs.length) {
            contigs = Arrays.copyOf(contigs, number + 16);
        }
        if (contigs[number] == null) {
            contigs[number] = normaliser.contig(sites.nameOfContig(number));
        }
        return contigs[number];
    }

    private void keep(int from, int to) {
        keep(line, from, to);
    }

    private void keep(byte[] text, int from, int to) {
        int at = sites.text.append(text, from, to);
        sites.texts.add(at);
        sites.texts.add(at + to - from);
    }

    private void requireText(String field, int from, int to) {
        if (from == to) {
            throw new FieldFault(field, "", "The column is empty; a missing value is written as a dot.");
        }
        if (!Utf8.isValid(line, from, to)) {
            throw new FieldFault(field, line, from, to, "The text is not UTF-8 or holds a control character.");
        }
    }

    private void requireList(String field, int from, int to) {
        requireText(field, from, to);
        for (int at = from; at <= to; at++) {
            boolean separator = at == to || line[at] == ';';
            if (separator && (at == from || line[at - 1] == ';')) {
                throw new FieldFault(field, line, from, to, "An element of the list is empty.");
            }
        }
    }

    private long position(int from, int to) {
        try {
            long position = Numbers.wholeNumber(line, from, to);
            if (position >= 0 && position <= Integer.MAX_VALUE) {
                return position;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number out of range.
        }
        throw new FieldFault("POS", line, from, to, "The position is not a whole number from 0 to 2,147,483,647.");
    }

    private void reference(int from, int to) {
        if (!Alleles.isReference(line, from, to)) {
            throw new FieldFault("REF", line, from, to, ALLELE);
        }
    }

    private void alternates(int from, int to) {
        alternates = 0;
        if (to - from == 1 && line[from] == '.') {
            return;
        }
        int at = from;
        while (at <= to) {
            int end = find(',', at, to);
            if (!Alleles.isAlternate(line, at, end)) {
                throw new FieldFault("ALT", line, at, end, ALLELE);
            }
            alternates++;
            at = end + 1;
        }
        if (alternates > limits.alternates()) {
            throw new FieldFault("ALT", "", "The record has more than " + limits.alternates() + " ALT alleles.");
        }
    }

    private void quality(int from, int to) {
        if (to - from != 1 || line[from] != '.') {
            try {
                double quality = Numbers.decimal(line, from, to);
                if (!options.ignoreQuality()) {
                    sites.qualities.add(quality);
                }
            } catch (NumberFormatException e) {
                throw new FieldFault("QUAL", line, from, to, "The quality is not a number.");
            }
        }
        sites.qualities.endList();
    }

    private int find(char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return to;
    }
}
