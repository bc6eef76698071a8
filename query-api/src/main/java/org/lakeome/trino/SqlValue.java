package org.lakeome.trino;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.jdbc.Row;
import io.trino.jdbc.RowField;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of Trino's JDBC driver in the plain forms that JSON knows. */
final class SqlValue {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SqlValue() {}

    static Object plain(Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Boolean plain -> plain;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case BigDecimal number -> number;
            case Number number -> number;
            case Array array -> plain(Arrays.asList((Object[]) array.getArray()));
            case Row row -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (RowField field : row.getFields()) {
                    String name = field.getName().orElse("field" + field.getOrdinal());
                    fields.put(name, plain(field.getValue()));
                }
                yield fields;
            }
            case Map<?, ?> map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    entries.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
                }
                yield entries;
            }
            case List<?> list -> {
                List<Object> elements = new ArrayList<>();
                for (Object element : list) {
                    elements.add(plain(element));
                }
                yield elements;
            }
            default -> value.toString();
        };
    }

    /** One line of text; nested values as JSON, null as nothing. */
    static String text(Object value) throws SQLException {
        Object plain = plain(value);
        return switch (plain) {
            case null -> "";
            case Map<?, ?> map -> json(map);
            case List<?> list -> json(list);
            default -> plain.toString();
        };
    }

    static String json(Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value of a result cannot be written as JSON.", e);
        }
    }
}
