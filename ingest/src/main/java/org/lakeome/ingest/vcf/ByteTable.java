package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives byte strings small numbers, in order of their first appearance. For one thread. */
final class ByteTable {
    private static final int NONE = -1;

    private final List<byte[]> keys = new ArrayList<>();
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
        byte[] key = keys.get(id);
        return Arrays.equals(key, 0, key.length, text, from, to);
    }

    byte[] key(int id) {
        return keys.get(id);
    }

    String name(int id) {
        return names.get(id);
    }

    int size() {
        return keys.size();
    }

    private int add(byte[] text, int from, int to) {
        int id = keys.size();
        keys.add(Arrays.copyOfRange(text, from, to));
        names.add(new String(text, from, to - from, StandardCharsets.UTF_8));
        if (keys.size() * 2 > slots.length) {
            slots = emptySlots(slots.length * 2);
            for (int i = 0; i < id; i++) {
                byte[] key = keys.get(i);
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
