package org.lakeome.ingest.vcf;

import java.util.Arrays;
import org.lakeome.ingest.source.ByteScan;
import org.lakeome.ingest.source.FieldFault;

/**
 * Where a record ends: where INFO END says so, else where the length of a structural variant does (VCF 4.4 and later), else with
 * REF. An END before POS, or one that is a position of the contig that CHR2 or the mate names, is not taken and remarked on; then
 * the length is asked in any version. For one thread.
 */
final class RecordEnd {
    private final Sites sites;
    private final InfoTokenizer info;
    private final RemarkCount remarks;
    private final boolean lengthsCount;

    private boolean given;

    RecordEnd(VcfHeader header, Sites sites, InfoTokenizer info, RemarkCount remarks) {
        this.sites = sites;
        this.info = info;
        this.remarks = remarks;
        this.lengthsCount = header.isAtLeast("VCFv4.4");
    }

    /**
     * The end of the record whose INFO was read last, 0-based and exclusive.
     *
     * @param start as the line has it, 0-based
     * @param tabs column i is [tabs[i] + 1, tabs[i + 1])
     */
    long of(byte[] line, int[] tabs, long start) {
        long endOfReference = start + tabs[4] - tabs[3] - 1;
        int from = info.endFrom();
        given = false;
        boolean refused = false;
        if (from >= 0 && !(info.endTo() - from == 1 && line[from] == '.')) {
            long end = number(line, from, info.endTo());
            refused = isRefused(line, tabs, start, end);
            given = !refused;
            if (given) {
                return end;
            }
        }
        return refused || lengthsCount
                ? Math.max(endOfReference, start + SpanLengths.ofVariants(line, tabs))
                : endOfReference;
    }

    /** Whether INFO END is the end of the record read last. */
    boolean isGiven() {
        return given;
    }

    private static long number(byte[] line, int from, int to) {
        try {
            return Numbers.wholeNumber(line, from, to);
        } catch (NumberFormatException e) {
            throw new FieldFault("END", line, from, to, "The END value in the INFO field is not a whole number.");
        }
    }

    private boolean isRefused(byte[] line, int[] tabs, long start, long end) {
        // END = POS - 1 is how some callers say that nothing of the reference is covered.
        boolean before = end < start;
        if (isOfAnotherContig(line, tabs, end)) {
            remarks.add(RemarkKind.END, "it is a position of the mate's contig");
            return true;
        }
        if (before) {
            remarks.add(RemarkKind.END, "it lies before POS");
        }
        return before;
    }

    private boolean isOfAnotherContig(byte[] line, int[] tabs, long end) {
        if (info.has(sites.mateContigKey)) {
            // Some callers write the mate's position apart, and then END is the record's own.
            return Arrays.stream(sites.matePositionKeys).noneMatch(info::has) && namesAnotherContig(line, tabs);
        }
        return isMatePosition(line, tabs, end);
    }

    private boolean namesAnotherContig(byte[] line, int[] tabs) {
        boolean[] other = {false};
        sites.info(
                sites.mateContigKey,
                (text, from, to) -> other[0] = !Arrays.equals(text, from, to, line, tabs[0] + 1, tabs[1]));
        return other[0];
    }

    /** Whether ALT is one breakend whose mate lies at that position of another contig. */
    private static boolean isMatePosition(byte[] line, int[] tabs, long position) {
        int from = tabs[4] + 1;
        int to = tabs[5];
        if (!isBracket(line[from]) && !isBracket(line[to - 1])) {
            return false;
        }
        int open = from;
        while (!isBracket(line[open])) {
            open++;
        }
        int close = ByteScan.find(line, open + 1, to, line[open]);
        int colon = close;
        while (colon > open && line[colon] != ':') {
            colon--;
        }
        return close < to
                && colon > open
                && !Arrays.equals(line, open + 1, colon, line, tabs[0] + 1, tabs[1])
                && isNumber(line, colon + 1, close, position);
    }

    private static boolean isBracket(byte c) {
        return c == '[' || c == ']';
    }

    private static boolean isNumber(byte[] line, int from, int to, long wanted) {
        try {
            return Numbers.wholeNumber(line, from, to) == wanted;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
