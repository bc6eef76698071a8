package org.lakeome.ingest.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.source.S3Object;
import org.lakeome.ingest.write.ImportProgress;
import org.lakeome.ingest.write.ImportStopped;
import org.lakeome.ingest.write.ItemOutcome;
import org.lakeome.ingest.write.VariantImport;
import org.lakeome.ingest.write.WarehouseFileIO;
import org.lakeome.ingest.write.WriteLimits;

/** A leased VARIANT_IMPORT: loads the table with the lease's token and imports the items as the job's owner. */
final class VariantJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final VariantImportSpec spec;
    private final long started = System.nanoTime();
    private final Map<String, Progress.Item> items = new LinkedHashMap<>();
    private volatile VariantImport running;
    private volatile boolean stopped;

    VariantJob(JavaSparkContext spark, Lease lease) {
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = VariantImportSpec.of(lease.spec());
        spec.sources().forEach(source -> items.put(source, new Progress.Item(source, "IN_PROGRESS", "")));
    }

    @Override
    public Finish run() throws Exception {
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.initialize("lakeome", spec.catalogProperties(WarehouseFileIO.class.getName()));
            Table table = catalog.loadTable(TableIdentifier.of(spec.namespace(), spec.table()));
            Optional<Table> rejected =
                    spec.rejectedTable().map(name -> catalog.loadTable(TableIdentifier.of(spec.namespace(), name)));
            VariantImport work = new VariantImport(
                    spark, table, rejected, spec.jobId(), attempt, WriteLimits.DEFAULT, spec.options());
            running = work;
            if (stopped) {
                throw new ImportStopped();
            }
            return ImportFinish.of(
                    attempt, work.run(spec.sources(), source -> S3Object.open(spec.s3(), source), this::itemRead));
        }
    }

    /** The item's rows are written but not committed yet; a failure is final. */
    private void itemRead(ItemOutcome outcome) {
        synchronized (items) {
            String status = outcome.completed() ? "IN_PROGRESS" : "FAILED";
            String message = outcome.completed() ? outcome.rows() + " rows written" : outcome.message();
            items.put(outcome.source(), new Progress.Item(outcome.source(), status, message));
        }
    }

    @Override
    public Progress progress() {
        ImportProgress now = running == null ? new ImportProgress(0, 0, 0, 0, "") : running.progress();
        double seconds = (System.nanoTime() - started) / 1e9;
        List<Progress.Item> states;
        synchronized (items) {
            states = List.copyOf(items.values());
        }
        return Progress.of(attempt, now, seconds, states);
    }

    @Override
    public void stop() {
        stopped = true;
        VariantImport work = running;
        if (work != null) {
            work.stop();
        }
    }
}
