package org.lakeome.ingest.worker;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.source.S3Object;
import org.lakeome.ingest.write.Duplicates;
import org.lakeome.ingest.write.ImportProgress;
import org.lakeome.ingest.write.KnownContent;
import org.lakeome.ingest.write.SourceOpener;
import org.lakeome.ingest.write.VariantImport;
import org.lakeome.ingest.write.WriteLimits;

/** A leased VARIANT_IMPORT: loads the table with the lease's token and imports the items as the job's owner. */
final class VariantJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final VariantImportSpec spec;
    private final long started = System.nanoTime();
    private final ItemStates items;
    private final StopSwitch stopSwitch = new StopSwitch();
    private final Consumer<String> beginning;
    private final KnownContent known;
    private volatile VariantImport running;

    /** @param beginning hears which item is read alone, before it is looked at */
    VariantJob(JavaSparkContext spark, Lease lease, Consumer<String> beginning, KnownContent known) {
        this.known = known;
        this.beginning = beginning;
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = VariantImportSpec.of(lease.spec());
        this.items = new ItemStates(spec.sources());
    }

    @Override
    public Finish run() throws Exception {
        try (RESTCatalog catalog = spec.table().openCatalog()) {
            Table table = spec.table().load(catalog);
            Optional<Table> rejected =
                    spec.rejectedTable().map(name -> spec.table().sibling(name).load(catalog));
            VariantImport work = new VariantImport(
                    spark, table, rejected, spec.jobId(), attempt, WriteLimits.DEFAULT, spec.options());
            work.compareWith(spec.reference());
            work.lookFor(new Duplicates(spec.onDuplicate(), known));
            running = work;
            stopSwitch.arm(work::stop);
            SourceOpener opener = source -> {
                spec.leftOut().require(source);
                return S3Object.open(spec.s3(), source);
            };
            return ImportFinish.of(
                    attempt,
                    spec.apart()
                            ? work.runApart(spec.sources(), opener, beginning, items::read)
                            : work.run(spec.sources(), opener, items::read));
        }
    }

    @Override
    public Progress progress() {
        VariantImport work = running;
        ImportProgress now = work == null ? new ImportProgress(0, 0, 0, 0, "") : work.progress();
        double seconds = (System.nanoTime() - started) / 1e9;
        return Progress.of(attempt, now, seconds, items.list());
    }

    @Override
    public void stop() {
        stopSwitch.stop();
    }
}
