package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.Abortable;

/** Reads an object from an offset on with one request, and asks again from where it broke off, a few times. */
final class S3Stream extends InputStream {
    private static final int TRIES = 4;

    private final S3Object object;
    private long position;
    private InputStream in;

    S3Stream(S3Object object, long position) {
        this.object = object;
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
        for (int tries = 1; position < object.size(); tries++) {
            try {
                if (in == null) {
                    in = object.range(position);
                }
                int read = in.read(buffer, offset, length);
                if (read > 0) {
                    position += read;
                    return read;
                }
                throw new IOException("S3 ended the answer early at byte " + position + " of " + object.name());
            } catch (IOException e) {
                close();
                if (tries == TRIES) {
                    throw e;
                }
                pause(tries);
            }
        }
        return -1;
    }

    private static void pause(int tries) throws IOException {
        try {
            Thread.sleep(200L << tries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for S3", e);
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
