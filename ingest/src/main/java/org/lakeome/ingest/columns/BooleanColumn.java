package org.lakeome.ingest.columns;

import java.util.BitSet;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** Booleans, a bit each. */
public final class BooleanColumn extends Column {
    private final BitSet values = new BitSet();
    private int size;

    public BooleanColumn(ColumnDescriptor column, boolean hasBounds) {
        super(column, hasBounds);
    }

    public void value(int repetition, boolean value) {
        present(repetition);
        values.set(size++, value);
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long pageBytes() {
        return 0;
    }

    @Override
    Encoding encode(int page, int from, int to, ByteSink out) {
        for (int i = from; i < to; i += Byte.SIZE) {
            int packed = 0;
            for (int bit = 0; bit < Byte.SIZE && i + bit < to; bit++) {
                packed |= values.get(i + bit) ? 1 << bit : 0;
            }
            out.put(packed);
        }
        return Encoding.PLAIN;
    }

    @Override
    void bounds(int from, int to, Statistics<?> statistics) {
        if (from < to) {
            statistics.updateStats(values.nextClearBit(from) >= to);
            int firstTrue = values.nextSetBit(from);
            statistics.updateStats(firstTrue >= 0 && firstTrue < to);
        }
    }

    @Override
    void clearValues() {
        values.clear();
        size = 0;
    }
}
