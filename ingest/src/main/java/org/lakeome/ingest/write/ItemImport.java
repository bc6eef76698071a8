package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.vcf.HeaderLines;
import org.lakeome.ingest.vcf.Remarks;
import org.lakeome.ingest.vep.VepCounts;
import org.lakeome.ingest.write.VariantImport.ItemResult;

/** Reads and writes one item of a job with a Spark job of its own; commits nothing. */
final class ItemImport {
    private static final HeaderLines NO_LINES = new HeaderLines(List.of(), 0);

    private final JavaSparkContext spark;
    private final Table table;
    private final String jobId;
    private final int attempt;
    private final WriteLimits limits;
    private final ImportOptions options;
    private final ImportMeter meter;
    private final BooleanSupplier stopped;
    private final Optional<Quarantine> quarantine;
    private final AttemptFiles files;

    ItemImport(
            JavaSparkContext spark,
            Table table,
            String jobId,
            int attempt,
            WriteLimits limits,
            ImportOptions options,
            ImportMeter meter,
            BooleanSupplier stopped,
            Optional<Quarantine> quarantine,
            AttemptFiles files) {
        this.spark = spark;
        this.table = table;
        this.jobId = jobId;
        this.attempt = attempt;
        this.limits = limits;
        this.options = options;
        this.meter = meter;
        this.stopped = stopped;
        this.quarantine = quarantine;
        this.files = files;
    }

    ItemResult run(int item, String source, SourceOpener opener) {
        try {
            ByteSource bytes = opener.open(source);
            meter.expect(bytes.size());
            ItemPlan plan = ItemPlan.of(item, bytes, limits, spark.defaultParallelism(), options.vep());
            return imported(source, plan);
        } catch (InputFault fault) {
            files.removeItem(item);
            return failed(source, fault.getMessage());
        } catch (IOException e) {
            files.removeItem(item);
            return failed(source, "The source could not be read: " + e.getMessage());
        } catch (Exception e) {
            if (stopped.getAsBoolean()) {
                throw new ImportStopped();
            }
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    private ItemResult imported(String source, ItemPlan plan) throws SparkException, IOException {
        List<SplitResult> results = new ArrayList<>(results(plan.tasks()));
        Set<Split> faulted = quarantine.isPresent() ? withBadRecords(plan, results) : Set.of();
        if (faulted.isEmpty()) {
            return result(source, plan, results, SetAside.NONE);
        }
        SetAside aside = quarantine.get().of(plan, faulted);
        readAgain(plan, results, aside);
        return result(source, plan, results, aside);
    }

    /** The splits where nothing but records is at fault; none when the file itself is. */
    private static Set<Split> withBadRecords(ItemPlan plan, List<SplitResult> results) {
        Set<Split> splits = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof SplitResult.Faulted faulted) {
                if (!faulted.ofRecord()) {
                    return Set.of();
                }
                splits.add(plan.tasks().get(i).split());
            }
        }
        return splits;
    }

