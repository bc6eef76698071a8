package org.lakeome.catalog.table;

import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.BooleanType;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.LongType;

/**
 * The table of a GFF annotation store: the 21 columns of AWS's published table in their order, one row per feature,
 * {@code start} and {@code end} 0-based half-open.
 */
final class FeatureTable {

    private FeatureTable() {}

    static Schema schema() {
        FieldIds ids = new FieldIds();
        return ColumnComments.FEATURES.on(FieldIds.struct(
                        ids.text("importjobid"),
                        ids.text("seqid"),
                        ids.text("source"),
                        ids.text("type"),
                        ids.column("start", LongType.get()),
                        ids.column("end", LongType.get()),
                        ids.column("score", DoubleType.get()),
                        ids.text("strand"),
                        ids.column("phase", IntegerType.get()),
                        ids.text("id"),
                        ids.text("name"),
                        ids.text("alias"),
                        ids.column("parent", ids.strings()),
                        ids.text("target"),
                        ids.text("gap"),
                        ids.text("derivesfrom"),
                        ids.column("note", ids.strings()),
                        ids.column("dbxref", ids.strings()),
                        ids.column("ontologyterm", ids.strings()),
                        ids.column("is_circular", BooleanType.get()),
                        ids.column("information", ids.stringMap()))
                .fields());
    }
}
