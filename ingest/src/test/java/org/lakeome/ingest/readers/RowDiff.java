package org.lakeome.ingest.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.Table;

/** Row by row, what one reading has and another has not, for messages. */
final class RowDiff {
    private static final int SHOWN = 3;

    private RowDiff() {}

    static String of(TableReader reader, Table table, TableReader other, Table otherTable, Question question) {
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        reader.read(table, question, cells -> counts.merge(Cells.text(cells), 1, Integer::sum));
        other.read(otherTable, question, cells -> counts.merge(Cells.text(cells), -1, Integer::sum));
        List<String> lines = new ArrayList<>();
        counts.forEach((row, count) -> {
            if (count != 0 && lines.size() < 2 * SHOWN) {
                lines.add((count > 0 ? "only by " + reader.name() : "only by " + other.name()) + ": " + row);
            }
        });
        return String.join("\n", lines);
    }
}
