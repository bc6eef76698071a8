package org.lakeome.storage.s3;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;

/** A body that is given up when it comes slower than its floor, or stops: each holds one of few threads. Not thread-safe. */
final class PacedBody extends ServletInputStream {

    private final ServletInputStream in;
    private final BodyFloor floor;
    private long bytes;
    private long waited;

    PacedBody(ServletInputStream in, BodyFloor floor) {
        this.in = in;
        this.floor = floor;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        long since = System.nanoTime();
        int some;
        try {
            some = in.read(buffer, offset, count);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException ? tooSlow() : e;
        }
        waited += System.nanoTime() - since;
        bytes += Math.max(0, some);
        if (some >= 0 && floor.left(bytes, waited) <= 0) {
            throw tooSlow();
        }
        return some;
    }

    private static IOException tooSlow() {
        return new IOException(new S3ProxyException(S3ErrorCode.REQUEST_TIMEOUT));
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    @Override
    public boolean isReady() {
        return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("this body is read by a thread that waits");
    }
}