    /** Each band of a split must leave out the same records, so all its bands are read again. */
    private void readAgain(ItemPlan plan, List<SplitResult> results, SetAside aside) throws SparkException {
        List<Integer> places = new ArrayList<>();
        List<SplitTask> tasks = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            SplitTask task = plan.tasks().get(i);
            if (aside.badLines().containsKey(task.split())) {
                discard(List.of(results.get(i)));
                places.add(i);
                tasks.add(task.without(aside.badLines().get(task.split())));
            }
        }
        List<SplitResult> again = results(tasks);
        for (int i = 0; i < again.size(); i++) {
            results.set(places.get(i), again.get(i));
        }
    }

    private void discard(List<SplitResult> results) {
        for (SplitResult result : results) {
            if (result instanceof SplitResult.Written written) {
                written.files().forEach(file -> table.io().deleteFile(file.location()));
            }
        }
    }

    private List<SplitResult> results(List<SplitTask> tasks) throws SparkException {
        if (stopped.getAsBoolean()) {
            throw new ImportStopped();
        }
        Table shipped = SerializableTable.copyOf(table);
        String job = jobId;
        int attemptNumber = attempt;
        WriteLimits taskLimits = limits;
        ImportOptions taskOptions = options;
        TaskProgress progress = meter.forTasks();
        spark.setJobGroup(jobId, "import " + jobId, true);
        return spark.parallelize(tasks, tasks.size())
                .map(task ->
                        new SplitWriter(shipped, job, attemptNumber, taskLimits, taskOptions, task, progress).write())
                .collect();
    }

    /** The results are in the order of the tasks, and so of the file. */
    private ItemResult result(String source, ItemPlan plan, List<SplitResult> results, SetAside aside)
            throws IOException {
        List<DataFile> written = new ArrayList<>();
        List<SplitResult.Faulted> faults = new ArrayList<>();
        Set<String> undeclared = new TreeSet<>();
        VepCounts vep = VepCounts.NONE;
        Remarks remarks = Remarks.NONE;
        long records = 0;
        long rows = 0;
        for (int i = 0; i < results.size(); i++) {
            SplitResult result = results.get(i);
            if (result instanceof SplitResult.Written whole) {
                vep = plus(vep, plan.tasks().get(i), whole.vep());
                remarks = plus(remarks, plan.tasks().get(i), whole.remarks());
                written.addAll(whole.files());
                undeclared.addAll(whole.undeclaredFormats());
                records += whole.records();
                rows += whole.rows();
            } else if (result instanceof SplitResult.Faulted faulted) {
                faults.add(faulted);
            }
        }
        if (!faults.isEmpty()) {
            throw InputFault.told(source, first(faults));
        }
        if (rows == 0) {
            return aside.count() == 0
                    ? failed(source, ItemOutcome.NO_ROWS + " [file " + source + "]")
                    : nothingGood(source, aside);
        }
        List<String> notes = new ArrayList<>(setAside(source, aside));
        notes.add(vep.message());
        if (!undeclared.isEmpty()) {
            notes.add("FORMAT fields that the header does not declare were left out: " + String.join(", ", undeclared)
                    + ".");
        }
        notes.addAll(plan.header().columnNotes());
        notes.add(remarks.note());
        notes.addAll(plan.notes());
        notes.removeIf(String::isEmpty);
        ItemOutcome outcome = new ItemOutcome(source, true, "", records, rows, aside.count()).with(notes, 8);
        return new ItemResult(outcome, plan.lines(), List.copyOf(written), aside.files());
    }

    private List<String> setAside(String source, SetAside aside) {
        return aside.count() == 0
                ? List.of()
                : List.of(aside.message(source, quarantine.orElseThrow().tableName()));
    }

    private ItemResult nothingGood(String source, SetAside aside) {
        String message = ItemOutcome.NO_ROWS + " No record is good: "
                + setAside(source, aside).get(0);
        return new ItemResult(
                new ItemOutcome(source, false, message, 0, 0, aside.count()), NO_LINES, List.of(), aside.files());
    }

    /** A split counts lines from its own start; only for the first one told is it worth reading the file up to there. */
    private static VepCounts plus(VepCounts sum, SplitTask task, VepCounts more) throws IOException {
        boolean first = sum.line() == 0 && more.line() > 0;
        return sum.plus(more.repaired(), more.leftOut(), (first ? before(task) : 0) + more.line());
    }

    private static Remarks plus(Remarks sum, SplitTask task, Remarks more) throws IOException {
        boolean first = sum.count() == 0 && more.count() > 0;
        return sum.plus(more, (first ? before(task) : 0) + more.line());
    }

    private static long before(SplitTask task) throws IOException {
        return task.source().linesBefore(task.split().from());
    }

    private static String first(List<SplitResult.Faulted> faults) {
        SplitResult.Faulted first = faults.get(0);
        for (SplitResult.Faulted fault : faults) {
            if (fault.line() < first.line()) {
                first = fault;
            }
        }
        return first.message();
    }

    private static ItemResult failed(String source, String message) {
        return new ItemResult(ItemOutcome.failed(source, message), NO_LINES, List.of(), List.of());
    }
}
