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
    private int pageFrom;

    public LongColumn(ColumnDescriptor column, boolean hasBounds) {
        super(column, hasBounds);
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
        return 8L * (size - pageFrom);
    }

    @Override
    void pageStarted() {
        pageFrom = size;
    }

    @Override
    Encoding encode(int page, int from, int to, ByteSink out) {
        try (DeltaBinaryPackingValuesWriterForLong deltas =
                new DeltaBinaryPackingValuesWriterForLong(1 << 12, PAGE_BYTES, HeapByteBufferAllocator.getInstance())) {
            for (int i = from; i < to; i++) {
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
    void bounds(int from, int to, Statistics<?> statistics) {
        if (from == to) {
            return;
        }
        long least = values[from];
        long largest = values[from];
        for (int i = from + 1; i < to; i++) {
            least = Math.min(least, values[i]);
            largest = Math.max(largest, values[i]);
        }
        statistics.updateStats(least);
        statistics.updateStats(largest);
    }

    @Override
    void clearValues() {
        size = 0;
        pageFrom = 0;
    }
}
