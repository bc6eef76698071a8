package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.TextSource;

/**
 * One import job of an annotation store: the one file is read and written by Spark tasks, then committed in one snapshot. A bad
 * file leaves no row. {@link #run} once, in one thread; {@link #stop} and {@link #progress} from any.
 */
public final class AnnotationImport {
    private static final String NO_ROWS = "Cannot import file with 0 rows.";

    private final JavaSparkContext spark;
    private final Table table;
    private final String jobId;
    private final int attempt;
    private final WriteLimits limits;
    private final AnnotationFormat format;
    private final ImportMeter meter;
    /** What finished tasks have written, for a job that ends without their results. */
    private final CollectionAccumulator<String> locations;

    private volatile boolean stopped;

    public AnnotationImport(
            JavaSparkContext spark,
            Table table,
            String jobId,
            int attempt,
            WriteLimits limits,
            AnnotationFormat format) {
        this.spark = spark;
        this.table = table;
        this.jobId = jobId;
        this.attempt = attempt;
        this.limits = limits;
        this.format = format;
        this.meter = new ImportMeter(spark);
        this.locations = spark.sc().collectionAccumulator("files of import " + jobId);
    }

    /** Imports the source; the outcome is final. A job that the table already holds is not written again. */
    public ItemOutcome run(String source, SourceOpener opener) {
        Optional<List<ItemOutcome>> earlier = JobLedger.find(table, jobId);
        if (earlier.isPresent()) {
            return earlier.get().get(0);
        }
        try (ImportMeter running = meter) {
            ByteSource bytes = opener.open(source);
            running.expect(bytes.size());
            return commit(source, results(tasks(TextSource.open(bytes, IngestLimits.DEFAULT))));
        } catch (InputFault fault) {
            return ItemOutcome.failed(source, fault.getMessage());
        } catch (IOException e) {
            return ItemOutcome.failed(source, "The source could not be read: " + e.getMessage());
        } catch (Exception e) {
            locations.value().forEach(table.io()::deleteFile);
            if (stopped) {
                throw new ImportStopped();
            }
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    private List<AnnotationTask> tasks(TextSource source) throws IOException {
        long wish = Math.max(1 << 20, source.size() / spark.defaultParallelism() + 1);
        List<AnnotationTask> tasks = new ArrayList<>();
        format.splits(source, Math.min(wish, limits.splitBytes()))
                .forEach(split -> tasks.add(new AnnotationTask(tasks.size(), source, split, format)));
        return tasks;
    }

    private List<AnnotationResult> results(List<AnnotationTask> tasks) {
        if (stopped) {
            throw new ImportStopped();
        }
        Table shipped = SerializableTable.copyOf(table);
        String job = jobId;
        int attemptNumber = attempt;
        TaskProgress progress = meter.forTasks();
        CollectionAccumulator<String> written = locations;
        spark.setJobGroup(jobId, "import " + jobId, true);
        return spark.parallelize(tasks, tasks.size())
                .map(task -> task.write(shipped, job, attemptNumber, progress, written))
                .collect();
    }

    private ItemOutcome commit(String source, List<AnnotationResult> results) {
        List<DataFile> files = new ArrayList<>();
        List<AnnotationResult.Faulted> faults = new ArrayList<>();
        long rows = 0;
        for (AnnotationResult result : results) {
            if (result instanceof AnnotationResult.Written written) {
                files.addAll(written.files());
                rows += written.rows();
            } else if (result instanceof AnnotationResult.Faulted faulted) {
                faults.add(faulted);
            }
        }
        if (!faults.isEmpty() || stopped) {
            files.forEach(file -> table.io().deleteFile(file.location()));
        }
        if (stopped) {
            throw new ImportStopped();
        }
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparing(AnnotationResult.Faulted::line));
            return ItemOutcome.failed(source, faults.get(0).message());
        }
        if (rows == 0) {
            return ItemOutcome.failed(source, NO_ROWS + " [file " + source + "]");
        }
        ItemOutcome outcome = new ItemOutcome(source, true, "", rows, rows);
        return new JobCommit(table, jobId)
                .append(attempt, List.of(outcome), Map.of(), files)
                .get(0);
    }

    /** Ends the import without a commit, soon; an import that is just committing ends with its commit. */
    public void stop() {
        stopped = true;
        spark.cancelJobGroup(jobId);
    }

    public ImportProgress progress() {
        return meter.progress();
    }
}
