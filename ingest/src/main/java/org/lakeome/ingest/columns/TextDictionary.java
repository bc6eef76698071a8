package org.lakeome.ingest.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers the distinct texts in order of appearance; the entries stand in the form of a dictionary page. For one thread. */
final class TextDictionary {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Enough to tell from whether texts come again. */
    private static final int SAMPLE_BYTES = 1 << 17;

    private static final byte[] NOTHING = {};
    private static final long MIX = 0x9E3779B97F4A7C15L;
    /** Bytes of the number before each text. */
    private static final int LENGTH = 4;

    private final int mostBytes;
    private final ByteSink entries = new ByteSink();
    /** Where each entry's text starts. */
    private int[] starts = new int[256];

    /** For each slot what {@link #key} gives for its entry, and beside it the entry's number + 1; 0 in a free one. */
    private long[] slots = new long[2 * 512];

    private long[] keysAhead = new long[64];
    private int size;
    /** Of all texts that were looked up. */
    private long textBytes;
    /** The number of the empty text, which some columns have in most places; negative before it is there. */
    private int empty = -1;

    TextDictionary(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    int id(byte[] text, int from, int to) {
        if (from == to && empty >= 0) {
            return empty;
        }
        return id(key(text, from, to), text, from, to);
    }

    /**
     * The numbers of the values of map entries, as {@link TextColumn#mapValues} has them. The places of all are touched before the
     * first is compared, as the processor then waits for all of them at once.
     */
    void ids(byte[] text, int[] entries, int from, int to, int[] out, int at) {
        int count = to - from;
        if (keysAhead.length < count) {
            keysAhead = new long[2 * count];
        }
        for (int i = 0, entry = 3 * from + 1; i < count; i++, entry += 3) {
            int start = entries[entry];
            keysAhead[i] = start < 0 ? 0 : key(text, start, entries[entry + 1]);
            out[at + i] = (int) slots[slot(keysAhead[i], slots) + 1];
        }
        for (int i = 0, entry = 3 * from + 1; i < count; i++, entry += 3) {
            int start = Math.max(0, entries[entry]);
            int end = entries[entry] < 0 ? 0 : entries[entry + 1];
            out[at + i] = start == end ? emptyText() : id(keysAhead[i], text, start, end);
        }
    }

    private int id(long key, byte[] text, int from, int to) {
        textBytes += to - from;
        long[] places = slots;
        int slot = slot(key, places);
        for (int entry = (int) places[slot + 1]; entry > 0; entry = (int) places[slot + 1]) {
            if (places[slot] == key && (to - from < Long.BYTES || isEqual(entry - 1, text, from, to))) {
                return entry - 1;
            }
            slot = slot + 2 & places.length - 1;
        }
        return add(text, from, to, key, slot);
    }

    int emptyText() {
        return empty >= 0 ? empty : id(key(NOTHING, 0, 0), NOTHING, 0, 0);
    }

    /** Of fewer than eight bytes the bytes and their number, so that equal keys are equal texts; of more a negative hash. */
    private static long key(byte[] text, int from, int to) {
        int length = to - from;
        if (length >= Long.BYTES) {
            return hash(text, from, to) | Long.MIN_VALUE;
        }
        long bytes = 0;
        if (text.length - from >= Long.BYTES) {
            bytes = (long) EIGHT.get(text, from) & (1L << Byte.SIZE * length) - 1;
        } else {
            for (int at = to - 1; at >= from; at--) {
                bytes = bytes << Byte.SIZE | text[at] & 0xff;
            }
        }
        return bytes | (long) length << Long.SIZE - Byte.SIZE;
    }

    private static long hash(byte[] text, int from, int to) {
        long hash = to - from;
        int last = to - Long.BYTES;
        for (int at = from; at < last; at += Long.BYTES) {
            hash = (hash ^ (long) EIGHT.get(text, at)) * MIX;
            hash ^= hash >>> 32;
        }
        return (hash ^ (long) EIGHT.get(text, last)) * MIX;
    }

    /** Where the slot of a key begins, or the first that may be its own. */
    private static int slot(long key, long[] slots) {
        long mixed = (key ^ key >>> 32) * MIX;
        return (int) (mixed >>> 32) << 1 & slots.length - 1;
    }

    /** Of texts of at least eight bytes and one hash. */
    private boolean isEqual(int id, byte[] text, int from, int to) {
        byte[] known = entries.bytes;
        int start = starts[id];
        int end = end(id);
        if (end - start != to - from) {
            return false;
        }
        int ahead = start - from;
        int last = to - Long.BYTES;
        for (int at = from; at < last; at += Long.BYTES) {
            if ((long) EIGHT.get(text, at) != (long) EIGHT.get(known, at + ahead)) {
                return false;
            }
        }
        return (long) EIGHT.get(text, last) == (long) EIGHT.get(known, last + ahead);
    }

    private int end(int id) {
        return id + 1 < size ? starts[id + 1] - LENGTH : entries.length;
    }

    private int add(byte[] text, int from, int to, long key, int slot) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
        }
        entries.putInt(to - from);
        starts[size] = entries.length;
        entries.put(text, from, to);
        empty = from == to ? size : empty;
        size++;
        slots[slot] = key;
        slots[slot + 1] = size;
        if (4 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        long[] grown = new long[2 * slots.length];
        for (int from = 0; from < slots.length; from += 2) {
            if (slots[from + 1] > 0) {
                int slot = slot(slots[from], grown);
                while (grown[slot + 1] > 0) {
                    slot = slot + 2 & grown.length - 1;
                }
                grown[slot] = slots[from];
                grown[slot + 1] = slots[from + 1];
            }
        }
        slots = grown;
    }

    /** Whether it has all the bytes that it may have, or is of no use: when it takes nearly as many as the values without it. */
    boolean isFull(int values) {
        return entries.length >= mostBytes
                || entries.length >= SAMPLE_BYTES && indexedBytes(values) >= plainBytes(values);
    }

    long excessBytes() {
        return Math.max(0, entries.length - mostBytes);
    }

    private long indexedBytes(long values) {
        return entries.length + values * HybridRuns.width(size - 1) / Byte.SIZE;
    }

    private long plainBytes(long values) {
        return (LENGTH * values + textBytes) * 19 / 20;
    }

    int size() {
        return size;
    }

    ByteSink entries() {
        return entries;
    }

    byte[] text(int id) {
        return Arrays.copyOfRange(entries.bytes, starts[id], end(id));
    }

    void clear() {
        entries.clear();
        size = 0;
        textBytes = 0;
        empty = -1;
        Arrays.fill(slots, 0);
    }
}
