package org.lakeome.catalog.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.BooleanType;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.FloatType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.lakeome.catalog.format.ColumnType;
import org.lakeome.catalog.format.TsvOptions;

/**
 * The table of a TSV annotation store: {@code importjobid}, the columns of the store's schema in their order, {@code end}
 * where the file has but a position, and {@code information}.
 */
final class TabularTable {

    private TabularTable() {}

    static Schema schema(TsvOptions options) {
        FieldIds ids = new FieldIds();
        List<NestedField> columns = new ArrayList<>();
        columns.add(ids.text("importjobid"));
        options.schema().forEach(column -> columns.add(ids.column(column.name(), type(column.type()))));
        if (options.annotationType().addsEnd()) {
            columns.add(ids.column("end", IntegerType.get()));
        }
        columns.add(ids.column("information", ids.stringMap()));
        return ColumnComments.TABULAR.on(columns);
    }

    private static Type type(ColumnType type) {
        return switch (type) {
            case LONG -> LongType.get();
            case INT -> IntegerType.get();
            case STRING -> StringType.get();
            case FLOAT -> FloatType.get();
            case DOUBLE -> DoubleType.get();
            case BOOLEAN -> BooleanType.get();
        };
    }
}
