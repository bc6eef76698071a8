package org.lakeome.ingest.foreign;

import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;

/** How the rows of a foreign table become rows of a store's table. For one thread. */
interface RowForm {
    /** Sets every column but {@code importjobid}. */
    void fill(Record from, Record to);

    /** Whether the table is that of a variant store, or of a VCF annotation store. */
    static boolean holdsCalls(Schema table) {
        return table.findField("referenceallele") != null && table.findField("calls") != null;
    }
}
