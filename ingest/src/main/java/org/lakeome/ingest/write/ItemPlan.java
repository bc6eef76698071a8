package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    /** A call's columns take about this many times the bytes of its text. */
    private static final int CALL_GROWTH = 4;

    static ItemPlan of(int item, ByteSource bytes, WriteLimits limits, int parallelism, Optional<String> vepField)
            throws IOException {
        TextSource source = TextSource.open(bytes, IngestLimits.DEFAULT);
        VcfHeader header = HeaderParser.parse(source);
        VepFormat vep =
                vepField.flatMap(id -> VepFormat.of(source.name(), header, id)).orElse(null);
        double packing = packing(source);
        long wish = Math.max(1 << 20, source.size() / parallelism + 1);
        long target = (long) Math.min(wish, Math.min(limits.splitBytes(), limits.splitTextBytes() / packing + 1));
        List<Split> splits = source.splits(target);
        List<SplitTask> tasks = new ArrayList<>();
        for (Split split : splits) {
            double text = (split.to() - split.from()) * packing;
            List<SampleBand> bands = bands(header.samples().size(), text, limits);
            for (SampleBand band : bands) {
                tasks.add(
                        new SplitTask(item, tasks.size(), source, header, split, band, bands.size(), vep, new long[0]));
            }
        }
        List<String> notes = new ArrayList<>();
        if (vep == null) {
            vepField.map(id -> VepFormat.absence(header, id)).ifPresent(notes::add);
        }
        notes.add(HeaderRemarks.read(source).note());
        if (!source.endsWithNewline()) {
            notes.add("The last line has no end; if the file was cut off there, import it again.");
        }
        return new ItemPlan(header, HeaderLines.read(source), List.copyOf(tasks), List.copyOf(notes));
    }

    private static List<SampleBand> bands(int samples, double text, WriteLimits limits) {
        if (samples <= limits.openFiles()) {
            return SampleBand.bands(samples, limits.openFiles());
        }
        double fit = samples * (limits.bandBytes() / (text * CALL_GROWTH));
        return SampleBand.bands(samples, (int) Math.max(limits.openFiles(), Math.min(samples, fit)));
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
