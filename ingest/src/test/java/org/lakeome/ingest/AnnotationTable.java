package org.lakeome.ingest;

import static org.apache.iceberg.types.Types.NestedField.optional;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.tabular.TableColumn;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.write.RejectedColumns;
import org.lakeome.ingest.write.WarehouseFileIO;

/** Makes tables of annotation stores, as the server makes them, in a catalog that is a folder. */
public final class AnnotationTable {
    private int id;

    private AnnotationTable() {}

    public static Table gff(Path warehouse, String name) {
        return create(warehouse, name, new AnnotationTable().features());
    }

    public static Table tabular(Path warehouse, String name, TableLayout layout) {
        return create(warehouse, name, new AnnotationTable().rows(layout));
    }

    public static Table rejected(Path warehouse, String name) {
        return create(warehouse, name, RejectedColumns.schema());
    }

    private static Table create(Path warehouse, String name, Schema schema) {
        HadoopCatalog catalog = new HadoopCatalog();
        catalog.setConf(new Configuration());
        catalog.initialize(
                "test", Map.of("warehouse", warehouse.toString(), "io-impl", WarehouseFileIO.class.getName()));
        return catalog.createTable(TableIdentifier.of("alice", name), schema);
    }

    private Schema features() {
        List<Types.NestedField> fields = new ArrayList<>();
        for (String text : List.of("importjobid", "seqid", "source", "type")) {
            fields.add(column(text, Types.StringType.get()));
        }
        fields.add(column("start", Types.LongType.get()));
        fields.add(column("end", Types.LongType.get()));
        fields.add(column("score", Types.DoubleType.get()));
        fields.add(column("strand", Types.StringType.get()));
        fields.add(column("phase", Types.IntegerType.get()));
        for (String text : List.of("id", "name", "alias")) {
            fields.add(column(text, Types.StringType.get()));
        }
        fields.add(column("parent", texts()));
        for (String text : List.of("target", "gap", "derivesfrom")) {
            fields.add(column(text, Types.StringType.get()));
        }
        for (String list : List.of("note", "dbxref", "ontologyterm")) {
            fields.add(column(list, texts()));
        }
        fields.add(column("is_circular", Types.BooleanType.get()));
        fields.add(column("information", map()));
        return new Schema(fields);
    }

    private Schema rows(TableLayout layout) {
        List<Types.NestedField> fields = new ArrayList<>();
        fields.add(column("importjobid", Types.StringType.get()));
        List<String> names = layout.tableNames();
        for (int i = 0; i < layout.columns().size(); i++) {
            fields.add(column(names.get(i), type(layout.columns().get(i))));
        }
        if (layout.type().addsEnd()) {
            fields.add(column("end", Types.IntegerType.get()));
        }
        fields.add(column("information", map()));
        return new Schema(fields);
    }

    private static Type type(TableColumn column) {
        return switch (column.type()) {
            case LONG -> Types.LongType.get();
            case INT -> Types.IntegerType.get();
            case STRING -> Types.StringType.get();
            case FLOAT -> Types.FloatType.get();
            case DOUBLE -> Types.DoubleType.get();
            case BOOLEAN -> Types.BooleanType.get();
        };
    }

    private Types.NestedField column(String name, Type type) {
        return optional(++id, name, type);
    }

    private Type texts() {
        return Types.ListType.ofOptional(++id, Types.StringType.get());
    }

    private Type map() {
        return Types.MapType.ofOptional(++id, ++id, Types.StringType.get(), Types.StringType.get());
    }
}
