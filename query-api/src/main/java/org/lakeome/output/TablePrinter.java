package org.lakeome.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns for a terminal. Widths come from the first rows; a value that is longer than a column may be wide is printed whole, and
 * what follows in its line is moved. The text of a single column keeps its lines, as plans have them.
 */
record TablePrinter(Writer out) {
    private static final int ROWS_FOR_WIDTH = 1000;
    private static final int WIDEST = 60;

    <X extends Exception> long print(Records<X> rows) throws X, IOException {
        List<String> names = rows.columns().stream().map(Cells::visible).toList();
        List<List<Object>> first = new ArrayList<>();
        List<Object> row = rows.next();
        for (; row != null && first.size() < ROWS_FOR_WIDTH; row = rows.next()) {
            first.add(row);
        }
        int[] widths = widths(names, first);
        line(names, widths);
        line(rule(widths), widths);
        long count = 0;
        for (List<Object> early : first) {
            row(early, widths);
            count++;
        }
        for (; row != null; row = rows.next()) {
            row(row, widths);
            count++;
        }
        out.write("(%d row%s)%n".formatted(count, count == 1 ? "" : "s"));
        return count;
    }

    private void row(List<Object> row, int[] widths) throws IOException {
        if (row.size() == 1 && row.getFirst() instanceof String text && text.indexOf('\n') >= 0) {
            for (String line : Cells.visibleLines(text)) {
                out.write(line.stripTrailing() + System.lineSeparator());
            }
        } else {
            line(row.stream().map(TablePrinter::text).toList(), widths);
        }
    }

    private static String text(Object cell) {
        return cell == null ? "NULL" : Cells.visible(Cells.text(cell));
    }

    private static int[] widths(List<String> names, List<List<Object>> rows) {
        int[] widths = names.stream().mapToInt(String::length).toArray();
        for (List<Object> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] =
                        Math.max(widths[i], Math.min(WIDEST, text(row.get(i)).length()));
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
}
