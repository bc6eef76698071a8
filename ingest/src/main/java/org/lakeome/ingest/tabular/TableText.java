package org.lakeome.ingest.tabular;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.LineDecoder;
import org.lakeome.ingest.source.LineReader;
import org.lakeome.ingest.source.LineRemark;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** The lines of a split as text, without byte order marks. For one thread. */
final class TableText implements Closeable {
    private final LineReader lines;
    private final LineDecoder decoder;
    private final CsvOptions options;
    private final boolean unicode;
    private final LineRemarks remarks;

    TableText(TextSource source, Split split, CsvOptions options, LineRemarks remarks) throws IOException {
        this.lines = source.lines(split, options.lineEnd(), options.keepCarriageReturn());
        this.decoder = new LineDecoder(options.charset());
        this.options = options;
        this.unicode = options.charset().equals(StandardCharsets.UTF_8);
        this.remarks = remarks;
    }

    /** Moves to the next line; false when there is none. */
    boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        if (lines.skipMark()) {
            if (!unicode) {
                throw new FieldFault(
                        "",
                        "",
                        "The line begins with the byte order mark of UTF-8, but the read option encoding says "
                                + options.encoding() + ".");
            }
            if (!lines.isAtStart()) {
                remarks.add(LineRemark.BYTE_ORDER_MARK, lines.lines(), "", "");
            }
        }
        return true;
    }

    /** @throws FieldFault when the line is no text */
    String text() {
        String line = decoded();
        if (options.lineEnd() != '\n') {
            refuse(line, '\n', "A newline stands inside the line; if it ends the file's lines, leave lineSep out.");
        } else if (!options.keepCarriageReturn()) {
            refuse(
                    line,
                    '\r',
                    "A carriage return stands inside the line; if it ends the file's lines, set lineSep to \\r.");
        }
        return line;
    }

    private String decoded() {
        try {
            return decoder.decode(lines.buffer(), lines.from(), lines.to());
        } catch (FieldFault fault) {
            throw new FieldFault(
                    fault.field(),
                    fault.value(),
                    fault.getMessage()
                            + " If the file is written in another encoding, give the read option encoding, as"
                            + " encoding=ISO-8859-1; convert UTF-16 to UTF-8.");
        }
    }

    private static void refuse(String line, char found, String reason) {
        if (line.indexOf(found) >= 0) {
            throw new FieldFault("", "", reason);
        }
    }

    /** The line's bytes, each as a character, for a line that is no text. */
    String bytes() {
        return new String(lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.ISO_8859_1);
    }

    LineReader reader() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
