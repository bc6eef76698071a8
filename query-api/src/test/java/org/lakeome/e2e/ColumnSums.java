package org.lakeome.e2e;

import io.trino.jdbc.Row;
import io.trino.jdbc.RowField;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sum of hashes of each column, over rows in any order, that is the same for Trino and DuckDB where their values are. Maps may
 * be in any order too. For one thread.
 */
final class ColumnSums {
    private final Map<String, Long> sums = new TreeMap<>();

    /** Takes in all rows that are left. */
    void addAll(ResultSet rows) throws SQLException {
        while (rows.next()) {
            add(rows);
        }
    }

    /** Takes in the row that the cursor is at. */
    void add(ResultSet row) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            StringBuilder text = new StringBuilder();
            write(row.getObject(i), text);
            sums.merge(row.getMetaData().getColumnName(i), hash(text), Long::sum);
        }
    }

    Map<String, Long> byColumn() {
        return sums;
    }

    private static void write(Object value, StringBuilder text) throws SQLException {
        switch (value) {
            case null -> text.append('~');
            case Array array -> write(Arrays.asList((Object[]) array.getArray()), text);
            case Struct struct -> write(Arrays.asList(struct.getAttributes()), text);
            case Row row ->
                write(row.getFields().stream().map(RowField::getValue).toList(), text);
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, mapped) -> sorted.put(String.valueOf(key), mapped));
                write(List.copyOf(sorted.keySet()), text);
                write(Arrays.asList(sorted.values().toArray()), text);
            }
            case List<?> list -> {
                text.append('[');
                for (Object element : list) {
                    write(element, text);
                }
                text.append(']');
            }
            // The length tells texts apart that stand in one list.
            case Object plain -> {
                String shown = plain.toString();
                text.append(shown.length()).append(':').append(shown);
            }
        }
    }

    private static long hash(CharSequence text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        // What FNV gives for short texts would cancel itself out in a sum.
        long half = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return half ^ (half >>> 29);
    }
}
