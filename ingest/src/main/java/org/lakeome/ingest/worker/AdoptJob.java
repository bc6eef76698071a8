package org.lakeome.ingest.worker;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.foreign.ForeignTable;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.S3Access;
import org.lakeome.ingest.source.S3Folder;
import org.lakeome.ingest.source.S3Object;
import org.lakeome.ingest.write.ImportProgress;
import org.lakeome.ingest.write.TableAdoption;

/** A leased import whose items are tables of another lake. */
final class AdoptJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final VariantImportSpec spec;
    private final long started = System.nanoTime();
    private final ItemStates items;
    private final StopSwitch stopSwitch = new StopSwitch();
    private final Consumer<String> beginning;
    private volatile TableAdoption running;

    /** @param beginning hears which item is read, before it is looked at */
    AdoptJob(JavaSparkContext spark, Lease lease, Consumer<String> beginning) {
        this.beginning = beginning;
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = VariantImportSpec.of(lease.spec());
        this.items = new ItemStates(spec.sources());
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
        try (RESTCatalog catalog = spec.table().openCatalog()) {
            Table table = spec.table().load(catalog);
            TableAdoption work = new TableAdoption(spark, table, spec.jobId(), attempt);
            running = work;
            stopSwitch.arm(work::stop);
            return ImportFinish.of(
                    attempt, work.run(spec.sources(), new OfOwner(spec.s3()), this::begins, items::read));
        }
    }

    private void begins(String source) {
        spec.leftOut().require(source);
        beginning.accept(source);
    }

    @Override
    public Progress progress() {
        TableAdoption work = running;
        ImportProgress now = work == null ? new ImportProgress(0, 0, 0, 0, "") : work.progress();
        double seconds = (System.nanoTime() - started) / 1e9;
        return Progress.of(attempt, now, seconds, items.list());
    }

    @Override
    public void stop() {
        stopSwitch.stop();
    }
}
