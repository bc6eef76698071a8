package org.lakeome.ingest.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.Calls;
import org.lakeome.ingest.vcf.FieldDeclaration;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.Site;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vcf.VcfReader;

/** The reader's rows in the form of {@link PlainVcf}. */
record ReaderRows(VcfHeader header, List<String> rows) {
    private static final Map<String, String> LONG_NAME = Map.of(
            "FT", "genotype_filters",
            "GP", "posteriorprobabilities",
            "HQ", "haplotypequalities",
            "EC", "expectedallelecounts",
            "MQ", "mappingquality");

    static ReaderRows of(Path file, long splitBytes) throws IOException {
        TextSource source = TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
        VcfHeader header = HeaderParser.parse(source);
        List<String> rows = new ArrayList<>();
        for (Split split : source.splits(splitBytes)) {
            try (VcfReader reader =
                    new VcfReader(source, header, split, SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
                while (reader.next(100, 1 << 20)) {
                    add(reader.batch(), header, rows);
                }
            }
        }
        return new ReaderRows(header, rows);
    }

    private static void add(RecordBatch batch, VcfHeader header, List<String> rows) {
        for (int record = 0; record < batch.size(); record++) {
            Site site = batch.site(record);
            String text = site.contig() + " " + site.start() + " " + site.end() + " " + site.names() + " "
                    + site.reference() + " " + site.alternates() + " " + site.quality() + " " + site.filters() + " "
                    + site.attributes();
            if (header.isSitesOnly()) {
                rows.add(text);
            }
            for (int sample = 0; sample < batch.samples(); sample++) {
                rows.add(text + call(batch, header, batch.call(record, sample)));
            }
        }
    }

    private static String call(RecordBatch batch, VcfHeader header, int call) {
        Calls calls = batch.calls();
        Map<String, String> others = batch.information(call);
        StringBuilder cells = new StringBuilder();
        for (FieldDeclaration field : header.formats()) {
            cells.append(' ').append(field.id()).append('=');
            cells.append(
                    !calls.fills(field.id())
                            ? others.get(key(field.id()))
                            : switch (field.id()) {
                                case "GT" -> calls.genotype(call) + " " + calls.phased(call);
                                case "AD" -> calls.alleleDepths(call);
                                case "PL" -> calls.phredLikelihoods(call);
                                case "SPL" -> calls.spl(call);
                                case "GL" -> calls.likelihoods(call);
                                case "DP" -> calls.depth(call);
                                case "GQ" -> calls.quality(call);
                                default -> calls.phaseSet(call);
                            });
        }
        return cells.toString();
    }

    private static String key(String id) {
        return LONG_NAME.getOrDefault(id, id.toLowerCase(Locale.ROOT));
    }
}
