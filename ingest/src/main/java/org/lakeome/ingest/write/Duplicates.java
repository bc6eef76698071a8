package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds among the items of a job, before its commit, those whose content the store has already, or another item of the job brings. */
public record Duplicates(OnDuplicate wish, KnownContent known) {
    public static final Duplicates UNKNOWN = new Duplicates(OnDuplicate.IMPORT, KnownContent.NONE);

    private static final Logger LOG = LoggerFactory.getLogger(Duplicates.class);

    /** The outcomes as the wish has them, in their order: one that was completed before and brings no row now was left out. */
    List<ItemOutcome> judged(List<ItemOutcome> outcomes) {
        Map<String, String> before = new HashMap<>(known(outcomes));
        List<ItemOutcome> judged = new ArrayList<>();
        for (ItemOutcome outcome : outcomes) {
            String content = outcome.content();
            if (!outcome.completed() || content.isEmpty() || outcome.rows() == 0) {
                judged.add(outcome);
            } else if (before.containsKey(content)) {
                judged.add(judged(outcome, before.get(content)));
            } else {
                before.put(content, "another file of this job, " + outcome.source());
                judged.add(outcome);
            }
        }
        return judged;
    }

    private ItemOutcome judged(ItemOutcome outcome, String bringer) {
        if (wish == OnDuplicate.SKIP) {
            return ItemOutcome.skipped(
                    outcome.source(),
                    "Skipped, nothing was imported: the store has the same content from " + bringer + ".");
        }
        if (wish == OnDuplicate.FAIL) {
            return ItemOutcome.failed(
                    outcome.source(),
                    "Not imported: the store has the same content from " + bringer
                            + ". To import it once more, use `lakeome import` with --again.");
        }
        return outcome.first("Its content was in the store already, from " + bringer
                + ": the rows are there once more now. If that is not wanted, undo the import.");
    }

    /** Where nothing hangs on it but a remark, an answer that does not come stops no import. */
    private Map<String, String> known(List<ItemOutcome> outcomes) {
        List<String> contents = outcomes.stream()
                .map(ItemOutcome::content)
                .filter(content -> !content.isEmpty())
                .distinct()
                .toList();
        try {
            return contents.isEmpty() ? Map.of() : known.of(contents);
        } catch (IOException e) {
            if (wish == OnDuplicate.IMPORT) {
                LOG.warn("Nobody could say whether the store has the content of the files: {}", e.toString());
                return Map.of();
            }
            throw new UncheckedIOException(e);
        }
    }
}
