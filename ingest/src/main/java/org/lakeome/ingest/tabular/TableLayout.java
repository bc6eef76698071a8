package org.lakeome.ingest.tabular;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The options of a TSV annotation store: its kind of coordinates, its typed columns, and which of them hold the coordinates.
 * Columns of a file are matched by position. Immutable.
 *
 * @param places column of each key of the annotation type, from 0
 */
public record TableLayout(AnnotationType type, List<TableColumn> columns, Map<HeaderKey, Integer> places)
        implements Serializable {
    /** The column that {@link AnnotationType#addsEnd} speaks of; an int, as at AWS. */
    public static final String END = "end";

    public static final String INFORMATION = "information";
    private static final String JOB = "importjobid";
    private static final int MOST_COLUMNS = 5_000;

    public TableLayout {
        columns = List.copyOf(columns);
        places = Map.copyOf(places);
    }

    /**
     * @throws IllegalArgumentException when columns are missing, too many, named twice (the case of letters does not count) or
     *     as a column that every table has, or when a key has no fitting column
     */
    public static TableLayout of(AnnotationType type, List<TableColumn> columns, Map<String, String> formatToHeader) {
        if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "The schema has " + columns.size() + " columns; it must have 1 to " + MOST_COLUMNS + ".");
        }
        checkNames(type, columns);
        Map<HeaderKey, Integer> places = new EnumMap<>(HeaderKey.class);
        for (HeaderKey key : type.keys()) {
            places.put(key, place(key, columns, formatToHeader.get(key.name())));
        }
        return new TableLayout(type, columns, places);
    }

    private static void checkNames(AnnotationType type, List<TableColumn> columns) {
        Set<String> names = new HashSet<>(List.of(JOB, INFORMATION));
        if (type.addsEnd()) {
            names.add(END);
        }
        for (TableColumn column : columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("The schema's column " + column.name()
                        + " is named twice, or as a column that the table has anyway (" + JOB + ", " + INFORMATION
                        + (type.addsEnd() ? ", " + END : "") + "); the case of letters does not count.");
            }
        }
    }

    private static int place(HeaderKey key, List<TableColumn> columns, String header) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(header)) {
                ColumnType type = columns.get(i).type();
                boolean fits =
                        switch (key) {
                            case CHR -> type == ColumnType.STRING || type.isWhole();
                            case REF, ALT -> type == ColumnType.STRING;
                            case POS, START, END -> type.isWhole();
                        };
                if (!fits) {
                    throw new IllegalArgumentException(
                            "The column " + header + " for " + key + " cannot be of type " + type + ".");
                }
                return i;
            }
        }
        throw new IllegalArgumentException(
                header == null
                        ? "formatToHeader lacks " + key + "."
                        : "formatToHeader maps " + key + " to " + header + ", which the schema does not have.");
    }

    /** Names of the table's columns that come from the file, in order, in lower case; {@code end} last where it is added. */
    public List<String> tableNames() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
        if (type.addsEnd()) {
            names.add(END);
        }
        return names;
    }
}
