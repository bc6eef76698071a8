package org.lakeome.trino;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An array of objects, one per row, each on its own line. */
record JsonPrinter(Writer out) {

    long print(ResultSet rows) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        long count = 0;
        out.write("[");
        while (rows.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), SqlValue.plain(rows.getObject(i)));
            }
            out.write((count++ == 0 ? "\n" : ",\n") + SqlValue.json(row));
        }
        out.write(count == 0 ? "]\n" : "\n]\n");
        return count;
    }
}
