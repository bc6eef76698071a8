package org.lakeome.trino;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Comma-separated values with a header line (RFC 4180, lines end with LF); null is an empty field. */
record CsvPrinter(Writer out) {

    long print(ResultSet rows) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        int width = columns.getColumnCount();
        for (int i = 1; i <= width; i++) {
            field(columns.getColumnLabel(i), i == width);
        }
        long count = 0;
        while (rows.next()) {
            for (int i = 1; i <= width; i++) {
                field(SqlValue.text(rows.getObject(i)), i == width);
            }
            count++;
        }
        return count;
    }

    private void field(String text, boolean last) throws IOException {
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
        out.write(last ? '\n' : ',');
    }
}
