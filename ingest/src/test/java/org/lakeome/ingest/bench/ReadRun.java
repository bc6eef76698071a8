package org.lakeome.ingest.bench;

import com.sun.management.OperatingSystemMXBean;
import htsjdk.variant.variantcontext.Genotype;
import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.vcf.VCFFileReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vcf.VcfReader;

/**
 * Reads a VCF three times in this one process, every field decoded and nothing written, and prints a line of figures for each.
 * Main: ours|htsjdk FILE.
 */
final class ReadRun {
    private static final int TIMES = 3;
    private static final int BATCH_RECORDS = 4096;
    private static final long BATCH_BYTES = 16 << 20;

    private ReadRun() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        for (int time = 0; time < TIMES; time++) {
            double cpu = cpuSeconds();
            long started = System.nanoTime();
            long records = arguments[0].equals("ours") ? ours(file) : htsjdk(file);
            System.out.printf(
                    "figures %.3f %.3f %d 0 0 0%n", cpuSeconds() - cpu, (System.nanoTime() - started) / 1e9, records);
        }
    }

    private static long ours(Path file) throws IOException {
        TextSource source = TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
        VcfHeader header = HeaderParser.parse(source);
        try (VcfReader reader =
                new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
            while (reader.next(BATCH_RECORDS, BATCH_BYTES)) {
                // the batch holds every field of its records when this returns
            }
            return reader.records();
        }
    }

    private static long htsjdk(Path file) {
        long records = 0;
        long touched = 0;
        try (VCFFileReader reader = new VCFFileReader(file, false)) {
            for (VariantContext record : reader) {
                records++;
                touched += record.getAttributes().size();
                for (Genotype call : record.getGenotypes()) {
                    touched += call.getAlleles().size() + call.getDP() + call.getGQ();
                    touched += call.hasAD() ? call.getAD().length : 0;
                    touched += call.hasPL() ? call.getPL().length : 0;
                }
            }
        }
        if (touched == 0) {
            throw new IllegalStateException("nothing in " + file);
        }
        return records;
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
