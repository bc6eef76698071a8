package org.lakeome.ingest.write;

import java.util.concurrent.Callable;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.lakeome.ingest.LocalSpark;

/** Work that is stopped, from another thread, when the first of its tasks has started. */
final class StopInTheMiddle {
    private StopInTheMiddle() {}

    static <T> T of(Callable<T> work, Runnable stop) throws Exception {
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart start) {
                stop.run();
            }
        };
        LocalSpark.context().sc().addSparkListener(listener);
        try {
            return work.call();
        } finally {
            LocalSpark.context().sc().removeSparkListener(listener);
        }
    }
}
