package org.lakeome.storage.s3;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How slowly a request's body may come: it may let the server wait for the patience, and for one more second with each {@code bytesOfASecond} that came.
 * The server's own time does not count.
 *
 * @param bytesOfASecond 0 for no limit
 */
public record BodyFloor(long bytesOfASecond, Duration patience) {

    public static final BodyFloor DEFAULT = new BodyFloor(1024, Duration.ofSeconds(30));

    /** Nanoseconds that the server still waits for more; 0 or less for a body that is too slow. */
    public long left(long bytes, long waited) {
        return bytesOfASecond == 0
                ? Long.MAX_VALUE
                : patience.toNanos() + TimeUnit.MILLISECONDS.toNanos(bytes * 1000 / bytesOfASecond) - waited;
    }
}
