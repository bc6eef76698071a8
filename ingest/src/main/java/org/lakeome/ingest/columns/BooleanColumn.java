package org.lakeome.ingest.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** Booleans, a bit each. */
public final class BooleanColumn extends Column {
    private byte[] values = new byte[1 << 10];
    private int size;

    public BooleanColumn(ColumnDescriptor column, boolean hasBounds, PagePacker packer) {
        super(column, hasBounds, packer);
    }

    public void value(int repetition, boolean value) {
        present(repetition);
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = (byte) (value ? 1 : 0);
    }

    /** Rows of a column that is no list: 0 or 1 at the first place and every step-th after it; null where there is the missing one. */
    public void values(int[] flags, int first, int step, int rows, int missing) {
        int place = first;
        for (int row = 0; row < rows; ) {
            for (int end = row + startRows(rows - row); row < end; row++, place += step) {
                int flag = flags[place];
                if (flag == missing) {
                    missing(0, 0);
                } else {
                    value(0, flag != 0);
                }
            }
        }
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long pageBytes() {
        return size;
    }

    @Override
    Encoding encode(ByteSink out) {
        out.reserve(size / Byte.SIZE + 1);
        for (int i = 0; i < size; i += Byte.SIZE) {
            int packed = 0;
            for (int at = Math.min(i + Byte.SIZE, size) - 1; at >= i; at--) {
                packed = packed << 1 | values[at];
            }
            out.put(packed);
        }
        return Encoding.PLAIN;
    }

    @Override
    void bounds(Statistics<?> statistics) {
        boolean all = true;
        boolean any = false;
        for (int i = 0; i < size; i++) {
            all &= values[i] != 0;
            any |= values[i] != 0;
        }
        statistics.updateStats(all);
        statistics.updateStats(any);
    }

    @Override
    void clearPage() {
        size = 0;
    }
}
