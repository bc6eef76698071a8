package org.lakeome.ingest.columns;

import java.util.Arrays;

/** Numbers the distinct values in order of appearance, up to a bound; small values are found without hashing. For one thread. */
final class IntDictionary {
    private static final int MOST = 1 << 15;
    private static final int DIRECT = 1 << 12;
    private static final int SLOTS = MOST * 2;

    private final int[] direct = new int[DIRECT];
    private int[] slots = new int[0];
    private int[] values = new int[256];
    private int size;
    private boolean hasHashed;

    /** -1 for a value that the full dictionary does not have. */
    int id(int value) {
        if (value >= 0 && value < DIRECT) {
            int known = direct[value];
            return known > 0 ? known - 1 : add(value, direct, value);
        }
        return hashed(value);
    }

    private int hashed(int value) {
        if (slots.length == 0) {
            slots = new int[SLOTS];
        }
        hasHashed = true;
        int slot = value * 0x9E3779B9 >>> 16 & SLOTS - 1;
        while (slots[slot] > 0) {
            if (values[slots[slot] - 1] == value) {
                return slots[slot] - 1;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        return add(value, slots, slot);
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
        if (hasHashed) {
            Arrays.fill(slots, 0);
            hasHashed = false;
        }
        size = 0;
    }
}
