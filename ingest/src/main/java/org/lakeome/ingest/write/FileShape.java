package org.lakeome.ingest.write;

import java.util.List;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/** What data files of one table with the same columns have in common; made once for all of them where there may be thousands. Immutable. */
record FileShape(Table table, PartitionSpec spec, MessageType type, String schemaJson, MetricsConfig metrics) {
    private static final List<String> CONTIG_COLUMNS = List.of("contigname", "seqid");

    static FileShape of(Table table, Schema columns) {
        return of(table, table.spec(), columns);
    }

    static FileShape of(Table table, PartitionSpec spec, Schema columns) {
        return new FileShape(
                table,
                spec,
                ParquetSchemaUtil.convert(columns, "table"),
                SchemaParser.toJson(columns),
                MetricsConfig.forTable(table));
    }

    /** Of the rows of a sample; one without values where the table is not partitioned. */
    PartitionKey partition(String sample) {
        PartitionKey partition = new PartitionKey(spec, table.schema());
        Record key = GenericRecord.create(table.schema());
        key.setField("sampleid", sample);
        partition.partition(key);
        return partition;
    }

    /** Of the column that says on which contig a row lies; -1 where the table has none. */
    int contigPlace() {
        return CONTIG_COLUMNS.stream()
                .filter(type::containsField)
                .mapToInt(type::getFieldIndex)
                .findFirst()
                .orElse(-1);
    }
}
