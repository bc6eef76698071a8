package org.lakeome.trino;

import io.trino.jdbc.Row;
import io.trino.jdbc.RowField;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lakeome.output.Records;

/** A result of Trino's driver; times and other scalars that Java would change are as the server writes them. */
final class SqlRows implements Records<SQLException> {
    private final ResultSet rows;
    private final List<String> columns = new ArrayList<>();

    SqlRows(ResultSet rows) throws SQLException {
        this.rows = rows;
        ResultSetMetaData named = rows.getMetaData();
        for (int i = 1; i <= named.getColumnCount(); i++) {
            columns.add(named.getColumnLabel(i));
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<Object> next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            Object value = rows.getObject(i);
            boolean nested = value instanceof Array || value instanceof Row || value instanceof Map<?, ?>;
            boolean plain =
                    value == null || value instanceof Number || value instanceof Boolean || value instanceof byte[];
            row.add(nested || plain ? cell(value) : rows.getString(i));
        }
        return row;
    }

    private static Object cell(Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case Array array -> cells(Arrays.asList((Object[]) array.getArray()));
            case List<?> list -> cells(list);
            case Row row -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (RowField field : row.getFields()) {
                    String name = field.getName().orElse("field" + field.getOrdinal());
                    // A row may have a name twice.
                    fields.put(
                            fields.containsKey(name) ? name + "_" + field.getOrdinal() : name, cell(field.getValue()));
                }
                yield fields;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    entries.put(String.valueOf(cell(entry.getKey())), cell(entry.getValue()));
                }
                yield entries;
            }
            default -> value;
        };
    }

    private static List<Object> cells(List<?> values) throws SQLException {
        List<Object> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(cell(value));
        }
        return cells;
    }
}
