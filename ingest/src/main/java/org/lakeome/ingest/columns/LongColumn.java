package org.lakeome.ingest.columns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;

/** 64-bit whole numbers that mostly grow, such as positions: differences, bit-packed. */
public final class LongColumn extends Column {
    private long[] values = new long[1 << 10];
    private int size;

    public LongColumn(ColumnDescriptor column, boolean hasBounds, PagePacker packer) {
        super(column, hasBounds, packer);
    }

    public void value(int repetition, long value) {
        present(repetition);
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long pageBytes() {
        return 8L * size;
    }

    @Override
    Encoding encode(ByteSink out) {
        try (DeltaBinaryPackingValuesWriterForLong deltas =
                new DeltaBinaryPackingValuesWriterForLong(1 << 12, PAGE_BYTES, HeapByteBufferAllocator.getInstance())) {
            for (int i = 0; i < size; i++) {
                deltas.writeLong(values[i]);
            }
            byte[] bytes = deltas.getBytes().toByteArray();
            out.put(bytes, 0, bytes.length);
            return Encoding.DELTA_BINARY_PACKED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void bounds(Statistics<?> statistics) {
        long least = values[0];
        long largest = values[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, values[i]);
            largest = Math.max(largest, values[i]);
        }
        statistics.updateStats(least);
        statistics.updateStats(largest);
    }

    @Override
    void clearPage() {
        size = 0;
    }
}
