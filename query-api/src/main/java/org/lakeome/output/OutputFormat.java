package org.lakeome.output;

import java.io.IOException;
import java.io.Writer;

/** How rows are printed on standard output. */
public enum OutputFormat {
    TABLE,
    VERTICAL,
    JSON,
    JSONL,
    CSV,
    TSV;

    /**
     * Prints all rows, and returns their number.
     *
     * @param safe whether CSV and TSV mark what a spreadsheet would run as a formula
     */
    public <X extends Exception> long print(Records<X> rows, Writer out, boolean safe) throws X, IOException {
        long count =
                switch (this) {
                    case TABLE -> new TablePrinter(out).print(rows);
                    case VERTICAL -> new VerticalPrinter(out).print(rows);
                    case JSON -> new JsonPrinter(out).array(rows);
                    case JSONL -> new JsonPrinter(out).lines(rows);
                    case CSV -> new SeparatedPrinter(out, SeparatedPrinter.Form.CSV, safe).print(rows);
                    case TSV -> new SeparatedPrinter(out, SeparatedPrinter.Form.TSV, safe).print(rows);
                };
        out.flush();
        return count;
    }
}
