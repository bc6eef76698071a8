package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lakeome.ingest.tabular.AnnotationType;
import org.lakeome.ingest.tabular.ColumnType;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.TableColumn;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.write.AnnotationFormat;

/** Reads from a work specification how the file of a GFF or TSV store is to be read. */
final class AnnotationFormatSpec {
    private AnnotationFormatSpec() {}

    /** @throws IllegalArgumentException when the specification says something that cannot be done */
    static AnnotationFormat of(JsonNode spec) {
        String format = VariantImportSpec.required(spec, "format");
        return switch (format) {
            case "GFF" -> new AnnotationFormat.Gff();
            case "TSV" ->
                new AnnotationFormat.Tabular(
                        layout(spec.path("storeOptions")), CsvOptions.of(texts(spec.path("formatOptions"))));
            default -> throw new IllegalArgumentException("This worker does not know the format " + format + ".");
        };
    }

    private static TableLayout layout(JsonNode options) {
        List<TableColumn> columns = new ArrayList<>();
        for (JsonNode column : options.path("schema")) {
            columns.add(new TableColumn(
                    VariantImportSpec.required(column, "name"),
                    ColumnType.valueOf(VariantImportSpec.required(column, "type"))));
        }
        return TableLayout.of(
                AnnotationType.valueOf(options.path("annotationType").asText("GENERIC")),
                columns,
                texts(options.path("formatToHeader")));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                texts.put(entry.getKey(), entry.getValue().asText());
            }
        });
        return texts;
    }
}
