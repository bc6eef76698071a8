package org.lakeome.ingest.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.AnnotationTable;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.tabular.AnnotationType;
import org.lakeome.ingest.tabular.ColumnType;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.TableColumn;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.write.AnnotationFormat;
import org.lakeome.ingest.write.AnnotationImport;
import org.lakeome.ingest.write.ItemOutcome;
import org.lakeome.ingest.write.WriteLimits;

/** Imports files of GFF and TSV into a store each, with the options of {@code annotation-cases.json}. For one thread. */
final class AnnotationCases {
    private final Path warehouse;
    private final Map<String, JsonNode> options = new HashMap<>();
    private int stores;

    AnnotationCases(Path folder, Path warehouse) throws IOException {
        this.warehouse = warehouse;
        for (JsonNode one : new ObjectMapper().readTree(Files.readString(folder.resolve("annotation-cases.json")))) {
            options.put(one.path("id").asText(), one);
        }
    }

    ExpectedCase.Outcome imported(Path file, String as) throws IOException {
        AnnotationFormat format;
        try {
            format = as.isEmpty() ? new AnnotationFormat.Gff() : tabular(options.get(as));
        } catch (IllegalArgumentException e) {
            // The worker fails such a job before it reads the file.
            return new ExpectedCase.Outcome(false, 0, e.getMessage(), List.of());
        }
        String name = "store" + stores++;
        Table table = format instanceof AnnotationFormat.Tabular rows
                ? AnnotationTable.tabular(warehouse, name, rows.layout())
                : AnnotationTable.gff(warehouse, name);
        ItemOutcome outcome = new AnnotationImport(
                        LocalSpark.context(), table, Optional.empty(), name, 1, WriteLimits.DEFAULT, format)
                .run(file.toString(), source -> LocalFile.of(file));
        return new ExpectedCase.Outcome(outcome.completed(), outcome.rows(), outcome.message(), rows(table));
    }

    private static List<Map<String, String>> rows(Table table) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        table.refresh();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            records.forEach(record -> rows.add(texts(record)));
        }
        return rows;
    }

    /** Of the columns that have a value. */
    static Map<String, String> texts(Record record) {
        Map<String, String> texts = new HashMap<>();
        for (Types.NestedField field : record.struct().fields()) {
            Object value = record.getField(field.name());
            texts.put(field.name(), String.valueOf(value));
        }
        return texts;
    }

    private static AnnotationFormat.Tabular tabular(JsonNode one) {
        JsonNode store = one.path("storeOptions").path("tsvStoreOptions");
        List<TableColumn> columns = new ArrayList<>();
        for (JsonNode column : store.path("schema")) {
            column.properties()
                    .forEach(entry -> columns.add(new TableColumn(
                            entry.getKey(), ColumnType.valueOf(entry.getValue().asText()))));
        }
        TableLayout layout = TableLayout.of(
                AnnotationType.valueOf(store.path("annotationType").asText()),
                columns,
                texts(store.path("formatToHeader")));
        return new AnnotationFormat.Tabular(layout, CsvOptions.of(texts(one.path("readOptions"))));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
