package org.lakeome.ingest.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers the distinct texts in order of appearance; the entries stand in the form of a dictionary page. For one thread. */
final class TextDictionary {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LENGTH = 4;

    private final int mostBytes;
    private final ByteSink entries = new ByteSink();
    /** Where each entry's text starts. */
    private int[] starts = new int[256];

    private int[] hashes = new int[256];
    /** Entry number + 1, or 0. */
    private int[] slots = new int[512];

    private int size;
    /** The number of the empty text, which some columns have in most places; negative before it is there. */
    private int empty = -1;

    TextDictionary(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    int id(byte[] text, int from, int to) {
        if (from == to && empty >= 0) {
            return empty;
        }
        int hash = hash(text, from, to);
        int slot = hash & slots.length - 1;
        while (slots[slot] > 0) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash && isEqual(id, text, from, to)) {
                return id;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return add(text, from, to, hash, slot);
    }

    private boolean isEqual(int id, byte[] text, int from, int to) {
        int start = starts[id];
        int end = id + 1 < size ? starts[id + 1] - LENGTH : entries.length;
        return Arrays.equals(entries.bytes, start, end, text, from, to);
    }

    private int add(byte[] text, int from, int to, int hash, int slot) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        entries.putInt(to - from);
        starts[size] = entries.length;
        hashes[size] = hash;
        entries.put(text, from, to);
        empty = from == to ? size : empty;
        size++;
        slots[slot] = size;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & slots.length - 1;
            while (slots[slot] > 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = id + 1;
        }
    }

    private static int hash(byte[] text, int from, int to) {
        long hash = to - from;
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) EIGHT.get(text, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << Byte.SIZE | text[at] & 0xff;
        }
        hash = (hash ^ rest) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32);
    }

    boolean isFull() {
        return entries.length >= mostBytes;
    }

    int size() {
        return size;
    }

    ByteSink entries() {
        return entries;
    }

    byte[] text(int id) {
        return Arrays.copyOfRange(entries.bytes, starts[id], id + 1 < size ? starts[id + 1] - LENGTH : entries.length);
    }

    void clear() {
        entries.clear();
        size = 0;
        empty = -1;
        Arrays.fill(slots, 0);
    }
}
