package org.lakeome.ingest.source;

import java.io.IOException;

/** What becomes of a line that cannot be read: it fails the file, or is set aside and the reader goes on. For one thread. */
@FunctionalInterface
public interface BadLines {
    /** The first bad line fails the file. */
    BadLines FAIL = (source, lines, fault) -> {
        throw InputFault.ofRecord(source.name(), lines.lineInFile(), fault);
    };

    /** @param lines stand at the bad line */
    void take(TextSource source, LineReader lines, FieldFault fault) throws IOException;
}
