package org.lakeome.ingest.readers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Cells of all readers as one text each: what is the same value has the same text. */
final class Cells {
    private Cells() {}

    static List<Object> list(Iterable<?> values, UnaryOperator<Object> cell) {
        List<Object> cells = new ArrayList<>();
        values.forEach(value -> cells.add(cell.apply(value)));
        return cells;
    }

    /** Text stands between quotes, so that it is no number; a map has no order. */
    static String text(Object cell) {
        StringBuilder text = new StringBuilder();
        write(cell, text);
        return text.toString();
    }

    static void write(Object cell, StringBuilder text) {
        if (cell instanceof CharSequence chars) {
            text.append('"').append(chars).append('"');
        } else if (cell instanceof List<?> list) {
            text.append('[');
            list.forEach(element -> {
                write(element, text);
                text.append(',');
            });
            text.append(']');
        } else if (cell instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>(map.size());
            map.forEach((key, value) -> entries.add(text(key) + "=" + text(value)));
            Collections.sort(entries);
            text.append(entries);
        } else {
            text.append(cell);
        }
    }
}
