package org.lakeome.ingest.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** 32-bit whole numbers, by dictionary while that is the shorter form. */
public final class IntColumn extends Column {
    /** Definition level of a null list, or of a null in a column that is no list. */
    private static final int NULL = 0;
    /** Definition level of a null element of an optional list. */
    private static final int NULL_ELEMENT = 2;

    private final IntDictionary distinct = new IntDictionary();
    private final ByteSink entries = new ByteSink();
    /** Numbers of the dictionary's entries; the values themselves once it is full. */
    private int[] ids = new int[1 << 10];

    private int size;
    private int pageFrom;
    private boolean plain;
    private boolean byDictionary;

    public IntColumn(ColumnDescriptor column, boolean hasBounds) {
        super(column, hasBounds);
    }

    public void value(int repetition, int value) {
        present(repetition);
        add(value);
    }

    /** Rows of a column that is no list: the value at the first place and every step-th after it; null where it is the missing one. */
    public void values(int[] values, int first, int step, int rows, int missing) {
        int place = first;
        for (int row = 0; row < rows; ) {
            for (int end = row + startRows(rows - row); row < end; row++, place += step) {
                int value = values[place];
                if (value == missing) {
                    missing(0, NULL);
                } else {
                    value(0, value);
                }
            }
        }
    }

    /**
     * Rows of a column of lists, the first and every step-th after it. List i has the values between ends i - 1 and i; it is null
     * if there are none, and an element is null where it is the missing value.
     */
    public void lists(int[] values, int[] ends, int first, int step, int rows, int missing) {
        int list = first;
        for (int row = 0; row < rows; ) {
            for (int end = row + startRows(rows - row); row < end; row++, list += step) {
                int from = list == 0 ? 0 : ends[list - 1];
                int to = ends[list];
                if (from == to) {
                    missing(0, NULL);
                }
                for (int place = from; place < to; place++) {
                    int value = values[place];
                    if (value == missing) {
                        missing(place == from ? 0 : 1, NULL_ELEMENT);
                    } else {
                        value(place == from ? 0 : 1, value);
                    }
                }
            }
        }
    }

    private void add(int value) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size + (size >> 1));
        }
        if (!plain) {
            int id = distinct.id(value);
            if (id >= 0) {
                ids[size++] = id;
                return;
            }
            plain = true;
            for (int i = 0; i < size; i++) {
                ids[i] = distinct.value(ids[i]);
            }
        }
        ids[size++] = value;
    }

    private int valueAt(int place) {
        return plain ? ids[place] : distinct.value(ids[place]);
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
        long indexed = 4L * distinct.size() + (long) size * HybridRuns.width(distinct.size() - 1) / Byte.SIZE;
        byDictionary = size > 0 && !plain && indexed < 4L * size;
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
            out.putInt(valueAt(i));
        }
        return Encoding.PLAIN;
    }

    @Override
    void bounds(int from, int to, Statistics<?> statistics) {
        if (from == to) {
            return;
        }
        int least = valueAt(from);
        int largest = least;
        for (int i = from + 1; i < to; i++) {
            int value = valueAt(i);
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        statistics.updateStats(least);
        statistics.updateStats(largest);
    }

    @Override
    void clearValues() {
        size = 0;
        pageFrom = 0;
        plain = false;
        distinct.clear();
    }
}
