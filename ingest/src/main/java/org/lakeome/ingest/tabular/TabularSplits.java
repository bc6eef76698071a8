package org.lakeome.ingest.tabular;

import java.io.IOException;
import java.util.List;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** Cuts a file into splits. Only the first one's reader knows the numbers of lines, so a header must lie in the first. */
public final class TabularSplits {
    private TabularSplits() {}

    public static List<Split> of(TextSource source, TabularFile file, long targetBytes) throws IOException {
        List<Split> splits = source.splits(targetBytes);
        return splits.size() == 1 || headerLiesIn(source, splits.get(0), file) ? splits : List.of(source.whole());
    }

    private static boolean headerLiesIn(TextSource source, Split split, TabularFile file) throws IOException {
        try (LineReader lines = source.lines(split, file.options().lineEnd(), true)) {
            while (lines.lines() < file.headerLine()) {
                if (!lines.next()) {
                    return false;
                }
            }
            return true;
        }
    }
}
