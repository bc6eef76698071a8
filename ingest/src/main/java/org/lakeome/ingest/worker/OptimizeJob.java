package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lakeome.ingest.write.FileJoin;
import org.lakeome.ingest.write.ImportStopped;
import org.lakeome.ingest.write.WarehouseFileIO;

/** A leased OPTIMIZE: joins the small files of one table with the lease's token. */
final class OptimizeJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final JsonNode spec;
    private final long started = System.nanoTime();
    private volatile FileJoin running;
    private volatile boolean stopped;

    OptimizeJob(JavaSparkContext spark, Lease lease) {
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = lease.spec();
    }

    @Override
    public Finish run() throws Exception {
        JsonNode place = spec.path("table");
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.initialize(
                    "lakeome",
                    VariantImportSpec.catalogProperties(
                            VariantImportSpec.required(place, "catalogUri"),
                            VariantImportSpec.required(place, "token"),
                            WarehouseFileIO.class.getName()));
            Table table = catalog.loadTable(TableIdentifier.of(
                    VariantImportSpec.required(place, "namespace"), VariantImportSpec.required(place, "name")));
            FileJoin work = new FileJoin(
                    SparkSession.builder().sparkContext(spark.sc()).getOrCreate(),
                    table,
                    spec.path("smallBytes").asLong());
            running = work;
            if (stopped) {
                throw new ImportStopped();
            }
            FileJoin.Result result = work.run();
            String status = result.joined() == 0 && result.left() > 0 ? "FAILED" : "COMPLETED";
            return new Finish(attempt, status, result.text(), List.of(), Map.of());
        }
    }

    @Override
    public Progress progress() {
        long seconds = (System.nanoTime() - started) / 1_000_000_000;
        String text = "joining " + spec.path("files").asLong() + " small files, for " + seconds + " s";
        return new Progress(attempt, text, 0, 0, 0, 0, 0, "", List.of());
    }

    @Override
    public void stop() {
        stopped = true;
        FileJoin work = running;
        if (work != null) {
            work.stop();
        }
    }
}
