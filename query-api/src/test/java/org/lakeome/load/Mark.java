package org.lakeome.load;

/**
 * A number that one writer raises in a resource. Whoever reads the resource finds one between what was acknowledged before the
 * reading began and what had been asked for by its end. Thread-safe.
 */
final class Mark {

    private volatile long begun;
    private volatile long acknowledged;

    /** The next value; it counts as written once {@link #acknowledge} says so. */
    long next() {
        begun++;
        return begun;
    }

    void acknowledge(long value) {
        acknowledged = value;
    }

    long floor() {
        return acknowledged;
    }

    long ceiling() {
        return begun;
    }
}
