package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.HeaderLines;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.HeaderRemarks;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vep.VepFormat;

/**
 * Cuts one input file into tasks: splits of the file times bands of its samples.
 *
 * @param notes what the user should know of the header and the file as a whole
 */
record ItemPlan(VcfHeader header, HeaderLines lines, List<SplitTask> tasks, List<String> notes) {
    /** Text that is looked at to learn how well the file is packed. */
    private static final long PROBE_BYTES = 4L << 20;
    /** Below, a file is not cut for the sake of the other cores. */
    private static final long LEAST_SPLIT_BYTES = 1 << 20;

    static ItemPlan of(int item, ByteSource bytes, WriteLimits limits, int parallelism, Optional<String> vepField)
            throws IOException {
        TextSource source = TextSource.open(bytes, IngestLimits.DEFAULT);
        VcfHeader header = HeaderParser.parse(source);
        VepFormat vep =
                vepField.map(id -> VepFormat.of(source.name(), header, id)).orElse(null);
        int samples = header.samples().size();
        int count = limits.bands(samples);
        List<SampleBand> bands = SampleBand.bands(samples, Math.max(1, (samples + count - 1) / count));
        List<SplitTask> tasks = new ArrayList<>();
        for (Split split : splits(source, limits, Math.max(1, parallelism / bands.size()))) {
            for (SampleBand band : bands) {
                tasks.add(
                        new SplitTask(item, tasks.size(), source, header, split, band, bands.size(), vep, new long[0]));
            }
        }
        List<String> notes = new ArrayList<>();
        notes.add(HeaderRemarks.read(source).note());
        if (!source.endsWithNewline()) {
            notes.add("The last line has no end; if the file was cut off there, import it again.");
        }
        return new ItemPlan(header, HeaderLines.read(source).with(header), List.copyOf(tasks), List.copyOf(notes));
    }

    /** Of the file, packed. */
    long size() {
        return tasks.get(0).source().size();
    }

    /** The plan for a file whose records were found to use further FORMAT fields; this one, if none can be taken. */
    ItemPlan withFormats(Set<String> ids) {
        VcfHeader wider = header.withFormats(ids, IngestLimits.DEFAULT.formats());
        return wider == header
                ? this
                : new ItemPlan(
                        wider,
                        lines.with(wider),
                        tasks.stream().map(task -> task.with(wider)).toList(),
                        notes);
    }

    /** Of equal size, and no more than are needed: each makes a data file for each sample. */
    private static List<Split> splits(TextSource source, WriteLimits limits, int wanted) throws IOException {
        double largest = Math.min(limits.splitBytes(), limits.splitTextBytes() / packing(source) + 1);
        long needed = (long) Math.ceil(source.size() / largest);
        long inParallel = Math.min(wanted, Math.max(1, source.size() / LEAST_SPLIT_BYTES));
        return source.splits(source.size() / Math.max(needed, inParallel) + 1);
    }

    /** Bytes of text per packed byte. */
    private static double packing(TextSource source) throws IOException {
        long text = 0;
        try (LineReader lines = source.lines(source.whole())) {
            while (text < PROBE_BYTES && lines.next()) {
                text += lines.to() - lines.from() + 1;
            }
            return Math.max(1, (double) text / Math.max(1, lines.bytesTaken()));
        }
    }
}
