package org.lakeome.catalog.table;

import static org.apache.iceberg.types.Types.NestedField.optional;

import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.StructType;

/** Makes optional fields, with ids in the order of writing; Iceberg renumbers them when the table is made. */
final class FieldIds {
    private int ids;

    NestedField column(String name, Type type) {
        return optional(++ids, name, type);
    }

    NestedField text(String name) {
        return column(name, StringType.get());
    }

    static StructType struct(NestedField... fields) {
        return StructType.of(fields);
    }

    ListType list(Type element) {
        return ListType.ofOptional(++ids, element);
    }

    ListType strings() {
        return list(StringType.get());
    }

    MapType stringMap() {
        return MapType.ofOptional(++ids, ++ids, StringType.get(), StringType.get());
    }
}
