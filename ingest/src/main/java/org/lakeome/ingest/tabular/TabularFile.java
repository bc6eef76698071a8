package org.lakeome.ingest.tabular;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.lakeome.ingest.source.TextSource;

/**
 * How one file's rows are to be read: the store's columns, the read options, and what the file's head says. Immutable.
 *
 * @param headerLine number of the line that is the header and no row; 0 if there is none
 * @param header its text; may be empty
 * @param lastComment the last comment line before the first row, as written, which may name the columns; may be empty
 * @param notes what the user should know of the head
 */
public record TabularFile(
        TableLayout layout, CsvOptions options, long headerLine, String header, String lastComment, List<String> notes)
        implements Serializable {
    public TabularFile {
        notes = List.copyOf(notes);
    }

    /**
     * Looks at the file's lines up to its first row.
     *
     * @throws org.lakeome.ingest.source.InputFault when the line that would be skipped as the header is none, or names the columns
     *     in another order than the store's schema
     */
    public static TabularFile of(TextSource source, TableLayout layout, CsvOptions options) throws IOException {
        return new HeadSearch(source, layout, options).find();
    }
}
