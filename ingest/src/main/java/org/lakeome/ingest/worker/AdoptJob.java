package org.lakeome.ingest.worker;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.foreign.ForeignTable;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.S3Access;
import org.lakeome.ingest.source.S3Folder;
import org.lakeome.ingest.source.S3Object;
import org.lakeome.ingest.write.ImportProgress;
import org.lakeome.ingest.write.ImportStopped;
import org.lakeome.ingest.write.ItemOutcome;
import org.lakeome.ingest.write.TableAdoption;
import org.lakeome.ingest.write.WarehouseFileIO;

/** A leased import whose items are tables of another lake. */
final class AdoptJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final VariantImportSpec spec;
    private final long started = System.nanoTime();
    private final Map<String, Progress.Item> items = new LinkedHashMap<>();
    private volatile TableAdoption running;
    private volatile boolean stopped;

    AdoptJob(JavaSparkContext spark, Lease lease) {
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = VariantImportSpec.of(lease.spec());
        spec.sources().forEach(source -> items.put(source, new Progress.Item(source, "IN_PROGRESS", "")));
    }

    private record OfOwner(S3Access access) implements ForeignTable.Place {
        @Override
        public ByteSource open(String uri) throws IOException {
            return S3Object.open(access, uri);
        }

        @Override
        public List<String> list(String folder) throws IOException {
            return S3Folder.list(access, folder);
        }
    }

    @Override
    public Finish run() throws Exception {
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.initialize("lakeome", spec.catalogProperties(WarehouseFileIO.class.getName()));
            Table table = catalog.loadTable(TableIdentifier.of(spec.namespace(), spec.table()));
            TableAdoption work = new TableAdoption(spark, table, spec.jobId(), attempt);
            running = work;
            if (stopped) {
                throw new ImportStopped();
            }
            return ImportFinish.of(attempt, work.run(spec.sources(), new OfOwner(spec.s3()), this::itemRead));
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
        TableAdoption work = running;
        ImportProgress now = work == null ? new ImportProgress(0, 0, 0, 0, "") : work.progress();
        double seconds = (System.nanoTime() - started) / 1e9;
        synchronized (items) {
            return Progress.of(attempt, now, seconds, List.copyOf(items.values()));
        }
    }

    @Override
    public void stop() {
        stopped = true;
        TableAdoption work = running;
        if (work != null) {
            work.stop();
        }
    }
}
