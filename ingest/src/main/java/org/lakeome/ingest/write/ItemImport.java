package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.Split;

/** Reads and writes items of a job, a large one or some small ones with a Spark job of their own; commits nothing. */
final class ItemImport {
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

    /** Looks whether the source is there, and how large. */
    OpenedItem open(int number, String source, SourceOpener opener) {
        OpenedItem item = OpenedItem.open(number, source, opener);
        meter.expect(item.size());
        return item;
    }

    /** Of an item that could be opened. */
    ItemResult run(OpenedItem item) {
        try {
            return Breakdown.contained(item.source(), () -> imported(item));
        } catch (InputFault fault) {
            files.removeItem(item.number());
            return ItemResult.failed(item.source(), fault.getMessage());
        } catch (IOException e) {
            files.removeItem(item.number());
            return ItemResult.unreadable(item.source(), e);
        } catch (Exception e) {
            throw ended(e);
        }
    }

    /** Reads and writes small items in one task; in the order given, null for one that has to be run alone after all. */
    List<ItemResult> runTogether(List<OpenedItem> items) {
        SmallItems task = new SmallItems(items, limits, options, quarantine.isPresent());
        Table shipped = SerializableTable.copyOf(table);
        String job = jobId;
        int attemptNumber = attempt;
        TaskProgress progress = meter.forTasks();
        try {
            return startJob()
                    .parallelize(List.of(task), 1)
                    .map(small -> small.run(shipped, job, attemptNumber, progress))
                    .first();
        } catch (Exception e) {
            throw ended(e);
        }
    }

    private RuntimeException ended(Exception e) {
        if (stopped.getAsBoolean()) {
            return new ImportStopped();
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    /** A FORMAT field that the header does not declare and no early record has is only known when the file was read. */
    private ItemResult imported(OpenedItem item) throws SparkException, IOException {
        String source = item.source();
        ItemPlan plan = ItemPlan.of(item.number(), item.bytes(), limits, spark.defaultParallelism(), options.vep());
        while (true) {
            List<SplitResult> results = new ArrayList<>(results(plan.tasks()));
            SetAside aside = setAside(source, plan, results);
            ItemPlan wider = plan.withFormats(undeclaredFormats(results));
            if (wider == plan) {
                String table =
                        aside == SetAside.NONE ? "" : quarantine.orElseThrow().tableName();
                return ItemResult.of(source, plan, results, aside, table);
            }
            discard(results);
            quarantine.ifPresent(kept -> kept.discard(aside));
            plan = wider;
        }
    }

    private SetAside setAside(String source, ItemPlan plan, List<SplitResult> results)
            throws SparkException, IOException {
        Set<Split> faulted = quarantine.isPresent() ? withBadRecords(source, plan, results) : Set.of();
        if (faulted.isEmpty()) {
            return SetAside.NONE;
        }
        SetAside aside = quarantine.get().of(plan, faulted);
        readAgain(plan, results, aside);
        return aside;
    }

    /** None where the item has failed. */
    private static Set<String> undeclaredFormats(List<SplitResult> results) {
        Set<String> ids = new TreeSet<>();
        for (SplitResult result : results) {
            if (!(result instanceof SplitResult.Written written)) {
                return Set.of();
            }
            ids.addAll(written.undeclaredFormats());
        }
        return ids;
    }

    /** The splits where nothing but records is at fault; an {@link InputFault} when the file itself is. */
    private static Set<Split> withBadRecords(String source, ItemPlan plan, List<SplitResult> results) {
        Set<Split> splits = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof SplitResult.Faulted faulted) {
                if (!faulted.ofRecord()) {
                    throw InputFault.told(source, faulted.message());
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
        Table shipped = SerializableTable.copyOf(table);
        String job = jobId;
        int attemptNumber = attempt;
        WriteLimits taskLimits = limits;
        ImportOptions taskOptions = options;
        TaskProgress progress = meter.forTasks();
        return startJob()
                .parallelize(tasks, tasks.size())
                .map(task ->
                        new SplitWriter(shipped, job, attemptNumber, taskLimits, taskOptions, task, progress).write())
                .collect();
    }

    /** For the Spark job that this thread starts next. */
    private JavaSparkContext startJob() {
        if (stopped.getAsBoolean()) {
            throw new ImportStopped();
        }
        spark.setJobGroup(jobId, "import " + jobId, true);
        return spark;
    }
}
