package org.lakeome.ingest.write;

import static org.apache.iceberg.types.Types.NestedField.optional;

import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/**
 * The columns of a store's table of rejected records. The server makes real tables and gives them their field ids; this copy
 * serves the tests.
 */
public final class RejectedColumns {
    private RejectedColumns() {}

    public static Schema schema() {
        return new Schema(
                optional(1, "importjobid", Types.StringType.get()),
                optional(2, "source", Types.StringType.get()),
                optional(3, "line", Types.LongType.get()),
                optional(4, "byteoffset", Types.LongType.get()),
                optional(5, "field", Types.StringType.get()),
                optional(6, "value", Types.StringType.get()),
                optional(7, "reason", Types.StringType.get()),
                optional(8, "rawtext", Types.StringType.get()));
    }
}
