package org.lakeome.export;

import java.util.ArrayList;
import java.util.List;

/** Rows whose start lies in a part of a contig, 0-based half-open; as many as one query brings at a time. */
record Window(String contig, long from, long to, long rows) {
    /** Joins neighbours of a contig while they stay small. */
    static List<Window> joined(List<Window> windows, long mostRows) {
        List<Window> joined = new ArrayList<>();
        for (Window window : windows) {
            Window last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && last.contig.equals(window.contig) && last.rows + window.rows <= mostRows) {
                joined.set(joined.size() - 1, new Window(last.contig, last.from, window.to, last.rows + window.rows));
            } else {
                joined.add(window);
            }
        }
        return joined;
    }
}
