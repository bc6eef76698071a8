package org.lakeome.ingest.vcf;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.RejectedRecord;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextPlace;
import org.lakeome.ingest.source.TextSource;

/**
 * Finds the records of a split that cannot be read, whichever sample is at fault, so that every band of samples leaves out the
 * same ones. For one thread.
 */
public final class RecordCheck implements Closeable {
    private final TextSource source;
    private final VcfHeader header;
    private final RecordBatch batch;
    private long[] badLines = new long[16];
    private int bad;
    private long good;

    public RecordCheck(TextSource source, VcfHeader header, ReadOptions options) throws IOException {
        this.source = source;
        this.header = header;
        this.batch = new RecordBatch(header, SampleBand.all(header), source.limits(), options);
    }

    /** Where the bad records go. */
    public interface Taker {
        /** Whether more may come. */
        boolean take(RejectedRecord record) throws IOException;
    }

    /** Reads the split; stops early when a bad record is not taken. */
    public void run(Split split, TextPlace before, Taker rejected) throws IOException {
        try (LineReader lines = source.lines(split)) {
            BodyLines body = new BodyLines(source, lines, header);
            while (lines.next()) {
                if (body.isRecord()) {
                    FieldFault fault = fault(lines);
                    if (fault == null) {
                        good++;
                    } else {
                        keep(lines.lines());
                        if (!rejected.take(RejectedRecord.of(lines, before, fault, source.limits()))) {
                            return;
                        }
                    }
                }
            }
        }
    }

    private FieldFault fault(LineReader lines) throws IOException {
        batch.clear();
        try {
            batch.add(lines.buffer(), lines.from(), lines.to());
            return null;
        } catch (FieldFault fault) {
            return fault;
        }
    }

    @Override
    public void close() throws IOException {
        batch.close();
    }

    private void keep(long line) {
        if (bad == badLines.length) {
            badLines = Arrays.copyOf(badLines, 2 * bad);
        }
        badLines[bad++] = line;
    }

    /** Lines of the bad records, counted from the start of the split. */
    public long[] badLines() {
        return Arrays.copyOf(badLines, bad);
    }

    public int bad() {
        return bad;
    }

    public long good() {
        return good;
    }
}
