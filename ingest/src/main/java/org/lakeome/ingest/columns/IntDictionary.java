package org.lakeome.ingest.columns;

import java.util.Arrays;

/** Numbers the distinct values in order of appearance, up to a bound; small values are found without hashing. For one thread. */
final class IntDictionary {
    private static final int MOST = 1 << 15;
    private static final int DIRECT = 1 << 12;

    private final int[] direct = new int[DIRECT];
    /** Entry number + 1, or 0. */
    private int[] slots = new int[256];

    private int[] values = new int[256];
    private int size;
    private int hashed;

    /** -1 for a value that the full dictionary does not have. */
    int id(int value) {
        if (value >= 0 && value < DIRECT) {
            int known = direct[value];
            return known > 0 ? known - 1 : add(value, direct, value);
        }
        return hashed(value);
    }

    private int hashed(int value) {
        int slot = slot(value);
        while (slots[slot] > 0) {
            if (values[slots[slot] - 1] == value) {
                return slots[slot] - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        int id = add(value, slots, slot);
        if (id >= 0 && 2 * ++hashed > slots.length) {
            grow();
        }
        return id;
    }

    private int slot(int value) {
        return value * 0x9E3779B9 >>> 16 & slots.length - 1;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int id = 0; id < size; id++) {
            if (values[id] < 0 || values[id] >= DIRECT) {
                int slot = slot(values[id]);
                while (slots[slot] > 0) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = id + 1;
            }
        }
    }

    private int add(int value, int[] places, int place) {
        if (size == MOST) {
            return -1;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        places[place] = size;
        return size - 1;
    }

    int size() {
        return size;
    }

    int value(int id) {
        return values[id];
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            if (values[i] >= 0 && values[i] < DIRECT) {
                direct[values[i]] = 0;
            }
        }
        if (hashed > 0) {
            Arrays.fill(slots, 0);
            hashed = 0;
        }
        size = 0;
    }
}
