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
    /** Numbers of the dictionary's entries, or the values themselves. */
    private int[] ids = new int[1 << 10];

    private int size;
    /** From this page on there is no dictionary. */
    private boolean plain;
    /** Pages before this one have it. */
    private boolean byDictionary;

    public IntColumn(ColumnDescriptor column, boolean hasBounds, PagePacker packer) {
        super(column, hasBounds, packer);
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
                } else if (addAll(values, from, to, missing)) {
                    present(0, 1, to - from);
                } else {
                    addEach(values, from, to, missing);
                }
            }
        }
    }

    /** Adds nothing and says so where one is missing, or the dictionary full. */
    private boolean addAll(int[] values, int from, int to, int missing) {
        reserve(to - from);
        int next = size;
        for (int place = from; place < to; place++) {
            int value = values[place];
            if (value == missing) {
                return false;
            }
            int id = plain ? value : distinct.id(value);
            if (id < 0 && !plain) {
                return false;
            }
            ids[next++] = id;
        }
        size = next;
        return true;
    }

    private void addEach(int[] values, int from, int to, int missing) {
        for (int place = from; place < to; place++) {
            int value = values[place];
            if (value == missing) {
                missing(place == from ? 0 : 1, NULL_ELEMENT);
            } else {
                value(place == from ? 0 : 1, value);
            }
        }
    }

    private void reserve(int more) {
        while (ids.length - size < more) {
            ids = Arrays.copyOf(ids, ids.length + (ids.length >> 1));
        }
    }

    private void add(int value) {
        reserve(1);
        if (!plain) {
            int id = distinct.id(value);
            if (id >= 0) {
                ids[size++] = id;
                return;
            }
            becomePlain();
        }
        ids[size++] = value;
    }

    private void becomePlain() {
        plain = true;
        for (int i = 0; i < size; i++) {
            ids[i] = distinct.value(ids[i]);
        }
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long pageBytes() {
        return 4L * size;
    }

    @Override
    Encoding encode(ByteSink out) {
        if (!plain && !byDictionary && !isShorterByDictionary()) {
            becomePlain();
        }
        if (!plain && size > 0) {
            byDictionary = true;
            int width = HybridRuns.width(distinct.size() - 1);
            out.put(width);
            HybridRuns.encode(ids, 0, size, width, out);
            return Encoding.RLE_DICTIONARY;
        }
        out.reserve(4 * size);
        for (int i = 0; i < size; i++) {
            out.putInt(ids[i]);
        }
        return Encoding.PLAIN;
    }

    /** By the first page that has values. */
    private boolean isShorterByDictionary() {
        long indexed = 4L * distinct.size() + (long) size * HybridRuns.width(distinct.size() - 1) / Byte.SIZE;
        return size == 0 || indexed < 4L * size;
    }

    @Override
    void bounds(Statistics<?> statistics) {
        int least = plain ? ids[0] : distinct.value(ids[0]);
        int largest = least;
        for (int i = 1; i < size; i++) {
            int value = plain ? ids[i] : distinct.value(ids[i]);
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        statistics.updateStats(least);
        statistics.updateStats(largest);
    }

    @Override
    void clearPage() {
        size = 0;
    }

    @Override
    ByteSink dictionary() {
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
    void clearChunk() {
        plain = false;
        byDictionary = false;
        distinct.clear();
    }
}
