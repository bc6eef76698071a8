package org.lakeome.ingest.tabular;

import java.io.Closeable;
import java.io.IOException;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** The lines of a split that are rows: no comments, no blank lines, no header, no track and browser lines of BED. */
final class TabularLines implements Closeable {
    private final TableText lines;
    private final RowLines kinds;
    private final SecondHeader secondHeader;
    private final long headerLine;

    TabularLines(TextSource source, Split split, TabularFile file, LineRemarks remarks) throws IOException {
        this.lines = new TableText(source, split, file.options(), remarks);
        this.kinds = new RowLines(file.layout(), file.options());
        this.secondHeader = new SecondHeader(source.name(), file);
        this.headerLine = split.from() == 0 ? file.headerLine() : 0;
    }

    /** The next row's text, or null. */
    String next() throws IOException {
        while (lines.next()) {
            String line = lines.text();
            long number = lines.reader().lines();
            if (number != headerLine && kinds.isRow(line)) {
                secondHeader.check(line, lines.reader());
                return line;
            }
            if (kinds.isComment(line)) {
                secondHeader.checkComment(line, lines.reader());
            }
        }
        return null;
    }

    LineReader reader() {
        return lines.reader();
    }

    /** AWS's message first. */
    static FieldFault told(FieldFault fault) {
        return new FieldFault(
                fault.field(),
                fault.value(),
                "Malformed Input. Please check the content and corresponding data type in input file. "
                        + fault.getMessage());
    }

    long bytesTaken() {
        return lines.reader().bytesTaken();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
