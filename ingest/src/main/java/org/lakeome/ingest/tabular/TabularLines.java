package org.lakeome.ingest.tabular;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.LineDecoder;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** The lines of a split that are rows: no comments, no blank lines, no header, no track and browser lines of BED. */
final class TabularLines implements Closeable {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** In ISO 8859-1. */
    private static final String BYTE_ORDER_MARK_BYTES = "\u00ef\u00bb\u00bf";

    private final LineReader lines;
    private final LineDecoder decoder;
    private final CsvOptions options;
    private final boolean bed;
    private boolean headerAhead;
    private boolean first;

    TabularLines(TextSource source, Split split, TableLayout layout, CsvOptions options) throws IOException {
        this.lines = source.lines(split, options.lineEnd(), options.keepCarriageReturn());
        this.decoder = new LineDecoder(options.charset());
        this.options = options;
        this.bed = layout.type().isBed();
        this.first = split.from() == 0;
        this.headerAhead = first && options.header();
    }

    /** The next row's text, or null. */
    String next() throws IOException {
        while (lines.next()) {
            String line = headerAhead ? textOfHeader() : text();
            if (isRow(line)) {
                if (!headerAhead) {
                    return line;
                }
                headerAhead = false;
            }
        }
        return null;
    }

    /** A header that cannot be read is a header still: the line behind it is a row. */
    private String textOfHeader() {
        try {
            return text();
        } catch (FieldFault fault) {
            String bytes =
                    new String(lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.ISO_8859_1);
            headerAhead = !isRow(bytes.startsWith(BYTE_ORDER_MARK_BYTES) ? bytes.substring(3) : bytes);
            throw fault;
        }
    }

    private String text() {
        boolean atStart = first;
        first = false;
        String line = decoder.decode(lines.buffer(), lines.from(), lines.to());
        if (atStart) {
            boolean marked = options.charset().equals(StandardCharsets.UTF_8)
                    && !line.isEmpty()
                    && line.charAt(0) == BYTE_ORDER_MARK;
            line = marked ? line.substring(1) : line;
        }
        if (options.lineEnd() == '\n' && !options.keepCarriageReturn() && line.indexOf('\r') >= 0) {
            throw new FieldFault(
                    "",
                    "",
                    "A carriage return stands inside the line; if it ends the file's lines, set lineSep to \\r.");
        }
        return line;
    }

    private boolean isRow(String line) {
        if (line.isBlank()) {
            return false;
        }
        if (options.comment() != CsvOptions.NONE && line.charAt(0) == options.comment()) {
            return false;
        }
        return !bed || !isDisplayLine(line, "track") && !isDisplayLine(line, "browser");
    }

    /** A contig may be called track: its second column is a position then. */
    private static boolean isDisplayLine(String line, String word) {
        if (!line.startsWith(word)) {
            return false;
        }
        String rest = line.substring(word.length());
        if (rest.isEmpty()) {
            return true;
        }
        String second = rest.strip();
        return Character.isWhitespace(rest.charAt(0)) && (second.isEmpty() || !Character.isDigit(second.charAt(0)));
    }

    boolean sawHeader() {
        return !headerAhead;
    }

    LineReader reader() {
        return lines;
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
        return lines.bytesTaken();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
