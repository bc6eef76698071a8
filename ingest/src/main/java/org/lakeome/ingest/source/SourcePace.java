package org.lakeome.ingest.source;

import java.time.Duration;
import java.util.Locale;

/** Whether a stream's bytes come fast enough, by the time that is spent waiting for them and not by that of its reader. For one thread. */
final class SourcePace {
    private final SourceLimits limits;
    private long silentNanos;
    private long waitedNanos;
    private long bytes;

    SourcePace(SourceLimits limits) {
        this.limits = limits;
    }

    /** So many bytes came after so long a wait; says why the source is to be given up, or empty text. */
    String waited(long nanos, int came) {
        silentNanos = came > 0 ? 0 : silentNanos + nanos;
        waitedNanos += nanos;
        bytes += came;
        if (silentNanos > limits.stall().toNanos() || nanos > limits.stall().toNanos()) {
            return "The source sent nothing for " + words(limits.stall())
                    + ", the limit that ingest.source-stall sets.";
        }
        if (waitedNanos < SourceLimits.FLOOR_TIME.toNanos()) {
            return "";
        }
        if (bytes < limits.floorBytes()) {
            return String.format(
                    Locale.ROOT,
                    "The source sent %,d bytes in %s of waiting; ingest.source-floor asks for %,d.",
                    bytes,
                    words(SourceLimits.FLOOR_TIME),
                    limits.floorBytes());
        }
        waitedNanos = 0;
        bytes = 0;
        return "";
    }

    /** An answer began after so long a wait, which has limits of its own but counts towards the floor. */
    void answered(long nanos) {
        waitedNanos += nanos;
    }

    private static String words(Duration time) {
        return SourceLimits.words(time);
    }
}
