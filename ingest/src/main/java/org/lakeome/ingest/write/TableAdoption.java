package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.foreign.ForeignFile;
import org.lakeome.ingest.foreign.ForeignTable;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.InputFault;

/**
 * One job that brings tables of another lake into a store's table: each source wholly or not at all, and all good ones in one
 * snapshot. {@link #run} once, in one thread; {@link #stop} and {@link #progress} from any.
 */
public final class TableAdoption {
    private static final long PARTITION_BYTES = 64L << 20;
    private static final int MOST_PARTITIONS = 512;

    private final JavaSparkContext spark;
    private final Table table;
    private final String jobId;
    private final int attempt;
    private final ImportMeter meter;
    private volatile boolean stopped;

    public TableAdoption(JavaSparkContext spark, Table table, String jobId, int attempt) {
        this.spark = spark;
        this.table = table;
        this.jobId = jobId;
        this.attempt = attempt;
        this.meter = new ImportMeter(spark);
    }

    private record Adopted(ItemOutcome outcome, List<DataFile> files) {}

    /** Adopts the sources and tells each one's outcome as it is known, before the commit; the returned outcomes are final. */
    public List<ItemOutcome> run(List<String> sources, ForeignTable.Place place, Consumer<ItemOutcome> read) {
        return run(sources, place, source -> {}, read);
    }

    /**
     * As {@link #run(List, ForeignTable.Place, Consumer)}.
     *
     * @param beginning hears each source before it is looked at, and empty text after the last; an InputFault of it is the source's
     */
    public List<ItemOutcome> run(
            List<String> sources, ForeignTable.Place place, Consumer<String> beginning, Consumer<ItemOutcome> read) {
        Optional<List<ItemOutcome>> earlier = JobLedger.find(table, jobId, sources);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        List<ItemOutcome> outcomes = new ArrayList<>();
        List<DataFile> files = new ArrayList<>();
        AttemptFiles own = new AttemptFiles(spark, table, Optional.empty(), jobId, attempt);
        try (ImportMeter running = meter) {
            for (int item = 0; item < sources.size(); item++) {
                requireRunning();
                Adopted adopted = adopt(item, sources.get(item), place, beginning, own, running);
                outcomes.add(adopted.outcome());
                files.addAll(adopted.files());
                read.accept(adopted.outcome());
            }
            beginning.accept("");
            requireRunning();
        } catch (RuntimeException e) {
            own.abandon(e);
            throw stopped ? new ImportStopped() : e;
        }
        return own.commit(outcomes, Map.of(), files, List.of());
    }

    private Adopted adopt(
            int item,
            String source,
            ForeignTable.Place place,
            Consumer<String> beginning,
            AttemptFiles own,
            ImportMeter running) {
        try {
            beginning.accept(source);
            List<ForeignFile> files = Breakdown.contained(source, () -> ForeignTable.files(source, place));
            long bytes = 0;
            for (ForeignFile file : files) {
                bytes += file.source().size();
            }
            running.expect(bytes);
            AdoptedRows rows = new AdoptedRows(
                    SerializableTable.copyOf(table), jobId, AttemptFiles.folder(table, jobId, attempt), item);
            spark.setJobGroup(jobId, "adopt " + jobId, true);
            rows.check(spark, files);
            List<DataFile> written = table.spec().isPartitioned()
                    ? rows.bySample(spark, files, partitions(bytes), running.forTasks())
                    : rows.fileByFile(spark, files, running.forTasks());
            long count = written.stream().mapToLong(DataFile::recordCount).sum();
            return count == 0
                    ? failed(source, ItemOutcome.NO_ROWS + " [file " + source + "]")
                    : new Adopted(new ItemOutcome(source, true, "", count, count), written);
        } catch (Exception e) {
            // Not only those that are declared: Scala throws Spark's without saying so.
            requireRunning();
            String message = message(e);
            own.removeItem(item);
            return failed(source, message);
        }
    }

    private int partitions(long bytes) {
        return (int) Math.min(MOST_PARTITIONS, Math.max(spark.defaultParallelism(), bytes / PARTITION_BYTES));
    }

    /** What is the source's fault; anything else ends the job. */
    private static String message(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputFault) {
                return cause.getMessage();
            }
        }
        if (e instanceof IOException) {
            return "The source could not be read: " + e.getMessage();
        }
        throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    private static Adopted failed(String source, String message) {
        return new Adopted(ItemOutcome.failed(source, message), List.of());
    }

    private void requireRunning() {
        if (stopped) {
            throw new ImportStopped();
        }
    }

    /** Ends the job without a commit, soon; one that is just committing ends with its commit. */
    public void stop() {
        stopped = true;
        spark.cancelJobGroup(jobId);
    }

    public ImportProgress progress() {
        return meter.progress();
    }
}
