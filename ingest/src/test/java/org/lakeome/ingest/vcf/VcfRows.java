package org.lakeome.ingest.vcf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** Rows of a file as the reader gives them, for tests that look at cells. */
final class VcfRows {
    /** One record and sample; the sample's name and the call are null and -1 in a sites-only file. */
    record Row(Site site, String sample, RecordBatch batch, int call) {
        Calls calls() {
            return batch.calls();
        }
    }

    interface Visitor {
        void visit(Row row);
    }

    private VcfRows() {}

    static TextSource open(Path file) throws IOException {
        return TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
    }

    static VcfHeader header(Path file) throws IOException {
        return HeaderParser.parse(open(file));
    }

    /** Visits rows record by record, with splits of a size; returns the number of records. */
    static long visit(Path file, long splitBytes, Visitor visitor) throws IOException {
        TextSource source = open(file);
        VcfHeader header = HeaderParser.parse(source);
        SampleBand band = SampleBand.all(header);
        long records = 0;
        for (Split split : source.splits(splitBytes)) {
            try (VcfReader reader = new VcfReader(source, header, split, band, ReadOptions.AS_WRITTEN)) {
                while (reader.next(100, 1 << 20)) {
                    visit(reader.batch(), header, visitor);
                }
                records += reader.records();
            }
        }
        return records;
    }

    private static void visit(RecordBatch batch, VcfHeader header, Visitor visitor) {
        for (int record = 0; record < batch.size(); record++) {
            Site site = batch.site(record);
            if (batch.samples() == 0) {
                visitor.visit(new Row(site, null, batch, -1));
            }
            for (int sample = 0; sample < batch.samples(); sample++) {
                visitor.visit(new Row(site, header.samples().get(sample), batch, batch.call(record, sample)));
            }
        }
    }

    /** Every cell of every row as text. */
    static List<String> cells(Path file, long splitBytes) throws IOException {
        List<String> cells = new ArrayList<>();
        visit(file, splitBytes, row -> cells.add(cells(row)));
        return cells;
    }

    static String cells(Row row) {
        if (row.call() < 0) {
            return row.site().toString();
        }
        Calls calls = row.calls();
        int call = row.call();
        return row.site() + " " + row.sample() + " " + calls.genotype(call) + calls.phased(call)
                + calls.likelihoods(call)
                + calls.phredLikelihoods(call) + calls.alleleDepths(call) + calls.quality(call) + calls.spl(call)
                + calls.depth(call) + calls.phaseSet(call)
                + row.batch().information(call);
    }
}
