package org.lakeome.ingest.vcf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives byte strings small numbers, in order of their first appearance. For one thread. */
final class ByteTable {
    private static final int NONE = -1;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[][] keys = new byte[32][];
    /** The first eight bytes of each key, or all that it has. */
    private long[] heads = new long[32];

    private final List<String> names = new ArrayList<>();
    private int[] slots = emptySlots(64);

    private static int[] emptySlots(int size) {
        int[] slots = new int[size];
        Arrays.fill(slots, NONE);
        return slots;
    }

    static ByteTable of(List<String> names) {
        ByteTable table = new ByteTable();
        for (String name : names) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            table.add(key, 0, key.length);
        }
        return table;
    }

    /** The number of the key, or -1. */
    int find(byte[] text, int from, int to) {
        for (int slot = slot(text, from, to); ; slot = (slot + 1) & (slots.length - 1)) {
            int id = slots[slot];
            if (id == NONE || matches(id, text, from, to)) {
                return id;
            }
        }
    }

    int findOrAdd(byte[] text, int from, int to) {
        int id = find(text, from, to);
        return id == NONE ? add(text, from, to) : id;
    }

    boolean matches(int id, byte[] text, int from, int to) {
        byte[] key = keys[id];
        return key.length == to - from && startsAt(id, text, from, to);
    }

    /** Whether the text begins with the key. */
    boolean startsAt(int id, byte[] text, int from, int to) {
        byte[] key = keys[id];
        if (to - from < key.length) {
            return false;
        }
        if (text.length - from < Long.BYTES) {
            return Arrays.equals(key, 0, key.length, text, from, from + key.length);
        }
        long differences = (long) EIGHT.get(text, from) ^ heads[id];
        if (key.length <= Long.BYTES) {
            return key.length == 0 || differences << Long.SIZE - Byte.SIZE * key.length == 0;
        }
        return differences == 0
                && Arrays.equals(key, Long.BYTES, key.length, text, from + Long.BYTES, from + key.length);
    }

    byte[] key(int id) {
        return keys[id];
    }

    String name(int id) {
        return names.get(id);
    }

    int size() {
        return names.size();
    }

    private int add(byte[] text, int from, int to) {
        int id = names.size();
        if (id == keys.length) {
            keys = Arrays.copyOf(keys, 2 * id);
            heads = Arrays.copyOf(heads, 2 * id);
        }
        keys[id] = Arrays.copyOfRange(text, from, to);
        heads[id] = (long) EIGHT.get(Arrays.copyOf(keys[id], Math.max(Long.BYTES, to - from)), 0);
        names.add(new String(text, from, to - from, StandardCharsets.UTF_8));
        if (names.size() * 2 > slots.length) {
            slots = emptySlots(slots.length * 2);
            for (int i = 0; i < id; i++) {
                byte[] key = keys[i];
                place(i, key, 0, key.length);
            }
        }
        place(id, text, from, to);
        return id;
    }

    private void place(int id, byte[] text, int from, int to) {
        int slot = slot(text, from, to);
        while (slots[slot] != NONE) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = id;
    }

    private int slot(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return (hash ^ hash >>> 15) & (slots.length - 1);
    }
}
