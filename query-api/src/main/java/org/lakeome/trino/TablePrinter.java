package org.lakeome.trino;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns for a terminal. Widths come from the first rows; long values are cut, and control characters are
 * written as escapes, because values are data of unknown origin.
 */
record TablePrinter(Writer out) {
    private static final int ROWS_FOR_WIDTH = 1000;
    private static final int WIDEST = 60;

    long print(ResultSet rows) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(visible(columns.getColumnLabel(i)));
        }
        List<List<String>> first = new ArrayList<>();
        while (first.size() < ROWS_FOR_WIDTH && rows.next()) {
            first.add(row(rows, names.size()));
        }
        int[] widths = widths(names, first);
        line(names, widths);
        line(rule(widths), widths);
        for (List<String> row : first) {
            line(row, widths);
        }
        long count = first.size();
        while (count >= ROWS_FOR_WIDTH && rows.next()) {
            line(row(rows, names.size()), widths);
            count++;
        }
        out.write("(%d row%s)%n".formatted(count, count == 1 ? "" : "s"));
        return count;
    }

    private static List<String> row(ResultSet rows, int columns) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            Object value = rows.getObject(i);
            row.add(value == null ? "NULL" : visible(SqlValue.text(value)));
        }
        return row;
    }

    private static int[] widths(List<String> names, List<List<String>> rows) {
        int[] widths = names.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static List<String> rule(int[] widths) {
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        return rule;
    }

    private void line(List<String> cells, int[] widths) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i))
                    .repeat(' ', Math.max(0, widths[i] - cells.get(i).length()));
            line.append("  ");
        }
        out.write(line.toString().stripTrailing() + System.lineSeparator());
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                visible.append("\\u%04x".formatted(point));
            } else {
                visible.appendCodePoint(point);
            }
        });
        return visible.length() <= WIDEST ? visible.toString() : visible.substring(0, WIDEST - 3) + "...";
    }
}
