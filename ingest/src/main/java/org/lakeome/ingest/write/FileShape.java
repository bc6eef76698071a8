package org.lakeome.ingest.write;

import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/** What all data files of one input file have in common; made once, as there may be thousands of files. Immutable. */
record FileShape(Table table, MessageType type, String schemaJson, MetricsConfig metrics) {
    static FileShape of(Table table, Schema columns) {
        return new FileShape(
                table,
                ParquetSchemaUtil.convert(columns, "table"),
                SchemaParser.toJson(columns),
                MetricsConfig.forTable(table));
    }
}
