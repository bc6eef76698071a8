package org.lakeome.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A line for each value, record by record: for rows too wide for a table. */
record VerticalPrinter(Writer out) {

    <X extends Exception> long print(Records<X> rows) throws X, IOException {
        List<String> names = rows.columns().stream().map(Cells::visible).toList();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        long count = 0;
        for (List<Object> row = rows.next(); row != null; row = rows.next()) {
            out.write("-[ record %d ]-%n".formatted(++count));
            for (int i = 0; i < row.size(); i++) {
                value(names.get(i), width, row.get(i));
            }
        }
        out.write("(%d row%s)%n".formatted(count, count == 1 ? "" : "s"));
        return count;
    }

    private void value(String name, int width, Object cell) throws IOException {
        String label = name;
        List<String> lines = cell == null ? List.of("NULL") : Cells.visibleLines(Cells.text(cell));
        for (String line : lines.isEmpty() ? List.of("") : lines) {
            out.write((label + " ".repeat(width - label.length()) + " | " + line).stripTrailing()
                    + System.lineSeparator());
            label = "";
        }
    }
}
