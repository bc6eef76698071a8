package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.normalise.ReferenceLengths;

/**
 * One import job: every item is read and written by Spark tasks, then the good items' files are committed in one snapshot. A bad
 * item leaves no row and does not touch the others. {@link #run} once, in one thread; {@link #stop} and {@link #progress} from any.
 */
public final class VariantImport {
    private static final int NOTES_OF_ITEM = 10;
    /** All items' messages go into one report. */
    private static final int NOTES_OF_JOB = 200;

    private final JavaSparkContext spark;
    private final Table table;
    private final Optional<Table> rejected;
    private final String jobId;
    private final int attempt;
    private final WriteLimits limits;
    private final ImportOptions options;
    private final ImportMeter meter;
    private ReferenceLengths reference = ReferenceLengths.UNKNOWN;
    private Duplicates duplicates = Duplicates.UNKNOWN;
    private volatile boolean stopped;

    public VariantImport(
            JavaSparkContext spark, Table table, String jobId, int attempt, WriteLimits limits, ImportOptions options) {
        this(spark, table, Optional.empty(), jobId, attempt, limits, options);
    }

    /** @param rejected the table for records that are set aside; where there is none, a bad record fails its item */
    public VariantImport(
            JavaSparkContext spark,
            Table table,
            Optional<Table> rejected,
            String jobId,
            int attempt,
            WriteLimits limits,
            ImportOptions options) {
        this.spark = spark;
        this.table = table;
        this.rejected = rejected;
        this.jobId = jobId;
        this.attempt = attempt;
        this.limits = limits;
        this.options = options;
        this.meter = new ImportMeter(spark);
    }

    /** Before {@link #run}: the contigs of the store's reference, with which the headers are compared. */
    public void compareWith(ReferenceLengths contigs) {
        reference = contigs;
    }

    /** Before {@link #run}: how to find content that the store has already, and what to do with it. */
    public void lookFor(Duplicates same) {
        duplicates = same;
    }

    /**
     * Imports the sources and tells each one's outcome as it is known, before the commit; the returned outcomes are final. A job
     * that the table already holds is not written again.
     */
    public List<ItemOutcome> run(List<String> sources, SourceOpener opener, Consumer<ItemOutcome> read) {
        return run(sources, items -> read(new ItemReads(items, sources, opener, read, spark.defaultParallelism())));
    }

    /**
     * As {@link #run}, one item after another.
     *
     * @param beginning hears the source of each item before it is looked at, and empty text after the last
     */
    public List<ItemOutcome> runApart(
            List<String> sources, SourceOpener opener, Consumer<String> beginning, Consumer<ItemOutcome> read) {
        return run(sources, items -> new ApartReads(items, sources, opener, beginning, read).run());
    }

    private List<ItemOutcome> run(List<String> sources, Function<ItemImport, List<ItemResult>> reads) {
        Optional<List<ItemOutcome>> earlier = JobLedger.find(table, jobId, sources);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Optional<Quarantine> quarantine =
                rejected.map(kept -> new Quarantine(spark, kept, jobId, attempt, options.reading()));
        AttemptFiles files = new AttemptFiles(spark, table, rejected, jobId, attempt);
        Append append;
        try (ImportMeter running = meter) {
            ItemImport items = new ItemImport(
                    spark, table, jobId, attempt, limits, options, running, () -> stopped, quarantine, files);
            append = append(withoutDuplicates(reads.apply(items), files));
        } catch (RuntimeException | Error e) {
            files.abandon(e);
            throw e;
        }
        return files.commit(append.outcomes(), append.header(), append.files(), append.rejected());
    }

    /** The first exception ends the import, whichever item it is of. */
    private List<ItemResult> read(ItemReads reads) {
        try (reads) {
            return reads.run();
        } catch (RuntimeException | Error e) {
            reads.end(() -> spark.cancelJobGroup(jobId));
            throw e;
        }
    }

    private List<ItemResult> withoutDuplicates(List<ItemResult> results, AttemptFiles files) {
        List<ItemOutcome> judged =
                duplicates.judged(results.stream().map(ItemResult::outcome).toList());
        List<ItemResult> decided = new ArrayList<>();
        for (int item = 0; item < results.size(); item++) {
            ItemResult before = results.get(item);
            ItemResult after = before.decided(judged.get(item));
            if (!before.files().isEmpty() && after.files().isEmpty()) {
                files.removeItem(item);
            }
            decided.add(after);
        }
        return decided;
    }

    private Append append(List<ItemResult> results) {
        // Other jobs may have ended since the table was loaded; what they declared counts as well.
        table.refresh();
        StoreHeader header = StoreHeader.of(table);
        List<ItemOutcome> outcomes = new ArrayList<>();
        PresentSamples present = PresentSamples.of(
                table,
                results.stream().flatMap(result -> result.files().stream()).toList());
        int most = NOTES_OF_JOB;
        for (int item = 0; item < results.size(); item++) {
            ItemResult result = results.get(item);
            List<String> notes = new ArrayList<>();
            notes.add(reference.note(result.lines().contigLengths()));
            notes.add(present.note(result.files()));
            notes.addAll(header.add(item, result.outcome().source(), result.lines()));
            notes.removeIf(String::isEmpty);
            int told = Math.min(NOTES_OF_ITEM, most);
            outcomes.add(result.outcome().with(notes, told));
            most -= Math.min(told, notes.size());
        }
        List<DataFile> files =
                results.stream().flatMap(result -> result.files().stream()).toList();
        List<DataFile> bad =
                results.stream().flatMap(result -> result.rejected().stream()).toList();
        if (stopped) {
            throw new ImportStopped();
        }
        return new Append(outcomes, header.marks(), files, bad);
    }

    private record Append(
            List<ItemOutcome> outcomes, Map<String, String> header, List<DataFile> files, List<DataFile> rejected) {}

    /** Ends the import without a commit, soon; an import that is just committing ends with its commit. */
    public void stop() {
        stopped = true;
        spark.cancelJobGroup(jobId);
    }

    public ImportProgress progress() {
        return meter.progress();
    }
}
