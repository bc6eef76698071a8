package org.lakeome.bench;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of a result as text that two engines write alike, in an order of its own: lists, maps, numbers and nulls. */
record Answer(List<String> rows) {

    static Answer of(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                row.append(text(result.getObject(i))).append('\t');
            }
            rows.add(row.toString());
        }
        return new Answer(rows.stream().sorted().toList());
    }

    private static String text(Object value) throws SQLException {
        return switch (value) {
            case null -> "null";
            case Array array -> {
                StringBuilder text = new StringBuilder("[");
                for (Object element : (Object[]) array.getArray()) {
                    text.append(text(element)).append(',');
                }
                yield text.append(']').toString();
            }
            case Map<?, ?> map -> new TreeMap<>(map).toString();
            // sums of floating numbers depend on their order
            case Double number -> String.format(Locale.ROOT, "%.9g", number);
            default -> value.toString();
        };
    }

    /** What the other has otherwise; empty if the two are the same. */
    String difference(Answer other) {
        if (rows.equals(other.rows)) {
            return "";
        }
        return "%d rows and %d; %s"
                .formatted(
                        rows.size(),
                        other.rows.size(),
                        Stream.concat(
                                        rows.stream()
                                                .filter(row -> !other.rows.contains(row))
                                                .limit(2)
                                                .map(row -> "- " + row),
                                        other.rows.stream()
                                                .filter(row -> !rows.contains(row))
                                                .limit(2)
                                                .map(row -> "+ " + row))
                                .collect(Collectors.joining("; ")));
    }
}
