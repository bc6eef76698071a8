package org.lakeome.trino;

import java.util.Locale;

/** Shares of Trino's heap, as it writes sizes: half for the queries, three tenths for what it does not count. */
record TrinoMemory(String query, String headroom) {

    /** @param heap as {@code -Xmx} takes it: a number and m or g */
    static TrinoMemory ofHeap(String heap) {
        String lower = heap.toLowerCase(Locale.ROOT);
        if (!lower.matches("[0-9]{1,6}[mg]")) {
            throw new IllegalArgumentException("Heap '" + heap + "' is not a size; write it like 1g or 1500m.");
        }
        long number = Long.parseLong(lower.substring(0, lower.length() - 1));
        long megabytes = lower.endsWith("g") ? number * 1024 : number;
        return new TrinoMemory(megabytes / 2 + "MB", megabytes * 3 / 10 + "MB");
    }
}
