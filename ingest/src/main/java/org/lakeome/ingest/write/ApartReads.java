package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the items of a job one after another and tells before each which it is: if the process dies, it was that one.
 *
 * @param beginning hears the source of each item before it is looked at, and empty text after the last
 * @param read hears of each item as its outcome is known
 */
record ApartReads(
        ItemImport items,
        List<String> sources,
        SourceOpener opener,
        Consumer<String> beginning,
        Consumer<ItemOutcome> read) {

    /** In the order of the sources. */
    List<ItemResult> run() {
        List<ItemResult> results = new ArrayList<>();
        for (int number = 0; number < sources.size(); number++) {
            beginning.accept(sources.get(number));
            OpenedItem item = items.open(number, sources.get(number), opener);
            ItemResult result = item.failure() == null ? items.run(item) : item.failure();
            read.accept(result.outcome());
            results.add(result);
        }
        beginning.accept("");
        return results;
    }
}
