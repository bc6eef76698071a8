package org.lakeome.ingest.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.bench.LoopText;
import org.lakeome.ingest.columns.PackedPages;
import org.lakeome.ingest.columns.PagePacker;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vcf.VcfReader;
import org.lakeome.ingest.vep.VepEntries;
import org.lakeome.ingest.vep.VepFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** From a batch in columns to compressed Parquet pages. */
@State(Scope.Benchmark)
public class EncoderLoops {
    private static final int RECORDS = 5_000;
    private static final int WIDE_RECORDS = 500;
    private static final int SAMPLES = 100;
    private static final int VEP_RECORDS = 500;
    private static final int ENTRIES = 4;
    private static final int PAGE_ROWS = 20_000;

    /** A reader with its one batch filled, and the columns that its files would have. */
    private record Filled(VcfHeader header, VcfReader reader, Schema columns) {
        static Filled of(Schema table, LoopText text, int records, boolean annotations) throws IOException {
            TextSource source = LoopText.source(text.header() + String.join("\n", text.lines(records)) + "\n");
            VcfHeader header = HeaderParser.parse(source);
            VcfReader reader =
                    new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN);
            reader.next(records, Long.MAX_VALUE);
            return new Filled(header, reader, RowColumns.of(table, reader.batch(), annotations));
        }

        RecordBatch batch() {
            return reader.batch();
        }
    }

    private final PagePacker packer = new PagePacker(3, PAGE_ROWS);
    private final PagePacker vepPacker = new PagePacker(1, PAGE_ROWS);
    private Filled narrow;
    private Filled wide;
    private Filled annotated;
    private SiteEncoder siteEncoder;
    private CallEncoder callEncoder;
    private VepEncoder vepEncoder;
    private VepEntries entries;
    private int csq;

    @Setup
    public void prepare() throws IOException {
        Path folder = Files.createTempDirectory("lakeome-loops");
        try {
            Table table = StoreTable.create(folder);
            fill(table.schema());
            check(table);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void fill(Schema table) throws IOException {
        narrow = Filled.of(table, new LoopText(0, 1, 0), RECORDS, false);
        siteEncoder = new SiteEncoder(narrow.batch(), narrow.columns(), "job", packer);
        wide = Filled.of(table, new LoopText(SAMPLES, 1, 0), WIDE_RECORDS, false);
        callEncoder = new CallEncoder(wide.batch(), wide.columns(), true, packer);
        annotated = Filled.of(table, new LoopText(0, 1, ENTRIES), VEP_RECORDS, true);
        VepFormat format = VepFormat.of("loop.vcf", annotated.header(), "CSQ");
        vepEncoder = new VepEncoder(annotated.columns(), format, vepPacker);
        entries = new VepEntries(format.size());
        csq = annotated.batch().infoKey(format.id());
    }

    @TearDown
    public void close() throws IOException {
        narrow.reader().close();
        wide.reader().close();
        annotated.reader().close();
        packer.close();
        vepPacker.close();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Map<ColumnPath, PackedPages> sites() {
        siteEncoder.add();
        return siteEncoder.pack();
    }

    @Benchmark
    @OperationsPerInvocation(WIDE_RECORDS * SAMPLES)
    public void calls(Blackhole hole) {
        callEncoder.add();
        for (int sample = 0; sample < SAMPLES; sample++) {
            hole.consume(callEncoder.pack(sample, wide.header().samples().get(sample)));
        }
    }

    @Benchmark
    @OperationsPerInvocation(VEP_RECORDS * ENTRIES)
    public Map<ColumnPath, PackedPages> annotations() {
        for (int record = 0; record < VEP_RECORDS; record++) {
            if (annotated.batch().info(record, csq, entries::start)) {
                vepEncoder.write(entries);
            }
        }
        return vepEncoder.pack();
    }

    /** Files of the encoded columns hold what the batches hold. */
    private void check(Table table) throws IOException {
        long starts = 0;
        for (Record row : rows(table, narrow, sites(), noCalls(narrow))) {
            starts += (Long) row.getField("start");
        }
        for (int record = 0; record < RECORDS; record++) {
            starts -= narrow.batch().start(record);
        }
        long depths = 0;
        Map<ColumnPath, PackedPages> wideSites = sitesOf(wide);
        callEncoder.add();
        for (int sample = 0; sample < SAMPLES; sample++) {
            Map<ColumnPath, PackedPages> calls =
                    callEncoder.pack(sample, wide.header().samples().get(sample));
            for (Record row : rows(table, wide, wideSites, calls)) {
                depths += (Integer) row.getField("depth");
            }
            for (int record = 0; record < WIDE_RECORDS; record++) {
                depths -= wide.batch().calls().depth(wide.batch().call(record, sample));
            }
        }
        Map<ColumnPath, PackedPages> withEntries = sitesOf(annotated);
        withEntries.putAll(annotations());
        long found = 0;
        for (Record row : rows(table, annotated, withEntries, noCalls(annotated))) {
            List<?> vep = (List<?>) ((Record) row.getField("annotations")).getField("vep");
            found += vep.stream()
                    .filter(entry -> "protein_coding".equals(((Record) entry).getField("biotype")))
                    .count();
        }
        if (starts != 0 || depths != 0 || found != VEP_RECORDS * ENTRIES) {
            throw new IllegalStateException(
                    "starts differ by " + starts + ", depths by " + depths + "; " + found + " entries");
        }
    }

    private Map<ColumnPath, PackedPages> sitesOf(Filled filled) {
        SiteEncoder encoder = new SiteEncoder(filled.batch(), filled.columns(), "job", packer);
        encoder.add();
        return encoder.pack();
    }

    private Map<ColumnPath, PackedPages> noCalls(Filled filled) {
        CallEncoder encoder = new CallEncoder(filled.batch(), filled.columns(), true, packer);
        encoder.add();
        return encoder.pack(0, null);
    }

    private static List<Record> rows(
            Table table, Filled filled, Map<ColumnPath, PackedPages> sites, Map<ColumnPath, PackedPages> calls)
            throws IOException {
        String location = table.location() + "/data/loop.parquet";
        FileShape shape = FileShape.of(table, filled.columns());
        RowFile file = new RowFile(shape, location, shape.partition(null));
        file.add(filled.batch().size(), sites, calls);
        file.close();
        try (CloseableIterable<Record> rows = Parquet.read(table.io().newInputFile(location))
                .project(table.schema())
                .createReaderFunc(type -> GenericParquetReaders.buildReader(table.schema(), type))
                .build()) {
            List<Record> all = new ArrayList<>();
            rows.forEach(all::add);
            return all;
        }
    }
}
