package org.lakeome.ingest.tabular;

import org.lakeome.ingest.source.FieldFault;

/** Turns a row's coordinates in place into 0-based, half-open ones, by the kind of the store. */
final class Coordinates {
    private final TableLayout layout;

    Coordinates(TableLayout layout) {
        this.layout = layout;
    }

    /**
     * @param row the schema's values and, where the kind adds one, a last place for {@code end}
     * @throws FieldFault for positions that no sequence has
     */
    void apply(Object[] row) {
        if (layout.type() == AnnotationType.GENERIC) {
            return;
        }
        HeaderKey key = layout.type().addsEnd() ? HeaderKey.POS : HeaderKey.START;
        int place = layout.places().get(key);
        Long position = whole(row[place]);
        check(place, position);
        if (!layout.type().addsEnd()) {
            checkEnd(position, row);
        }
        if (position == null || !layout.type().isOneBased()) {
            return;
        }
        if (layout.type().addsEnd()) {
            row[row.length - 1] = narrow(TableLayout.END, end(position, row));
        }
        set(row, place, position - 1);
    }

    private void checkEnd(Long start, Object[] row) {
        int place = layout.places().get(HeaderKey.END);
        Long end = whole(row[place]);
        check(place, end);
        if (start != null && end != null && end < start) {
            throw new FieldFault(
                    layout.columns().get(place).name(),
                    String.valueOf(end),
                    "The end lies before the start, " + start + ".");
        }
    }

    private void check(int place, Long position) {
        int first = layout.type().isOneBased() ? 1 : 0;
        if (position != null && position < first) {
            throw new FieldFault(
                    layout.columns().get(place).name(),
                    String.valueOf(position),
                    "A position must be a whole number from " + first + " on in a store of type " + layout.type() + "."
                            + remedy(position));
        }
    }

    private static String remedy(long position) {
        return position < -1
                ? ""
                : " If it stands for a missing position, tag the store " + CsvOptions.NULL_VALUES_TAG + " = " + position
                        + " and import again; it is then missing in every column that is no text.";
    }

    /** AWS's tables have the added end as an int. */
    private static Integer narrow(String column, Long value) {
        if (value != null && value != value.intValue()) {
            throw new FieldFault(column, String.valueOf(value), "The position does not fit an INT.");
        }
        return value == null ? null : (Integer) value.intValue();
    }

    private Long end(long position, Object[] row) {
        if (!layout.type().hasAlleles()) {
            return position;
        }
        Object reference = row[layout.places().get(HeaderKey.REF)];
        return reference == null ? null : position + ((String) reference).length() - 1;
    }

    /** Contig and 1-based position of a row that has been turned, or empty. */
    String reached(Object[] row) {
        if (layout.type() == AnnotationType.GENERIC) {
            return "";
        }
        HeaderKey key = layout.type().addsEnd() ? HeaderKey.POS : HeaderKey.START;
        Object contig = row[layout.places().get(HeaderKey.CHR)];
        Long start = whole(row[layout.places().get(key)]);
        return contig == null || start == null ? "" : contig + ":" + (start + 1);
    }

    static Long whole(Object value) {
        return value == null ? null : (Long) ((Number) value).longValue();
    }

    void setEnd(Object[] row, long end) {
        if (layout.type().addsEnd()) {
            row[row.length - 1] = narrow(TableLayout.END, end);
        } else {
            set(row, layout.places().get(HeaderKey.END), end);
        }
    }

    /** Keeps the column's own width. */
    void set(Object[] row, int place, long value) {
        if (layout.columns().get(place).type() == ColumnType.LONG) {
            row[place] = value;
        } else {
            row[place] = narrow(layout.columns().get(place).name(), value);
        }
    }
}
