package org.lakeome.ingest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.write.AnnotationRows;

/** The rows of one split, the wanted columns alone. */
final class AnnotationRowReader implements PartitionReader<InternalRow> {
    private final AnnotationRows rows;
    private final Record record;
    private final String[] columns;

    AnnotationRowReader(AnnotationScan.Partition partition, StructType wanted) {
        try {
            rows = partition.input().rows(partition.split(), BadLines.FAIL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        record = GenericRecord.create(partition.format().schema());
        columns = wanted.fieldNames();
    }

    @Override
    public boolean next() throws IOException {
        return rows.next(record);
    }

    @Override
    public InternalRow get() {
        Object[] values = new Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(record.getField(columns[i]));
        }
        return new GenericInternalRow(values);
    }

    /** In Spark's own form; numbers have it already. */
    private static Object value(Object value) {
        if (value instanceof String text) {
            return UTF8String.fromString(text);
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayBasedMapData(list(List.copyOf(map.keySet())), list(List.copyOf(map.values())));
        }
        return value;
    }

    private static GenericArrayData list(List<?> values) {
        return new GenericArrayData(
                values.stream().map(AnnotationRowReader::value).toArray());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
