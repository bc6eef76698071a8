package org.lakeome.ingest.vcf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A column of lists of numbers; a list without elements stands for null. Filled by one thread, then read-only. */
public final class DoubleLists {
    /** A NaN of its own, so that a NaN in the file stays one; compare by {@link #isMissing}. */
    static final double MISSING = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);

    private final Ints ends = new Ints();
    private double[] values = new double[256];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    /** Takes back the elements that are of no list yet. */
    void forgetOpen() {
        size = ends.size() == 0 ? 0 : ends.get(ends.size() - 1);
    }

    void endList() {
        ends.add(size);
    }

    public int from(int index) {
        return index == 0 ? 0 : ends.get(index - 1);
    }

    public int to(int index) {
        return ends.get(index);
    }

    public double element(int place) {
        return values[place];
    }

    public boolean isMissing(int place) {
        return Double.doubleToRawLongBits(values[place]) == Double.doubleToRawLongBits(MISSING);
    }

    public boolean isNull(int index) {
        return from(index) == to(index);
    }

    /** A list with nulls for missing elements, or null. */
    public List<Double> list(int index) {
        if (isNull(index)) {
            return null;
        }
        List<Double> list = new ArrayList<>();
        for (int place = from(index); place < to(index); place++) {
            list.add(isMissing(place) ? null : (Double) element(place));
        }
        return list;
    }

    void clear() {
        ends.clear();
        size = 0;
    }

    long bytes() {
        return 8L * size + ends.bytes();
    }
}
