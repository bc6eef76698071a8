package org.lakeome.ingest.tabular;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** All rows of a file, read split by split. */
public final class TabularRows {
    private TabularRows() {}

    public static List<List<Object>> of(Path file, TableLayout layout, CsvOptions options, long splitBytes)
            throws IOException {
        return of(file, layout, options, null, splitBytes);
    }

    static List<List<Object>> of(
            Path file, TableLayout layout, CsvOptions options, ReferenceSequence reference, long splitBytes)
            throws IOException {
        TextSource source = TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
        TabularFile head = TabularFile.of(source, layout, options);
        List<List<Object>> rows = new ArrayList<>();
        for (Split split : TabularSplits.of(source, head, splitBytes)) {
            try (TabularReader reader = new TabularReader(source, split, head, reference, BadLines.FAIL)) {
                while (reader.next()) {
                    rows.add(Arrays.asList(reader.row()));
                }
            }
        }
        return rows;
    }

    /** Columns written {@code name TYPE, name TYPE}. */
    public static TableLayout layout(AnnotationType type, String columns, Map<String, String> formatToHeader) {
        return TableLayout.of(
                type,
                Stream.of(columns.split(", "))
                        .map(column -> column.split(" "))
                        .map(parts -> new TableColumn(parts[0], ColumnType.valueOf(parts[1])))
                        .toList(),
                formatToHeader);
    }
}
