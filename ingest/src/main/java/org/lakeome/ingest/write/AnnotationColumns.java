package org.lakeome.ingest.write;

import static org.apache.iceberg.types.Types.NestedField.optional;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.tabular.TableColumn;
import org.lakeome.ingest.tabular.TableLayout;

/**
 * The columns of GFF and TSV stores' tables in order (HealthOmics table contract, section 4). The server makes real tables and
 * gives them their field ids; this copy serves the data sources and the tests.
 */
public final class AnnotationColumns {
    private int id;

    private AnnotationColumns() {}

    public static Schema gff() {
        return new AnnotationColumns().features();
    }

    public static Schema tabular(TableLayout layout) {
        return new AnnotationColumns().rows(layout);
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
