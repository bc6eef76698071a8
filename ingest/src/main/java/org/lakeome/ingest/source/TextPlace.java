package org.lakeome.ingest.source;

import java.io.Serializable;

/** A place in a file's text: whole lines and decompressed bytes before it. */
public record TextPlace(long lines, long bytes) implements Serializable {
    public static final TextPlace START = new TextPlace(0, 0);

    public TextPlace plus(TextPlace further) {
        return new TextPlace(lines + further.lines, bytes + further.bytes);
    }
}
