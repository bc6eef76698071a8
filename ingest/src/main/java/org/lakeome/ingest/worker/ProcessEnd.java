package org.lakeome.ingest.worker;

/**
 * Whether this process is being ended, which ends Spark under a running job: that is no failure of the job, and nobody is told so.
 * The server gives the work out again.
 */
final class ProcessEnd {
    private static volatile boolean begun;

    private ProcessEnd() {}

    /** Once, before Spark starts. */
    static void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> begun = true, "process end"));
    }

    static boolean hasBegun() {
        return begun;
    }
}
