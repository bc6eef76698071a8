package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;

final class PlainStream extends TextStream {
    private final InputStream in;
    private final long textEnd;
    private final ContentMeter content = new ContentMeter();
    private long taken;

    PlainStream(InputStream in, Split split) {
        this.in = in;
        this.textEnd = split.to() - split.from();
    }

    @Override
    int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            content.add(buffer, offset, (int) Math.max(0, Math.min(read, textEnd - taken)));
            taken += read;
        }
        return read;
    }

    @Override
    long textEnd() {
        return textEnd;
    }

    @Override
    long bytesTaken() {
        return taken;
    }

    @Override
    ContentSum content() {
        return content.sum();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
