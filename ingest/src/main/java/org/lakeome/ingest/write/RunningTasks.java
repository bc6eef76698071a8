package org.lakeome.ingest.write;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/** The tasks of one of Spark's job groups, which may run on when their job has ended. */
record RunningTasks(JavaSparkContext spark, String group) {
    private static final int MOST_SECONDS = 20;

    /** Cancels them and waits until none is running, not for ever. */
    void end() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        try {
            do {
                // Again and again: a thread may have been about to start a job when the others were cancelled.
                spark.cancelJobGroup(group);
                Thread.sleep(50);
            } while (System.nanoTime() < deadline && isAny());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAny() {
        return Stream.of(spark.sc().statusTracker().getExecutorInfos()).anyMatch(info -> info.numRunningTasks() > 0);
    }
}
