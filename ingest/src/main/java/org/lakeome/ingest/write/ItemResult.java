package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.vcf.HeaderLines;
import org.lakeome.ingest.vcf.RemarkKind;
import org.lakeome.ingest.vcf.Remarks;
import org.lakeome.ingest.vep.VepCounts;

/** An item's outcome with what its header declares, the files that hold its rows, both empty if it failed, and its bad records. */
record ItemResult(ItemOutcome outcome, HeaderLines lines, List<DataFile> files, List<DataFile> rejected)
        implements Serializable {
    private static final HeaderLines NO_LINES = new HeaderLines(List.of(), 0);

    /** The results are in the order of the tasks, and so of the file. */
    static ItemResult of(String source, ItemPlan plan, List<SplitResult> results, SetAside aside, String rejectedTable)
            throws IOException {
        List<DataFile> written = new ArrayList<>();
        List<SplitResult.Faulted> faults = new ArrayList<>();
        UndeclaredFields undeclared = new UndeclaredFields();
        VepCounts vep = VepCounts.NONE;
        Map<RemarkKind, Remarks> remarks = new EnumMap<>(RemarkKind.class);
        ContentSum content = ContentSum.NOTHING;
        long records = 0;
        long rows = 0;
        for (int i = 0; i < results.size(); i++) {
            SplitResult result = results.get(i);
            if (result instanceof SplitResult.Written whole) {
                vep = plus(vep, plan.tasks().get(i), whole.vep());
                add(remarks, plan.tasks().get(i), whole.remarks());
                written.addAll(whole.files());
                undeclared.add(plan.tasks().get(i), whole);
                content = plan.tasks().get(i).isFirstBand() ? content.plus(whole.content()) : content;
                records += whole.records();
                rows += whole.rows();
            } else if (result instanceof SplitResult.Faulted faulted) {
                faults.add(faulted);
            }
        }
        if (!faults.isEmpty()) {
            throw InputFault.told(source, first(faults));
        }
        if (rows == 0 && aside.count() > 0) {
            return nothingGood(source, aside, rejectedTable);
        }
        List<String> notes = new ArrayList<>();
        if (rows == 0) {
            notes.add(ItemOutcome.NO_RECORDS);
        }
        if (aside.count() > 0) {
            notes.add(aside.message(source, rejectedTable));
        }
        notes.add(vep.message());
        notes.addAll(undeclared.notes(plan.header()));
        notes.addAll(plan.header().columnNotes());
        remarks.forEach((kind, found) -> notes.add(kind.note(found)));
        notes.addAll(plan.notes());
        notes.removeIf(String::isEmpty);
        ItemOutcome outcome = new ItemOutcome(source, true, "", records, rows, aside.count())
                .with(notes, 8)
                .of(content, plan.size());
        return new ItemResult(outcome, plan.lines(), List.copyOf(written), aside.files());
    }

    private static ItemResult nothingGood(String source, SetAside aside, String rejectedTable) {
        String message = ItemOutcome.NO_ROWS + " No record is good: " + aside.message(source, rejectedTable);
        return new ItemResult(
                new ItemOutcome(source, false, message, 0, 0, aside.count()), NO_LINES, List.of(), aside.files());
    }

    /** A split counts lines from its own start; only for the first one told is it worth reading the file up to there. */
    private static VepCounts plus(VepCounts sum, SplitTask task, VepCounts more) throws IOException {
        boolean first = sum.line() == 0 && more.line() > 0;
        return sum.plus(more.repaired(), more.leftOut(), (first ? before(task) : 0) + more.line());
    }

    private static void add(Map<RemarkKind, Remarks> sums, SplitTask task, Map<RemarkKind, Remarks> found)
            throws IOException {
        for (RemarkKind kind : RemarkKind.values()) {
            Remarks sum = sums.getOrDefault(kind, Remarks.NONE);
            Remarks more = found.getOrDefault(kind, Remarks.NONE);
            boolean first = sum.count() == 0 && more.count() > 0;
            sums.put(kind, sum.plus(more, (first ? before(task) : 0) + more.line()));
        }
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

    /** As it was decided; one that shall bring nothing loses its rows. */
    ItemResult decided(ItemOutcome other) {
        return other.rows() == outcome.rows()
                ? new ItemResult(other, lines, files, rejected)
                : new ItemResult(other, NO_LINES, List.of(), List.of());
    }

    static ItemResult unreadable(String source, IOException e) {
        return failed(source, "The source could not be read: " + e.getMessage());
    }

    static ItemResult failed(String source, String message) {
        return new ItemResult(ItemOutcome.failed(source, message), NO_LINES, List.of(), List.of());
    }
}
