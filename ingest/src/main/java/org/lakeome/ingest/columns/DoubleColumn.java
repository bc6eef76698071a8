package org.lakeome.ingest.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** 64-bit floating-point numbers, plain. */
public final class DoubleColumn extends Column {
    private double[] values = new double[1 << 10];
    private int size;

    public DoubleColumn(ColumnDescriptor column, boolean hasBounds, PagePacker packer) {
        super(column, hasBounds, packer);
    }

    public void value(int repetition, double value) {
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
        out.reserve(8 * size);
        for (int i = 0; i < size; i++) {
            out.putLong(Double.doubleToRawLongBits(values[i]));
        }
        return Encoding.PLAIN;
    }

    /** A NaN lies in no bounds, and a zero of either sign within them (Parquet format, ColumnOrder). */
    @Override
    void bounds(Statistics<?> statistics) {
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        boolean found = false;
        for (int i = 0; i < size; i++) {
            if (!Double.isNaN(values[i])) {
                least = Math.min(least, values[i]);
                largest = Math.max(largest, values[i]);
                found = true;
            }
        }
        if (found) {
            statistics.updateStats(least == 0 ? -0.0 : least);
            statistics.updateStats(largest == 0 ? 0.0 : largest);
        }
    }

    @Override
    void clearPage() {
        size = 0;
    }
}
