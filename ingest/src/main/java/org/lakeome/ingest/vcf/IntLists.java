package org.lakeome.ingest.vcf;

import java.util.ArrayList;
import java.util.List;

/** A column of lists of whole numbers; a list without elements stands for null. Filled by one thread, then read-only. */
public final class IntLists {
    private final Ints values = new Ints();
    private final Ints ends = new Ints();

    void add(int value) {
        values.add(value);
    }

    /** Elements so far. */
    int size() {
        return values.size();
    }

    /** Takes back the elements from a place on, which are of no list yet. */
    void forget(int from) {
        values.forget(from);
    }

    /** Takes back the elements that are of no list yet. */
    void forgetOpen() {
        values.forget(ends.size() == 0 ? 0 : ends.get(ends.size() - 1));
    }

    void endList() {
        ends.add(values.size());
    }

    /** The elements of all lists, one after another; {@link Ints#MISSING} for a missing one. */
    public Ints elements() {
        return values;
    }

    /** Where each list's elements end; those of the next begin there. */
    public Ints ends() {
        return ends;
    }

    public int from(int index) {
        return index == 0 ? 0 : ends.get(index - 1);
    }

    public int to(int index) {
        return ends.get(index);
    }

    /** The element at a place between {@link #from} and {@link #to}; {@link Ints#MISSING} for a missing element. */
    public int element(int place) {
        return values.get(place);
    }

    public boolean isNull(int index) {
        return from(index) == to(index);
    }

    /** A list with nulls for missing elements, or null. */
    public List<Integer> list(int index) {
        if (isNull(index)) {
            return null;
        }
        int from = from(index);
        int to = to(index);
        List<Integer> list = new ArrayList<>(to - from);
        for (int place = from; place < to; place++) {
            int element = element(place);
            list.add(element == Ints.MISSING ? null : (Integer) element);
        }
        return list;
    }

    void clear() {
        values.clear();
        ends.clear();
    }

    long bytes() {
        return values.bytes() + ends.bytes();
    }
}
