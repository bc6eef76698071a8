package org.lakeome.ingest.vcf;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lakeome.ingest.normalise.LineText;
import org.lakeome.ingest.normalise.Normaliser;
import org.lakeome.ingest.source.ByteScan;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.IngestLimits;

/**
 * Records in columns: each record's site once, and the calls of one band of samples. The unit of work between reader and
 * writer; rows are views of it. One thread fills it; between fills it may be read by any.
 */
public final class RecordBatch implements Closeable {
    /** Takes a text of the batch, which is only on loan; start and end as of an array slice. */
    public interface Text {
        void take(byte[] text, int from, int to);
    }

    private final int samples;
    private final Sites sites;
    private final Calls calls;
    private final InformationFields information;
    private final SiteTokenizer siteTokenizer;
    private final CallTokenizer callTokenizer;
    private final int[] tabs = new int[9];
    /** Null if records are not left-aligned. */
    private final Normaliser normaliser;
    /** Null if records of several ALT alleles stay whole. */
    private final SplitLines splitting;
    /** Whether calls may say how far a record goes. */
    private final boolean callLengths;
    /** Of the line that is being split, all of its calls: its records have those of the band alone. */
    private long lengthOfLine;

    private final boolean sitesOnly;
    private final RemarkCount remarks = new RemarkCount();
    private final FormatRules formatRules;
    private final UndeclaredInfos undeclaredInfos;

    RecordBatch(VcfHeader header, SampleBand band, IngestLimits limits, ReadOptions options) throws IOException {
        FormatColumns columns = new FormatColumns(header);
        samples = band.size();
        sitesOnly = header.isSitesOnly();
        undeclaredInfos = new UndeclaredInfos(options.strictInfos(), limits);
        sites = new Sites(header, undeclaredInfos);
        calls = new Calls(columns);
        information = new InformationFields(columns.others());
        normaliser = options.reference() == null ? null : new Normaliser(options.reference(), header.contigs());
        callLengths = header.isAtLeast("VCFv4.5") && !header.isSitesOnly();
        splitting = options.splitMultiallelics() ? new SplitLines(header, band, limits, options.strictInfos()) : null;
        // Every band reads all sites: what is wrong with one is said once.
        RemarkCount siteRemarks = band.from() == 0 ? remarks : new RemarkCount();
        siteTokenizer = new SiteTokenizer(header, limits, sites, options, normaliser, siteRemarks);
        formatRules = new FormatRules(header, band, siteRemarks, remarks);
        callTokenizer = new CallTokenizer(header, band, limits, calls, formatRules, remarks);
    }

    public int size() {
        return sites.size();
    }

    /** Samples of the band; 0 for a file without samples. */
    public int samples() {
        return samples;
    }

    public Site site(int record) {
        return sites.site(record);
    }

    public String contig(int record) {
        return sites.contigName(record);
    }

    /** 0-based. */
    public int start(int record) {
        return sites.starts.get(record);
    }

    /** The number of an INFO key, or -1 for one that no record of the file may have. */
    public int infoKey(String id) {
        return sites.infoKey(id);
    }

    /** Gives the value of a record's INFO key as it is written; false where there is none, or only {@code .} or a flag. */
    public boolean info(int record, int key, Text text) {
        return sites.info(record, key, text);
    }

    public Sites sites() {
        return sites;
    }

    public Calls calls() {
        return calls;
    }

    /** Place of a call in {@link #calls()}; the sample counts from the band's start. */
    public int call(int record, int sample) {
        return record * samples + sample;
    }

    /** All FORMAT fields without a column of their own, as Spark would show them as text; null if the header has none. */
    public Map<String, String> information(int call) {
        return information.map(calls, call);
    }

    /** The keys of {@link #information(int)}, the same for every call of the file. */
    public List<String> informationKeys() {
        return information.keys();
    }

    /** Gives the value of one of the keys, by its place among them, without making a string; false where it is null. */
    public boolean information(int call, int key, Text value) {
        return information.value(calls, key, call, value);
    }

    /** About the heap that the batch takes. */
    long bytes() {
        return sites.bytes() + calls.bytes();
    }

    Map<RemarkKind, Remarks> remarks() {
        return remarks.remarks();
    }

    /** The line that is added next, counted from the start of its split. */
    void at(long line) {
        remarks.at(line);
        undeclaredInfos.at(line);
    }

    UndeclaredInfos undeclaredInfos() {
        return undeclaredInfos;
    }

    Set<String> undeclaredFormats() {
        return callTokenizer.undeclared();
    }

    void clear() {
        sites.clear();
        calls.clear();
    }

    /**
     * Adds a line, or the first of its records; a {@link FieldFault} leaves the batch unusable. The others, which cannot be at
     * fault, are added by {@link #addMore} while the line is there.
     */
    void add(byte[] line, int from, int to) throws IOException {
        findColumns(line, from, to);
        if (splitting != null && splitting.begin(line, from, to, tabs)) {
            lengthOfLine = callLengths ? SpanLengths.ofCalls(line, tabs, to) : 0;
            int format = tabs[8] + 1;
            addMore();
            look(line, format, to);
        } else {
            siteTokenizer.read(line, tabs, null);
            addCalls(line, to);
            look(line, tabs[8] + 1, to);
            if (callLengths) {
                extend(SpanLengths.ofCalls(line, tabs, to));
            }
        }
    }

    /** Whether the line added last has more records. */
    boolean hasMore() {
        return splitting != null && splitting.hasNext();
    }

    /** Adds the next record of the line added last. */
    void addMore() throws IOException {
        LineText text = splitting.next();
        try {
            findColumns(text.bytes(), 0, text.length());
            siteTokenizer.read(text.bytes(), tabs, splitting.original());
            addCalls(text.bytes(), text.length());
            if (callLengths && SpanLengths.hasUnspecified(text.bytes(), tabs)) {
                extend(lengthOfLine);
            }
        } catch (FieldFault fault) {
            splitting.end();
            throw fault;
        }
    }

    private void addCalls(byte[] line, int to) {
        if (!sitesOnly) {
            callTokenizer.read(line, tabs[8] + 1, to, siteTokenizer.alternates());
        }
    }

    private void look(byte[] line, int format, int to) {
        formatRules.line(sitesOnly ? null : callTokenizer.verdict(), line, format, to);
    }

    private void extend(long length) {
        if (!siteTokenizer.isEndGiven()) {
            sites.extend(length);
        }
    }

    private void findColumns(byte[] line, int from, int to) {
        tabs[0] = from - 1;
        int column = 1;
        for (int at = from; column <= 8; ) {
            at = ByteScan.find(line, at, to, (byte) '\t');
            if (at == to) {
                break;
            }
            tabs[column++] = at++;
        }
        if (column < 8 || column == 8 && !sitesOnly) {
            throw new FieldFault("", "", "There aren't enough columns for the line: it has " + column + ".");
        }
        if (column == 8) {
            tabs[8] = to;
        }
        if (sitesOnly && column == 9 && ByteScan.find(line, tabs[8] + 1, to, (byte) '\t') < to) {
            throw new FieldFault("", "", "The line has samples, but the header names none.");
        }
    }

    @Override
    public void close() throws IOException {
        if (normaliser != null) {
            normaliser.close();
        }
    }
}
