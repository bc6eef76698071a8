package org.lakeome.ingest.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            VariantImport work =
                    new VariantImport(spark, table, spec.jobId(), attempt, WriteLimits.DEFAULT, spec.options());
            running = work;
            if (stopped) {
                throw new ImportStopped();
            }
            return finish(work.run(spec.sources(), source -> S3Object.open(spec.s3(), source), this::itemRead));
        }
    }

    private Finish finish(List<ItemOutcome> outcomes) {
        List<Finish.Item> done = new ArrayList<>();
        long rows = 0;
        long failed = 0;
        for (ItemOutcome outcome : outcomes) {
            String status = outcome.completed() ? "COMPLETED" : "FAILED";
            done.add(new Finish.Item(outcome.source(), status, outcome.message(), outcome.rows(), outcome.records()));
            rows += outcome.rows();
            failed += outcome.completed() ? 0 : 1;
        }
        String status = failed == 0 ? "COMPLETED" : failed == done.size() ? "FAILED" : "COMPLETED_WITH_FAILURES";
        return new Finish(attempt, status, message(outcomes, rows, failed), done, Map.of());
    }

    private static String message(List<ItemOutcome> outcomes, long rows, long failed) {
        if (failed == 0) {
            return "Imported " + rows + " rows from " + outcomes.size() + (outcomes.size() == 1 ? " file." : " files.")
                    + notes(outcomes);
        }
        String first = outcomes.stream()
                .filter(outcome -> !outcome.completed())
                .findFirst()
                .map(ItemOutcome::message)
                .orElse("");
        return failed == 1 ? first : failed + " of " + outcomes.size() + " files failed; the first: " + first;
    }

    /** What there is to say of good items; the items' own messages are whole. */
    private static String notes(List<ItemOutcome> outcomes) {
        List<ItemOutcome> noted = outcomes.stream()
                .filter(outcome -> !outcome.message().isEmpty())
                .toList();
        if (noted.isEmpty()) {
            return "";
        }
        String first = noted.get(0).message();
        return outcomes.size() == 1
                ? " " + first
                : " There are notes on " + noted.size() + " of them; the first, "
                        + noted.get(0).source() + ": " + first;
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
        return new Progress(
                attempt,
                ProgressText.of(now, seconds),
                Math.min(now.bytesDone(), now.bytesTotal()),
                now.bytesTotal(),
                now.records(),
                now.rows(),
                ProgressText.perSecond(now.records(), seconds),
                now.position(),
                states);
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
