package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.RejectedRecord;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextPlace;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.ReadOptions;

/**
 * Sets the bad records of an item's splits aside. Only splits that a first reading has found to hold one are checked, so that a
 * file without any costs nothing more. Commits nothing.
 */
final class Quarantine {
    private final JavaSparkContext spark;
    private final Table rejected;
    private final String jobId;
    private final int attempt;
    private final ReadOptions options;

    Quarantine(JavaSparkContext spark, Table rejected, String jobId, int attempt, ReadOptions options) {
        this.spark = spark;
        this.rejected = rejected;
        this.jobId = jobId;
        this.attempt = attempt;
        this.options = options;
    }

    /** A split's text, or what is wrong with it: behind its bad record, a file may be damaged too. */
    private record Length(TextPlace text, String fault) implements Serializable {
        static Length of(TextSource source, Split split) throws IOException {
            try {
                return new Length(Breakdown.contained(source.name(), () -> source.length(split)), "");
            } catch (InputFault damage) {
                return new Length(TextPlace.START, damage.getMessage());
            }
        }
    }

    /** The table's own name, without those of catalog and namespace. */
    String tableName() {
        return tableName(rejected);
    }

    static String tableName(Table table) {
        return table.name().substring(table.name().lastIndexOf('.') + 1);
    }

    /** @return the bad records of these splits; an {@link InputFault} where the file is bad as a whole */
    SetAside of(ItemPlan plan, Set<Split> faulted) {
        List<SplitTask> tasks = plan.tasks().stream()
                .filter(task -> task.isFirstBand() && faulted.contains(task.split()))
                .toList();
        Map<Split, TextPlace> places = places(plan, tasks.get(tasks.size() - 1).split());
        ReadOptions reading = options;
        List<SplitCheck> checks = tasks.stream()
                .map(task -> new SplitCheck(task, places.get(task.split()), reading))
                .toList();
        Table shipped = SerializableTable.copyOf(rejected);
        String job = jobId;
        int attemptNumber = attempt;
        List<SplitCheck.Result> results = spark.parallelize(checks, checks.size())
                .map(check -> check.run(shipped, job, attemptNumber))
                .collect();
        return sum(tasks, results);
    }

    /** Removes what was set aside; no snapshot has it yet. */
    void discard(SetAside aside) {
        aside.files().forEach(file -> rejected.io().deleteFile(file.location()));
    }

    private SetAside sum(List<SplitTask> tasks, List<SplitCheck.Result> results) {
        long count = 0;
        Map<Split, long[]> badLines = new LinkedHashMap<>();
        RejectedRecord first = null;
        List<DataFile> files = new ArrayList<>();
        String fault = "";
        for (int i = 0; i < results.size(); i++) {
            SplitCheck.Result result = results.get(i);
            count += result.badLines().length;
            badLines.put(tasks.get(i).split(), result.badLines());
            first = first == null ? result.first() : first;
            files.add(result.file());
            fault = fault.isEmpty() ? result.fault() : fault;
        }
        SetAside aside = new SetAside(count, badLines, first, List.copyOf(files));
        TextSource source = tasks.get(0).source();
        if (fault.isEmpty() && count > source.limits().rejectedRecords()) {
            fault = "More than " + source.limits().rejectedRecords()
                    + " records would be set aside, so the file itself is at fault. The first: "
                    + first.message(source.name());
        }
        if (!fault.isEmpty()) {
            throw InputFault.told(source.name(), fault);
        }
        return aside;
    }

    /** Where each split up to the last one that matters starts in the text, all counted in one go. */
    private Map<Split, TextPlace> places(ItemPlan plan, Split last) {
        TextSource source = plan.tasks().get(0).source();
        List<Split> before = new ArrayList<>();
        for (SplitTask task : plan.tasks()) {
            if (task.isFirstBand() && task.split().from() < last.from()) {
                before.add(task.split());
            }
        }
        List<Length> lengths = before.isEmpty()
                ? List.of()
                : spark.parallelize(before, before.size())
                        .map(split -> Length.of(source, split))
                        .collect();
        Map<Split, TextPlace> places = new LinkedHashMap<>();
        TextPlace place = TextPlace.START;
        for (int i = 0; i < before.size(); i++) {
            if (!lengths.get(i).fault().isEmpty()) {
                throw InputFault.told(source.name(), lengths.get(i).fault());
            }
            places.put(before.get(i), place);
            place = place.plus(lengths.get(i).text());
        }
        places.put(last, place);
        return places;
    }
}
