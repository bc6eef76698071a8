package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private final int endKey;
    private final ByteTable infoNames;
    private final long[] lastRecordWithKey;
    private final Sites sites;
    private final ReadOptions options;
    /** Null if records are not left-aligned. */
    private final Normaliser normaliser;
    /** By the number of the contig's name; null for a name not met yet. */
    private ReferenceContig[] contigs = {};

    final SiteRules rules;

    private long recordNumber;
    private int alternates;
    private byte[] line;

    SiteTokenizer(VcfHeader header, IngestLimits limits, Sites sites, ReadOptions options, Normaliser normaliser) {
        this.limits = limits;
        this.sites = sites;
        this.options = options;
        this.normaliser = normaliser;
        this.infoNames = sites.infoNames();
        this.rules = new SiteRules(header, infoNames);
        this.lastRecordWithKey = new long[infoNames.size()];
        byte[] end = {'E', 'N', 'D'};
        this.endKey = infoNames.find(end, 0, end.length);
    }

    /** ALT alleles of the record read last. */
    int alternates() {
        return alternates;
    }

    /**
     * The columns' bounds: column i is [tabs[i] + 1, tabs[i + 1]). The original is the site of the line that the record was split
     * from, null for a record that is its line.
     */
    void read(byte[] text, int[] tabs, byte[] original) throws IOException {
        line = text;
        recordNumber++;
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
        long end;
        if (moved) {
            start = normaliser.start();
            end = start + normaliser.referenceLength();
            keep(normaliser.text(), 0, normaliser.referenceLength());
            keep(normaliser.text(), normaliser.referenceLength(), normaliser.length());
        } else {
            end = start + (tabs[4] - tabs[3] - 1);
            keep(tabs[3] + 1, tabs[4]);
            keep(tabs[4] + 1, tabs[5]);
        }
        if (options.ignoreFilters()) {
            keep(MISSING, 0, MISSING.length);
        } else {
            keep(tabs[6] + 1, tabs[7]);
        }
        end = info(tabs[7] + 1, tabs[8], written, end, moved);
        if (end > Integer.MAX_VALUE) {
            throw new FieldFault("POS", String.valueOf(start + 1), "The record ends behind position 2,147,483,647.");
        }
        rules.site(contig, written, line, tabs);
        sites.contigs.add(contig);
        sites.starts.add((int) start);
        sites.ends.add((int) end);
        if (original == null) {
            sites.endRecord();
        } else {
            boolean named = lastRecordWithKey[sites.originalKey] == recordNumber;
            sites.endSplitRecord(named ? sites.otherOriginalKey : sites.originalKey, original);
        }
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

    /** A record that was moved ends where its REF now ends, and END in INFO says so. */
    private long info(int from, int to, long start, long endOfReference, boolean moved) {
        requireText("INFO", from, to);
        if (to - from == 1 && line[from] == '.') {
            return endOfReference;
        }
        int kept = sites.text.append(line, from, to) - from;
        long end = endOfReference;
        int endEntry = -1;
        int guess = 0;
        int count = 0;
        for (int at = from; at < to; ) {
            int entryEnd = find(';', at, to);
            if (entryEnd > at) {
                if (++count > limits.infoEntries()) {
                    throw new FieldFault(
                            "INFO", "", "INFO has more than " + limits.infoEntries() + " entries, the limit.");
                }
                int equals = find('=', at, entryEnd);
                int key = key(guess, at, equals);
                guess = key + 1;
                boolean flag = equals == entryEnd;
                rules.info(key, flag, line, equals + 1, entryEnd, alternates);
                boolean isNew = isNew(key, flag ? entryEnd : equals + 1, entryEnd);
                if (isNew) {
                    sites.entries.add(key);
                    sites.entries.add(flag ? -1 : equals + 1 + kept);
                    sites.entries.add(entryEnd + kept);
                }
                if (key == endKey && !flag) {
                    end = end(equals + 1, entryEnd, start, endOfReference);
                    endEntry = isNew ? sites.entries.size() - 3 : endEntry;
                }
            }
            at = entryEnd + 1;
        }
        if (!moved) {
            return end;
        }
        if (endEntry >= 0) {
            rewriteEnd(endEntry, endOfReference);
        }
        return endOfReference;
    }

    private void rewriteEnd(int entry, long end) {
        int from = sites.entries.get(entry + 1);
        if (sites.entries.get(entry + 2) - from != 1 || sites.text.bytes()[from] != '.') {
            byte[] text = Long.toString(end).getBytes(StandardCharsets.US_ASCII);
            int at = sites.text.append(text, 0, text.length);
            sites.entries.set(entry + 1, at);
            sites.entries.set(entry + 2, at + text.length);
        }
    }

    /** Keys mostly come in header order, so the one after the last is tried before the table. */
    private int key(int guess, int from, int to) {
        int key = guess < infoNames.size() && infoNames.matches(guess, line, from, to)
                ? guess
                : infoNames.find(line, from, to);
        if (!sites.isDeclared(key)) {
            throw new FieldFault("INFO", line, from, to, "Key found in field INFO but isn't defined in the VCFHeader.");
        }
        return key;
    }

    /** Some tools write an entry twice; that loses nothing, but two values for one key would. */
    private boolean isNew(int key, int from, int to) {
        if (lastRecordWithKey[key] != recordNumber) {
            lastRecordWithKey[key] = recordNumber;
            return true;
        }
        int at = sites.entries.size() - 3;
        while (sites.entries.get(at) != key) {
            at -= 3;
        }
        int keptFrom = sites.entries.get(at + 1);
        int keptTo = keptFrom < 0 ? keptFrom : sites.entries.get(at + 2);
        if (!Arrays.equals(sites.text.bytes(), Math.max(keptFrom, 0), Math.max(keptTo, 0), line, from, to)) {
            throw new FieldFault(
                    "INFO " + infoNames.name(key), line, from, to, "The key stands twice in INFO, with two values.");
        }
        return false;
    }

    private long end(int from, int to, long start, long endOfReference) {
        if (to - from == 1 && line[from] == '.') {
            return endOfReference;
        }
        try {
            long end = Numbers.wholeNumber(line, from, to);
            // END = POS - 1 is how some callers say that nothing of the reference is covered.
            if (end >= start) {
                return end;
            }
        } catch (NumberFormatException e) {
            throw new FieldFault("END", line, from, to, "The END value in the INFO field is not a whole number.");
        }
        throw new FieldFault("END", line, from, to, "The END value in the INFO field lies before POS.");
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
