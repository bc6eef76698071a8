package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.normalise.ReferenceLengths;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.TextSource;

/**
 * One import job of an annotation store: the one file is read and written by Spark tasks, then committed in one snapshot. A bad
 * file leaves no row. {@link #run} once, in one thread; {@link #stop} and {@link #progress} from any.
 */
public final class AnnotationImport {
    private static final int MOST_NOTES = 8;

    private final JavaSparkContext spark;
    private final Table table;
    private final Optional<Table> rejected;
    private final String jobId;
    private final int attempt;
    private final WriteLimits limits;
    private final AnnotationFormat format;
    private final ImportMeter meter;
    private ReferenceLengths reference = ReferenceLengths.UNKNOWN;
    private Duplicates duplicates = Duplicates.UNKNOWN;
    private volatile boolean stopped;

    /** @param rejected the table for lines that are set aside; where there is none, a bad line fails the file */
    public AnnotationImport(
            JavaSparkContext spark,
            Table table,
            Optional<Table> rejected,
            String jobId,
            int attempt,
            WriteLimits limits,
            AnnotationFormat format) {
        this.spark = spark;
        this.table = table;
        this.rejected = rejected;
        this.jobId = jobId;
        this.attempt = attempt;
        this.limits = limits;
        this.format = format;
        this.meter = new ImportMeter(spark);
    }

    /** Before {@link #run}: the contigs of the store's reference, with which the file's header is compared. */
    public void compareWith(ReferenceLengths contigs) {
        reference = contigs;
    }

    /** Before {@link #run}: how to find content that the store has already, and what to do with it. */
    public void lookFor(Duplicates same) {
        duplicates = same;
    }

    /** Imports the source; the outcome is final. A job that the table already holds is not written again. */
    public ItemOutcome run(String source, SourceOpener opener) {
        try (ImportMeter running = meter) {
            Optional<List<ItemOutcome>> earlier = JobLedger.find(table, jobId, List.of(source));
            if (earlier.isPresent()) {
                return earlier.get().get(0);
            }
            TextSource text = Breakdown.contained(source, () -> {
                ByteSource bytes = opener.open(source);
                running.expect(bytes.size());
                return TextSource.open(bytes, IngestLimits.DEFAULT);
            });
            AnnotationInput input = Breakdown.contained(source, () -> format.open(text));
            List<String> notes = new ArrayList<>();
            notes.add(Breakdown.contained(source, () -> reference.note(input.contigLengths())));
            notes.addAll(input.notes());
            List<AnnotationTask> tasks = Breakdown.contained(source, () -> tasks(input, text.size()));
            return commit(text, written(tasks), notes);
        } catch (InputFault fault) {
            return ItemOutcome.failed(source, fault.getMessage());
        } catch (IOException e) {
            return ItemOutcome.failed(source, "The source could not be read: " + e.getMessage());
        } catch (Exception e) {
            if (stopped) {
                throw new ImportStopped();
            }
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    private List<AnnotationTask> tasks(AnnotationInput input, long size) throws IOException {
        long wish = Math.max(1 << 20, size / spark.defaultParallelism() + 1);
        List<AnnotationTask> tasks = new ArrayList<>();
        input.splits(Math.min(wish, limits.splitBytes()))
                .forEach(split -> tasks.add(new AnnotationTask(tasks.size(), input, split)));
        return tasks;
    }

    private WrittenRows written(List<AnnotationTask> tasks) throws IOException {
        if (stopped) {
            throw new ImportStopped();
        }
        AnnotationTask.Target target = new AnnotationTask.Target(
                SerializableTable.copyOf(table),
                rejected.map(SerializableTable::copyOf).orElse(null),
                jobId,
                attempt);
        TaskProgress progress = meter.forTasks();
        spark.setJobGroup(jobId, "import " + jobId, true);
        try {
            return WrittenRows.of(
                    tasks,
                    spark.parallelize(tasks, tasks.size())
                            .map(task -> task.write(target, progress))
                            .collect());
        } catch (Exception e) {
            // Not only unchecked ones: Scala throws Spark's without saying so.
            files().abandon(e);
            throw e;
        }
    }

    private ItemOutcome commit(TextSource text, WrittenRows written, List<String> notes) {
        String source = text.name();
        if (!written.faults().isEmpty() || stopped) {
            written.discard(table, rejected);
        }
        if (stopped) {
            throw new ImportStopped();
        }
        if (!written.faults().isEmpty()) {
            return ItemOutcome.failed(source, written.faults().get(0).message());
        }
        SetAside aside = written.aside();
        ItemOutcome read = outcome(source, written, notes).of(written.content(), text.size());
        ItemOutcome outcome = duplicates.judged(List.of(read)).get(0);
        if (outcome.rows() != read.rows()) {
            written.discard(table, rejected);
            return outcome;
        }
        return files().commit(List.of(outcome), Map.of(), written.files(), aside.files())
                .get(0);
    }

    private AttemptFiles files() {
        return new AttemptFiles(spark, table, rejected, jobId, attempt);
    }

    private ItemOutcome outcome(String source, WrittenRows written, List<String> head) {
        SetAside aside = written.aside();
        String told = aside.count() == 0 ? "" : aside.message(source, Quarantine.tableName(rejected.orElseThrow()));
        List<String> notes = new ArrayList<>(head);
        notes.addAll(written.remarks().notes());
        notes.removeIf(String::isEmpty);
        if (written.rows() == 0 && aside.count() > 0) {
            return new ItemOutcome(
                    source, false, ItemOutcome.NO_ROWS + " No line is good: " + told, 0, 0, aside.count());
        }
        String first = written.rows() == 0 ? ItemOutcome.NO_RECORDS : told;
        return new ItemOutcome(source, true, first, written.rows(), written.rows(), aside.count())
                .with(notes, MOST_NOTES);
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
