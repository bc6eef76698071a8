package org.lakeome.ingest.vcf;

import java.util.Arrays;
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
    private long recordNumber;
    private int alternates;
    private byte[] line;

    SiteTokenizer(VcfHeader header, IngestLimits limits, Sites sites, ReadOptions options) {
        this.limits = limits;
        this.sites = sites;
        this.options = options;
        this.infoNames = sites.infoNames();
        this.lastRecordWithKey = new long[infoNames.size()];
        byte[] end = {'E', 'N', 'D'};
        this.endKey = infoNames.find(end, 0, end.length);
    }

    /** ALT alleles of the record read last. */
    int alternates() {
        return alternates;
    }

    /** The columns' bounds: column i is [tabs[i] + 1, tabs[i + 1]). */
    void read(byte[] text, int[] tabs) {
        line = text;
        recordNumber++;
        long start = position(tabs[1] + 1, tabs[2]) - 1;
        requireText("ID", tabs[2] + 1, tabs[3]);
        reference(tabs[3] + 1, tabs[4]);
        alternates(tabs[4] + 1, tabs[5]);
        quality(tabs[5] + 1, tabs[6]);
        requireText("FILTER", tabs[6] + 1, tabs[7]);
        requireText("CHROM", tabs[0] + 1, tabs[1]);
        long end = start + (tabs[4] - tabs[3] - 1);
        keep(tabs[2] + 1, tabs[3]);
        keep(tabs[3] + 1, tabs[4]);
        keep(tabs[4] + 1, tabs[5]);
        if (options.ignoreFilters()) {
            keepMissing();
        } else {
            keep(tabs[6] + 1, tabs[7]);
        }
        end = info(tabs[7] + 1, tabs[8], start, end);
        if (end > Integer.MAX_VALUE) {
            throw new FieldFault("POS", String.valueOf(start + 1), "The record ends behind position 2,147,483,647.");
        }
        sites.contigs.add(sites.contig(line, tabs[0] + 1, tabs[1]));
        sites.starts.add((int) start);
        sites.ends.add((int) end);
        sites.entriesEnd.add(sites.entries.size());
    }

    private void keep(int from, int to) {
        int at = sites.text.append(line, from, to);
        sites.texts.add(at);
        sites.texts.add(at + to - from);
    }

    private void keepMissing() {
        int at = sites.text.append(MISSING, 0, MISSING.length);
        sites.texts.add(at);
        sites.texts.add(at + MISSING.length);
    }

    private void requireText(String field, int from, int to) {
        if (from == to) {
            throw new FieldFault(field, "", "The column is empty; a missing value is written as a dot.");
        }
        if (!Utf8.isValid(line, from, to)) {
            throw new FieldFault(field, line, from, to, "The text is not UTF-8.");
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

    private long info(int from, int to, long start, long endOfReference) {
        requireText("INFO", from, to);
        if (to - from == 1 && line[from] == '.') {
            return endOfReference;
        }
        int kept = sites.text.append(line, from, to) - from;
        long end = endOfReference;
        int guess = 0;
        for (int at = from; at < to; ) {
            int entryEnd = find(';', at, to);
            if (entryEnd > at) {
                int equals = find('=', at, entryEnd);
                int key = key(guess, at, equals);
                guess = key + 1;
                boolean flag = equals == entryEnd;
                if (isNew(key, flag ? entryEnd : equals + 1, entryEnd)) {
                    sites.entries.add(key);
                    sites.entries.add(flag ? -1 : equals + 1 + kept);
                    sites.entries.add(entryEnd + kept);
                }
                if (key == endKey && !flag) {
                    end = end(equals + 1, entryEnd, start, endOfReference);
                }
            }
            at = entryEnd + 1;
        }
        return end;
    }

    /** Keys mostly come in header order, so the one after the last is tried before the table. */
    private int key(int guess, int from, int to) {
        int key = guess < infoNames.size() && infoNames.matches(guess, line, from, to)
                ? guess
                : infoNames.find(line, from, to);
        if (key < 0) {
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
