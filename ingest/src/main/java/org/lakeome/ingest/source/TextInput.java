package org.lakeome.ingest.source;

import java.io.Closeable;
import java.io.IOException;

/** The whole expanded text of a file, as it is, line ends and all; for one thread. */
public final class TextInput implements Closeable {
    private final TextStream stream;

    TextInput(TextStream stream) {
        this.stream = stream;
    }

    /** Bytes put into the buffer, or -1 at the end. */
    public int read(byte[] buffer) throws IOException {
        return stream.read(buffer, 0, buffer.length);
    }

    /** Packed bytes read so far. */
    public long bytesTaken() {
        return stream.bytesTaken();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
