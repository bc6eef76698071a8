package org.lakeome.ingest.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.write.ImportOptions;
import org.lakeome.ingest.write.ItemOutcome;
import org.lakeome.ingest.write.StoreColumns;
import org.lakeome.ingest.write.VariantImport;
import org.lakeome.ingest.write.WarehouseFileIO;
import org.lakeome.ingest.write.WriteLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports a small made-up file into a throw-away table, so that the first real job finds its classes loaded. */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final String HEADER = String.join(
            "\n",
            "##fileformat=VCFv4.2",
            "##INFO=<ID=AF,Number=A,Type=Float,Description=\"\">",
            "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">",
            "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"\">",
            "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"\">",
            "##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"\">",
            "##FORMAT=<ID=SB,Number=4,Type=Integer,Description=\"\">",
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tfirst\tsecond\n");
    private static final int RECORDS = 2_000;

    private final JavaSparkContext spark;
    private final Path folder;

    WarmUp(JavaSparkContext spark, Path workFolder) {
        this.spark = spark;
        this.folder = workFolder.resolve("warm-up-" + ProcessHandle.current().pid());
    }

    /** A failure costs only the warmth. */
    void run() {
        long started = System.nanoTime();
        try {
            Files.createDirectories(folder);
            ItemOutcome outcome = importSample();
            long millis = (System.nanoTime() - started) / 1_000_000;
            LOG.info("Warmed up with {} rows in {} ms {}", outcome.rows(), millis, outcome.message());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The warm-up failed", e);
        } finally {
            remove();
        }
    }

    private ItemOutcome importSample() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 1; i <= RECORDS; i++) {
            text.append("chr1\t").append(i).append("\t.\tA\tC\t30.5\tPASS\tAF=0.5\tGT:AD:DP:PL:SB\t0/1:3,4:7:10,0,");
            text.append(i).append(":1,2,3,4\t0|0:5,0:5:0,10,20:.\n");
        }
        Path file = Files.writeString(folder.resolve("sample.vcf"), text);
        try (HadoopCatalog catalog = new HadoopCatalog()) {
            catalog.setConf(new Configuration());
            String warehouse = folder.resolve("warehouse").toAbsolutePath().toString();
            catalog.initialize("warm-up", Map.of("warehouse", warehouse, "io-impl", WarehouseFileIO.class.getName()));
            Schema schema = StoreColumns.schema();
            Table table =
                    catalog.createTable(TableIdentifier.of("warm", "up"), schema, StoreColumns.partitioning(schema));
            VariantImport work =
                    new VariantImport(spark, table, "warm-up", 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT);
            return work.run(List.of("warm-up"), source -> LocalFile.of(file), outcome -> {})
                    .get(0);
        }
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed", folder, e);
        }
    }
}
