package org.lakeome.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Values between commas (RFC 4180, lines end with LF) or tabs, with a line of names. In CSV null is an empty field and the empty text is
 * {@code ""}; in TSV null is {@code \N}, and tabs, line ends and backslashes are escaped with a backslash.
 */
record SeparatedPrinter(Writer out, Form form, boolean safe) {
    /** How values are kept apart. */
    enum Form {
        CSV,
        TSV
    }

    <X extends Exception> long print(Records<X> rows) throws X, IOException {
        List<String> columns = rows.columns();
        for (int i = 0; i < columns.size(); i++) {
            field(columns.get(i), i == columns.size() - 1);
        }
        long count = 0;
        for (List<Object> row = rows.next(); row != null; row = rows.next()) {
            for (int i = 0; i < row.size(); i++) {
                field(row.get(i), i == row.size() - 1);
            }
            count++;
        }
        return count;
    }

    private void field(Object cell, boolean last) throws IOException {
        out.write(cell == null ? (form == Form.CSV ? "" : "\\N") : written(marked(cell)));
        out.write(last ? "\n" : form == Form.CSV ? "," : "\t");
    }

    private String marked(Object cell) {
        String text = Cells.text(cell);
        boolean runs = safe && !(cell instanceof Number) && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return runs ? "'" + text : text;
    }

    private String written(String text) {
        if (form == Form.TSV) {
            return text.replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r");
        }
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
