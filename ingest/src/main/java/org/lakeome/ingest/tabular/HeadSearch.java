package org.lakeome.ingest.tabular;

import java.io.IOException;
import java.util.List;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.source.TextSource;

/** Reads a file up to its first row, and tells whether that line is a header. {@link #find} once, in one thread. */
final class HeadSearch {
    private final TextSource source;
    private final TableLayout layout;
    private final CsvOptions options;
    private final RowLines kinds;
    private final CellSplitter splitter;
    private String comment = "";

    HeadSearch(TextSource source, TableLayout layout, CsvOptions options) {
        this.source = source;
        this.layout = layout;
        this.options = options;
        this.kinds = new RowLines(layout, options);
        this.splitter = new CellSplitter(options);
    }

    TabularFile find() throws IOException {
        try (TableText lines = new TableText(source, source.whole(), options, new LineRemarks())) {
            while (next(lines)) {
                String line;
                try {
                    line = lines.text();
                } catch (FieldFault fault) {
                    if (kinds.isRow(lines.bytes())) {
                        // What cannot be read is told by the reader; as a header it is one still, and the line behind
                        // it a row.
                        return file(options.header() ? lines.reader().lines() : 0, "", List.of());
                    }
                    continue;
                }
                if (kinds.isRow(line)) {
                    return options.header() ? judge(line, lines.reader().lines()) : file(0, "", List.of());
                }
                comment = kinds.isComment(line) ? line : comment;
            }
            return file(0, "", List.of());
        }
    }

    private static boolean next(TableText lines) throws IOException {
        try {
            return lines.next();
        } catch (FieldFault fault) {
            // Of a byte order mark, which the reader tells.
            return true;
        }
    }

    private TabularFile judge(String line, long number) {
        try {
            HeaderNames names = new HeaderNames(layout, options, splitter.split(line));
            return judge(line, number, names, commented());
        } catch (FieldFault fault) {
            throw InputFault.ofRecord(source.name(), number, TabularLines.told(fault));
        }
    }

    /** The cells of the last comment; null where there is none, or nothing in it. */
    private HeaderNames commented() {
        String text = comment.isEmpty() ? "" : comment.substring(1).strip();
        try {
            return text.isEmpty()
                    ? null
                    : new HeaderNames(
                            layout, options, splitter.split(comment.substring(1).stripLeading()));
        } catch (FieldFault fault) {
            // A comment may have a quote that is open.
            return null;
        }
    }

    private TabularFile judge(String line, long number, HeaderNames names, HeaderNames commented) {
        boolean headerIsComment = commented != null
                && commented.hasAllColumns()
                && layout.columns().size() > 1
                && !commented.isRow();
        if (names.hasCoordinates() || headerIsComment && (names.isRow() || commented.isSchema() && !names.isSchema())) {
            return file(
                    0,
                    "",
                    List.of("Line " + number + " was read as a row and not skipped as the header: "
                            + (names.hasCoordinates()
                                    ? "its coordinates are numbers"
                                    : "the comment before it names the columns")
                            + ". For a file without a header line give the read option header=false."));
        }
        if (names.isRow()) {
            throw refused(
                    number,
                    "The line would be skipped as the header, but its values fit the types of the store's"
                            + " columns. If it is a row, give the read option header=false; if not, remove it.");
        }
        if (headerIsComment && names.agreeing() == 0 && !names.hasTypes()) {
            throw refused(
                    number,
                    "The line would be skipped as the header, but the comment before it has as many columns and"
                            + " may be the header. If the line is a row, give the read option header=false; if not, remove that comment.");
        }
        if (names.isSchemaInOtherOrder()) {
            throw refused(
                    number,
                    "The header has the names of the store's columns in another order (" + names.difference()
                            + "), and values go by their position. Bring the file's columns into the order of the store, or make a"
                            + " store with the file's.");
        }
        if (!names.hasAllColumns() && line.startsWith("#")) {
            throw refused(
                    number,
                    "The line would be skipped as the header, but has not the store's columns. If lines that"
                            + " begin with # are comments, give the read option comment=#.");
        }
        return file(
                number,
                line,
                names.isSchema()
                        ? List.of()
                        : List.of("Line " + number
                                + " was skipped as the header, and names the columns otherwise than the" + " store ("
                                + names.difference() + "); values go by their position."));
    }

    private InputFault refused(long number, String reason) {
        return new InputFault(
                source.name(),
                number,
                TabularLines.told(new FieldFault("", "", reason)).getMessage());
    }

    private TabularFile file(long headerLine, String header, List<String> notes) {
        return new TabularFile(layout, options, headerLine, header, comment, notes);
    }
}
