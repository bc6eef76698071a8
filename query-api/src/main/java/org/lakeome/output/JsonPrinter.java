package org.lakeome.output;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects, one per row, each on its own line. */
record JsonPrinter(Writer out) {

    <X extends Exception> long array(Records<X> rows) throws X, IOException {
        List<String> names = Cells.distinct(rows.columns());
        long count = 0;
        out.write("[");
        for (List<Object> row = rows.next(); row != null; row = rows.next()) {
            out.write((count++ == 0 ? "\n" : ",\n") + object(names, row));
        }
        out.write(count == 0 ? "]\n" : "\n]\n");
        return count;
    }

    <X extends Exception> long lines(Records<X> rows) throws X, IOException {
        List<String> names = Cells.distinct(rows.columns());
        long count = 0;
        for (List<Object> row = rows.next(); row != null; row = rows.next()) {
            out.write(object(names, row) + "\n");
            count++;
        }
        return count;
    }

    static String object(List<String> names, List<Object> row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), Cells.plain(row.get(i)));
        }
        return Cells.json(fields);
    }
}
