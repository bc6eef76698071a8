package org.lakeome.ingest.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** 32-bit whole numbers, by dictionary while that is the shorter form. */
public final class IntColumn extends Column {
    private final IntDictionary distinct = new IntDictionary();
    private final ByteSink entries = new ByteSink();
    private int[] values = new int[1 << 10];
    private int[] ids = new int[1 << 10];
    private int size;
    private int pageFrom;
    private boolean byDictionary;

    public IntColumn(ColumnDescriptor column, boolean hasBounds) {
        super(column, hasBounds);
    }

    public void value(int repetition, int value) {
        present(repetition);
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
            ids = Arrays.copyOf(ids, values.length);
        }
        values[size] = value;
        ids[size] = distinct.id(value);
        size++;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long pageBytes() {
        return 4L * (size - pageFrom);
    }

    @Override
    void pageStarted() {
        pageFrom = size;
    }

    @Override
    ByteSink dictionary() {
        long plain = 4L * size;
        long indexed = 4L * distinct.size() + (long) size * HybridRuns.width(distinct.size() - 1) / Byte.SIZE;
        byDictionary = size > 0 && !distinct.isFull() && indexed < plain;
        if (!byDictionary) {
            return null;
        }
        entries.clear();
        for (int id = 0; id < distinct.size(); id++) {
            entries.putInt(distinct.value(id));
        }
        return entries;
    }

    @Override
    int dictionaryEntries() {
        return distinct.size();
    }

    @Override
    Encoding encode(int page, int from, int to, ByteSink out) {
        if (byDictionary) {
            int width = HybridRuns.width(distinct.size() - 1);
            out.put(width);
            HybridRuns.encode(ids, from, to, width, out);
            return Encoding.RLE_DICTIONARY;
        }
        out.reserve(4 * (to - from));
        for (int i = from; i < to; i++) {
            out.putInt(values[i]);
        }
        return Encoding.PLAIN;
    }

    @Override
    void bounds(int from, int to, Statistics<?> statistics) {
        if (from == to) {
            return;
        }
        int least = values[from];
        int largest = values[from];
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
        distinct.clear();
    }
}
