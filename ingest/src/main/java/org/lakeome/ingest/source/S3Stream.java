package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import software.amazon.awssdk.http.Abortable;

/**
 * Reads an object from an offset on with one request, and asks again from where it broke off. Bytes that do not come, or too
 * slowly, are an {@link InputFault}.
 */
final class S3Stream extends InputStream {
    private final S3Object object;
    private final S3Patience patience;
    private final SourcePace pace;
    private long position;
    private int failures;
    private InputStream in;

    S3Stream(S3Object object, S3Patience patience, long position) {
        this.object = object;
        this.patience = patience;
        this.pace = new SourcePace(patience.limits());
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < object.size()) {
            if (in == null) {
                long asked = patience.pauses().nanoTime();
                in = object.range(position);
                pace.answered(patience.pauses().nanoTime() - asked);
            }
            long started = patience.pauses().nanoTime();
            int read;
            try {
                read = in.read(buffer, offset, length);
            } catch (IOException e) {
                read = -1;
            }
            require(patience.pauses().nanoTime() - started, Math.max(0, read));
            if (read > 0) {
                position += read;
                failures = 0;
                return read;
            }
            // The answer broke off, or S3 ended it early.
            close();
            Duration pause = patience.pauseAfter(++failures);
            patience.rest(pause);
            require(pause.toNanos(), 0);
        }
        return -1;
    }

    private void require(long nanos, int came) throws IOException {
        String tooSlow = pace.waited(nanos, came);
        if (!tooSlow.isEmpty()) {
            close();
            throw object.giveUp(tooSlow);
        }
    }

    /** Aborts: closing politely would first read the rest of the object. */
    @Override
    public void close() throws IOException {
        if (in instanceof Abortable abortable) {
            abortable.abort();
        }
        in = null;
    }
}
