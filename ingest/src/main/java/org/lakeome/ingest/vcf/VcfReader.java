package org.lakeome.ingest.vcf;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** Reads the records of a split, for a band of samples, batch by batch. For one thread. */
public final class VcfReader implements Closeable {
    private final TextSource source;
    private final LineReader lines;
    private final BodyLines body;
    private final RecordBatch batch;
    private final Ints lineNumbers = new Ints();
    private final long[] skippedLines;
    private int skipped;
    /** The line that is there is not in a batch yet. */
    private boolean isAhead;
    /** The first field of the line read last. */
    private byte[] contig = {};

    private long records;

    public VcfReader(TextSource source, VcfHeader header, Split split, SampleBand band, ReadOptions options)
            throws IOException {
        this(source, header, split, band, options, new long[0]);
    }

    /** @param skippedLines lines that are passed over, in order, counted from the start of the split */
    public VcfReader(
            TextSource source, VcfHeader header, Split split, SampleBand band, ReadOptions options, long[] skippedLines)
            throws IOException {
        this.source = source;
        this.skippedLines = skippedLines.clone();
        this.batch = new RecordBatch(header, band, source.limits(), options);
        this.lines = source.lines(split);
        this.body = new BodyLines(source, lines, header);
    }

    /**
     * Fills the reader's one batch with the next records, up to a number of them and about as much heap; false when there are
     * no more.
     */
    public boolean next(int mostRecords, long mostBytes) throws IOException {
        return next(mostRecords, mostBytes, mostRecords);
    }

    /** @param fewestRecords from so many on, at least one, the batch ends where a record of another contig comes */
    public boolean next(int mostRecords, long mostBytes, int fewestRecords) throws IOException {
        batch.clear();
        lineNumbers.clear();
        if (isAhead) {
            isAhead = false;
            add();
        }
        while (batch.size() < mostRecords && batch.bytes() < mostBytes && (batch.hasMore() || lines.next())) {
            if (batch.hasMore() || body.isRecord() && !isSkipped()) {
                boolean isOther = !batch.hasMore() && isOtherContig();
                if (isOther && batch.size() >= Math.max(1, fewestRecords)) {
                    isAhead = true;
                    return true;
                }
                add();
            }
        }
        return batch.size() > 0;
    }

    /** Whether the line's first field is not what it was when last asked. */
    private boolean isOtherContig() {
        byte[] text = lines.buffer();
        int end = lines.from() + contig.length;
        if (end < lines.to() && text[end] == '\t' && Arrays.equals(text, lines.from(), end, contig, 0, contig.length)) {
            return false;
        }
        int tab = lines.from();
        while (tab < lines.to() && text[tab] != '\t') {
            tab++;
        }
        contig = Arrays.copyOfRange(text, lines.from(), tab);
        return true;
    }

    private boolean isSkipped() {
        boolean skip = skipped < skippedLines.length && skippedLines[skipped] == lines.lines();
        skipped += skip ? 1 : 0;
        return skip;
    }

    private void add() throws IOException {
        try {
            batch.at(lines.lines());
            if (batch.hasMore()) {
                batch.addMore();
            } else {
                batch.add(lines.buffer(), lines.from(), lines.to());
            }
            while (lineNumbers.size() < batch.size()) {
                lineNumbers.add((int) lines.lines());
            }
            records++;
        } catch (FieldFault fault) {
            throw InputFault.ofRecord(source.name(), lines.lineInFile(), fault);
        }
    }

    public RecordBatch batch() {
        return batch;
    }

    /** The line that a record of the batch was read from, counted from the start of the split. */
    public int lineInSplit(int record) {
        return lineNumbers.get(record);
    }

    /** Packed bytes read so far. */
    public long bytesTaken() {
        return lines.bytesTaken();
    }

    /** Of the split's packed bytes; after its last record. */
    public ContentSum content() throws IOException {
        return lines.content();
    }

    /** Records read so far. */
    public long records() {
        return records;
    }

    /** What is to be said of values so far, by kind; lines are counted from the start of the split. */
    public Map<RemarkKind, Remarks> remarks() {
        return batch.remarks();
    }

    /** FORMAT ids met so far that {@link VcfHeader#formats} lacks; their values are left out. */
    public Set<String> undeclaredFormats() {
        return batch.undeclaredFormats();
    }

    /** INFO keys met so far that are kept as text, for nothing says what they are; with their first line, counted from the split's start. */
    public Map<String, Long> undeclaredInfos() {
        return batch.undeclaredInfos().lines();
    }

    @Override
    public void close() throws IOException {
        batch.close();
        lines.close();
    }
}
