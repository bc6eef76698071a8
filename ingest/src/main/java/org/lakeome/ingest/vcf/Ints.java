package org.lakeome.ingest.vcf;

import java.util.Arrays;

/** A column of whole numbers; {@link #MISSING} stands for null. Filled by one thread, then read-only. */
public final class Ints {
    public static final int MISSING = Integer.MIN_VALUE;

    private int[] values = new int[256];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    void set(int index, int value) {
        values[index] = value;
    }

    public int get(int index) {
        return values[index];
    }

    /** The buffer that holds the column from its first element on; the next fill may replace it. */
    public int[] values() {
        return values;
    }

    public int size() {
        return size;
    }

    void forget(int from) {
        size = from;
    }

    void clear() {
        size = 0;
    }

    long bytes() {
        return 4L * size;
    }
}
