package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lakeome.ingest.write.FileJoin;

/** A leased OPTIMIZE: joins the small files of one table with the lease's token. */
final class OptimizeJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final JsonNode spec;
    private final long started = System.nanoTime();
    private final StopSwitch stopSwitch = new StopSwitch();

    OptimizeJob(JavaSparkContext spark, Lease lease) {
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = lease.spec();
    }

    @Override
    public Finish run() throws Exception {
        TablePlace place = TablePlace.of(spec.path("table"));
        try (RESTCatalog catalog = place.openCatalog()) {
            Table table = place.load(catalog);
            FileJoin work = new FileJoin(
                    SparkSession.builder().sparkContext(spark.sc()).getOrCreate(),
                    table,
                    spec.path("smallBytes").asLong());
            stopSwitch.arm(work::stop);
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
        stopSwitch.stop();
    }
}
