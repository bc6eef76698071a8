package org.lakeome.ingest.source;

import java.io.Serializable;
import java.time.Duration;

/** Time as it passes while a source is waited for. */
interface Pauses extends Serializable {
    long nanoTime();

    void pause(Duration time) throws InterruptedException;

    /** The machine's own. */
    enum Real implements Pauses {
        TIME;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    }
}
