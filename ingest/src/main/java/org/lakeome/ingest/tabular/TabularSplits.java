package org.lakeome.ingest.tabular;

import java.io.IOException;
import java.util.List;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** Cuts a file into splits. Only the first one's reader skips the header, so a header must lie in the first. */
public final class TabularSplits {
    private TabularSplits() {}

    public static List<Split> of(TextSource source, TableLayout layout, CsvOptions options, long targetBytes)
            throws IOException {
        List<Split> splits = source.splits(targetBytes);
        return splits.size() == 1 || headerLiesIn(source, splits.get(0), layout, options)
                ? splits
                : List.of(source.whole());
    }

    private static boolean headerLiesIn(TextSource source, Split split, TableLayout layout, CsvOptions options)
            throws IOException {
        try (TabularLines lines = new TabularLines(source, split, layout, options)) {
            while (true) {
                try {
                    lines.next();
                    return lines.sawHeader();
                } catch (FieldFault fault) {
                    // The reader of the split will tell it; in a comment it says nothing about the header.
                    if (lines.sawHeader()) {
                        return true;
                    }
                }
            }
        }
    }
}
