package org.lakeome.ingest.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.lakeome.ingest.tabular.AnnotationType;
import org.lakeome.ingest.tabular.ColumnType;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.HeaderKey;
import org.lakeome.ingest.tabular.TableColumn;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.write.AnnotationFormat;

/**
 * {@code spark.read().format("genomic-tsv").option("columns", "chrom STRING, start LONG, stop LONG").load(path)}: TSV, CSV and BED
 * files with typed columns, coordinates turned 0-based and half-open as in a TSV annotation store.
 *
 * <p>Options: {@code columns} (required; types LONG INT STRING FLOAT DOUBLE BOOLEAN); {@code annotationType} (default GENERIC);
 * {@code CHR}, {@code POS}, {@code START}, {@code END}, {@code REF}, {@code ALT}: the columns that the annotation type asks for;
 * {@code sep encoding quote escape comment header lineSep} as in Spark's CSV reader, tab and a header without any of them;
 * {@code nullValues}: words for a missing value in columns that are no text;
 * {@code reference} as for {@link VcfDataSource}, where there is REF and ALT; {@code splitBytes} and the use of an index as for {@link VcfDataSource}, by conditions on the columns CHR and POS or START.
 */
public final class GenomicTsvDataSource implements TableProvider, DataSourceRegister {
    private static final List<String> READ_OPTIONS =
            List.of("sep", "encoding", "quote", "escape", "comment", "header", "lineSep", "nullValues");

    @Override
    public String shortName() {
        return "genomic-tsv";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return AnnotationTable.schema(format(options));
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        AnnotationFormat.Tabular format = format(new CaseInsensitiveStringMap(properties));
        return new AnnotationTable(shortName(), format, columns(format.layout()));
    }

    private static Wanted.Columns columns(TableLayout layout) {
        HeaderKey start = layout.type().addsEnd() ? HeaderKey.POS : HeaderKey.START;
        List<String> names = layout.tableNames();
        return layout.places().isEmpty()
                ? new Wanted.Columns(null, null, null)
                : new Wanted.Columns(
                        names.get(layout.places().get(HeaderKey.CHR)),
                        names.get(layout.places().get(start)),
                        null);
    }

    private static AnnotationFormat.Tabular format(CaseInsensitiveStringMap options) {
        Map<String, String> keys = new HashMap<>();
        for (HeaderKey key : HeaderKey.values()) {
            if (options.containsKey(key.name())) {
                keys.put(key.name(), options.get(key.name()));
            }
        }
        Map<String, String> reading = new HashMap<>();
        for (String name : READ_OPTIONS) {
            if (options.containsKey(name)) {
                reading.put(name, options.get(name));
            }
        }
        AnnotationType type = AnnotationType.valueOf(
                options.getOrDefault("annotationType", "GENERIC").toUpperCase(Locale.ROOT));
        return new AnnotationFormat.Tabular(
                TableLayout.of(type, columns(options.getOrDefault("columns", "")), keys), CsvOptions.of(reading));
    }

    private static List<TableColumn> columns(String text) {
        List<TableColumn> columns = new ArrayList<>();
        for (String column : text.split(",")) {
            String[] words = column.strip().split("\\s+");
            if (words.length != 2) {
                throw new IllegalArgumentException(
                        "Give the option columns as \"name TYPE, name TYPE\"; this is not so: " + text);
            }
            columns.add(new TableColumn(words[0], ColumnType.valueOf(words[1].toUpperCase(Locale.ROOT))));
        }
        return columns;
    }
}
