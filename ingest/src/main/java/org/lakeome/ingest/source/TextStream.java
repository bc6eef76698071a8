package org.lakeome.ingest.source;

import java.io.Closeable;
import java.io.IOException;

/** Expanded text from the start of a split on; reads past the split's end, and says where that end lies in the text. */
abstract sealed class TextStream implements Closeable permits PlainStream, GzipStream, BgzfStream {
    /** Bytes put into the buffer, or -1 at the end of the file. */
    abstract int read(byte[] buffer, int offset, int length) throws IOException;

    /** Offset in the text (0 = start of the split) of the first byte behind the split; Long.MAX_VALUE while unknown. */
    abstract long textEnd();

    /** Bytes of the file taken so far, packed. */
    abstract long bytesTaken();

    /** Of the packed bytes of the split that were taken so far, and of none behind it. */
    abstract ContentSum content();
}
