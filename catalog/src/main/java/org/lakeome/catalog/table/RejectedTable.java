package org.lakeome.catalog.table;

import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.LongType;

/** The table of records that imports of a store set aside, with the place, the reason and the raw text of each. */
final class RejectedTable {

    private RejectedTable() {}

    static Schema schema() {
        FieldIds ids = new FieldIds();
        return ColumnComments.REJECTED.on(FieldIds.struct(
                        ids.text("importjobid"),
                        ids.text("source"),
                        ids.column("line", LongType.get()),
                        ids.column("byteoffset", LongType.get()),
                        ids.text("field"),
                        ids.text("value"),
                        ids.text("reason"),
                        ids.text("rawtext"))
                .fields());
    }
}
