package org.lakeome.load;

import java.util.List;
import java.util.random.RandomGenerator;

/** One of many clients: does one thing after another until time is up, then removes what it made. */
final class Client implements Runnable {

    private final List<Part> parts;
    private final Meter meter;
    private final RandomGenerator random;
    private final long end;

    /** @param parts drawn evenly; one that is there twice comes twice as often */
    Client(List<Part> parts, Meter meter, RandomGenerator random, long end) {
        this.parts = parts;
        this.meter = meter;
        this.random = random;
        this.end = end;
    }

    @Override
    public void run() {
        while (System.nanoTime() < end) {
            Part part = parts.get(random.nextInt(parts.size()));
            guarded(part::act);
        }
        parts.stream().distinct().forEach(part -> guarded(part::clear));
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            meter.fault(Thread.currentThread().getName() + ": " + e + " at " + List.of(e.getStackTrace()));
        }
    }
}
