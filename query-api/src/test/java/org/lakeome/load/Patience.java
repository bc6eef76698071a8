package org.lakeome.load;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits, and notes a fault when that was in vain. */
final class Patience {

    private Patience() {}

    static void until(Meter meter, String what, Duration longest, BooleanSupplier done) {
        long end = System.nanoTime() + longest.toNanos();
        for (long pause = 20; !done.getAsBoolean(); pause = Math.min(500, pause * 2)) {
            if (System.nanoTime() > end) {
                meter.fault("Waited %d s in vain for %s".formatted(longest.toSeconds(), what));
                return;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
