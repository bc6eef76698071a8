package org.lakeome.ingest.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.write.ItemOutcome;

/** How an import job ends, by what became of its items. */
final class ImportFinish {
    private ImportFinish() {}

    static Finish of(int attempt, List<ItemOutcome> outcomes) {
        List<Finish.Item> items = new ArrayList<>();
        for (ItemOutcome outcome : outcomes) {
            String status = outcome.completed() ? "COMPLETED" : "FAILED";
            items.add(new Finish.Item(
                    outcome.source(), status, outcome.message(), outcome.rows(), outcome.records(), outcome.content()));
        }
        long failed = outcomes.stream().filter(outcome -> !outcome.completed()).count();
        long rejected = outcomes.stream().mapToLong(ItemOutcome::rejected).sum();
        String status = failed == 0 && rejected == 0
                ? "COMPLETED"
                : failed == items.size() ? "FAILED" : "COMPLETED_WITH_FAILURES";
        return new Finish(attempt, status, message(outcomes, failed, rejected), items, Map.of());
    }

    private static String message(List<ItemOutcome> outcomes, long failed, long rejected) {
        boolean alone = outcomes.size() == 1;
        if (failed == 0) {
            long rows = outcomes.stream().mapToLong(ItemOutcome::rows).sum();
            return "Imported " + rows + " rows from " + outcomes.size() + (alone ? " file." : " files.")
                    + (rejected == 0 || alone ? "" : " Records set aside: " + rejected + ".")
                    + notes(outcomes);
        }
        String first = outcomes.stream()
                .filter(outcome -> !outcome.completed())
                .findFirst()
                .map(ItemOutcome::message)
                .orElse("");
        String failures = failed == 1 && !first.isEmpty()
                ? first
                : failed + " of " + outcomes.size() + " files failed"
                        + (first.isEmpty() ? "; their own messages say why." : "; the first: " + first);
        return rejected == 0 || alone ? failures : failures + " Records set aside in all files: " + rejected + ".";
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
}
