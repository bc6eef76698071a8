package org.lakeome.ingest.worker;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.source.S3Object;
import org.lakeome.ingest.write.AnnotationFormat;
import org.lakeome.ingest.write.AnnotationImport;
import org.lakeome.ingest.write.Duplicates;
import org.lakeome.ingest.write.ImportProgress;
import org.lakeome.ingest.write.KnownContent;
import org.lakeome.ingest.write.WriteLimits;

/** A leased ANNOTATION_IMPORT of GFF or TSV: one file into one table. VCF goes the way of {@link VariantJob}. */
final class AnnotationJob implements WorkerJob {
    private final JavaSparkContext spark;
    private final int attempt;
    private final VariantImportSpec spec;
    private final AnnotationFormat format;
    private final String source;
    private final long started = System.nanoTime();
    private final StopSwitch stopSwitch = new StopSwitch();
    private final KnownContent known;
    private volatile AnnotationImport running;

    AnnotationJob(JavaSparkContext spark, Lease lease, KnownContent known) {
        this.known = known;
        this.spark = spark;
        this.attempt = lease.attempt();
        this.spec = VariantImportSpec.of(lease.spec());
        this.format = AnnotationFormatSpec.of(lease.spec());
        if (spec.sources().size() != 1) {
            throw new IllegalArgumentException(
                    "An annotation import has one file, not " + spec.sources().size() + ".");
        }
        this.source = spec.sources().get(0);
    }

    static boolean isVcf(Lease lease) {
        return lease.spec().path("format").asText().equals("VCF");
    }

    @Override
    public Finish run() throws Exception {
        try (RESTCatalog catalog = spec.table().openCatalog()) {
            Table table = spec.table().load(catalog);
            Optional<Table> rejected =
                    spec.rejectedTable().map(name -> spec.table().sibling(name).load(catalog));
            AnnotationImport work = new AnnotationImport(
                    spark, table, rejected, spec.jobId(), attempt, WriteLimits.DEFAULT, normalising());
            work.compareWith(spec.reference());
            work.lookFor(new Duplicates(spec.onDuplicate(), known));
            running = work;
            stopSwitch.arm(work::stop);
            return ImportFinish.of(attempt, List.of(work.run(source, name -> S3Object.open(spec.s3(), name))));
        }
    }

    /** Features have no alleles, and so nothing to normalise. */
    private AnnotationFormat normalising() throws IOException {
        return format instanceof AnnotationFormat.Tabular rows
                        && spec.leftNormalise().isPresent()
                ? new AnnotationFormat.Tabular(
                        rows.layout(),
                        rows.options(),
                        spec.leftNormalise().get().open())
                : format;
    }

    @Override
    public Progress progress() {
        AnnotationImport work = running;
        ImportProgress now = work == null ? new ImportProgress(0, 0, 0, 0, "") : work.progress();
        double seconds = (System.nanoTime() - started) / 1e9;
        return Progress.of(attempt, now, seconds, List.of(new Progress.Item(source, "IN_PROGRESS", "")));
    }

    @Override
    public void stop() {
        stopSwitch.stop();
    }
}
