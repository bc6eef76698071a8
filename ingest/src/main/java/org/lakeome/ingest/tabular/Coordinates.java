package org.lakeome.ingest.tabular;

import org.lakeome.ingest.source.FieldFault;

/** Turns a row's coordinates in place into 0-based, half-open ones, by the kind of the store. */
final class Coordinates {
    private final TableLayout layout;

    Coordinates(TableLayout layout) {
        this.layout = layout;
    }

    /** @param row the schema's values and, where the kind adds one, a last place for {@code end} */
    void apply(Object[] row) {
        if (!layout.type().isOneBased()) {
            return;
        }
        HeaderKey key = layout.type().addsEnd() ? HeaderKey.POS : HeaderKey.START;
        int place = layout.places().get(key);
        Long position = whole(row[place]);
        if (position == null) {
            return;
        }
        if (layout.type().addsEnd()) {
            row[row.length - 1] = end(position, row);
        }
        set(row, place, position - 1);
    }

    private Long end(long position, Object[] row) {
        if (!layout.type().hasAlleles()) {
            return position;
        }
        Object reference = row[layout.places().get(HeaderKey.REF)];
        return reference == null ? null : position + ((String) reference).length() - 1;
    }

    static Long whole(Object value) {
        return value == null ? null : (Long) ((Number) value).longValue();
    }

    /** Keeps the column's own width. */
    void set(Object[] row, int place, long value) {
        if (layout.columns().get(place).type() == ColumnType.LONG) {
            row[place] = value;
        } else if (value == (int) value) {
            row[place] = (int) value;
        } else {
            throw new FieldFault(
                    layout.columns().get(place).name(), String.valueOf(value), "The position does not fit an INT.");
        }
    }
}
