package org.lakeome.ingest.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Floating-point numbers of 64 or 32 bits, as the column has them, plain. */
public final class DoubleColumn extends Column {
    private double[] values = new double[1 << 10];
    private int size;
    private final boolean isSingle;

    public DoubleColumn(ColumnDescriptor column, boolean hasBounds, PagePacker packer) {
        super(column, hasBounds, packer);
        this.isSingle = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT;
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
            if (isSingle) {
                out.putInt(Float.floatToRawIntBits((float) values[i]));
            } else {
                out.putLong(Double.doubleToRawLongBits(values[i]));
            }
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
            bound(statistics, least == 0 ? -0.0 : least);
            bound(statistics, largest == 0 ? 0.0 : largest);
        }
    }

    private void bound(Statistics<?> statistics, double value) {
        if (isSingle) {
            statistics.updateStats((float) value);
        } else {
            statistics.updateStats(value);
        }
    }

    @Override
    void clearPage() {
        size = 0;
    }
}
