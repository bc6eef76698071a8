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
            "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"\">",
            "##INFO=<ID=AF,Number=A,Type=Float,Description=\"\">",
            "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"\">",
            "##INFO=<ID=MQRankSum,Number=1,Type=Float,Description=\"\">",
            "##INFO=<ID=culprit,Number=1,Type=String,Description=\"\">",
            "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">",
            "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"\">",
            "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"\">",
            "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"\">",
            "##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"\">",
            "##FORMAT=<ID=SB,Number=4,Type=Integer,Description=\"\">",
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tfirst\tsecond\n");

    private final JavaSparkContext spark;
    private final int records;
    private final Path folder;

    WarmUp(JavaSparkContext spark, int records, Path workFolder) {
        this.spark = spark;
        this.records = records;
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
        for (int i = 1; i <= records; i++) {
            text.append("chr1\t").append(7 * i).append('\t').append(i % 3 == 0 ? "." : "rs" + i);
            text.append(i % 20 == 0 ? "\tA\tC,AT\t" : i % 9 == 0 ? "\tACT\tA\t" : "\tG\tT\t")
                    .append(i % 997 + 0.25);
            text.append(i % 11 == 0 ? "\tLowQual" : "\tPASS");
            text.append(i % 20 == 0 ? "\tAC=1,2;AF=0.25,0.5;" : "\tAC=1;AF=0.25;")
                    .append(i % 2 == 0 ? "DB;" : "");
            text.append("MQRankSum=").append(i % 4001 / 1000.0 - 2).append(";culprit=MQ\tGT:AD:DP:GQ:PL");
            text.append(i % 20 == 0 ? "\t0/2:9,0,7:16:99:90,0,200,70,80,300\t1|1:0,9,0:9:27:120,27,0,120,27,120" : "");
            text.append(i % 20 != 0 && i % 7 == 0 ? ":SB\t0/1:3,4:7:20:70,0,60:1,2,2,2\t./." : "");
            text.append(i % 20 == 0 || i % 7 == 0 ? "" : "\t0/0:" + i % 40 + ",0:" + i % 40 + ":99:0,90," + i % 900);
            text.append(i % 20 == 0 || i % 7 == 0 ? "\n" : "\t0|1:11," + i % 30 + ":41:99:" + i % 500 + ",0,221\n");
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
