package org.lakeome.ingest.source;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a source may keep a worker, which others wait for.
 *
 * @param stall longest time without a byte
 * @param floorBytes least bytes in {@link #FLOOR_TIME} of waiting for them
 * @param patience how long a source is asked again that says it cannot answer now
 */
public record SourceLimits(Duration stall, long floorBytes, Duration patience) implements Serializable {
    static final Duration FLOOR_TIME = Duration.ofMinutes(10);

    public static final SourceLimits DEFAULT = new SourceLimits(Duration.ofMinutes(2), 1 << 20, Duration.ofMinutes(5));

    static String words(Duration time) {
        return time.toSeconds() % 60 == 0 && time.toMinutes() > 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
