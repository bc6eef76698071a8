package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/** Bytes of known length that can be read from any offset; safe to share between threads, each stream is its reader's own. */
public interface ByteSource extends Serializable {
    /** The name by which the user knows the file, for messages. */
    String name();

    long size() throws IOException;

    /** A stream from the byte offset to the end. */
    InputStream open(long offset) throws IOException;
}
