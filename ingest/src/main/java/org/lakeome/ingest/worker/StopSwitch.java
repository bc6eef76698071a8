package org.lakeome.ingest.worker;

import org.lakeome.ingest.write.ImportStopped;

/** Stops work, also where it is told to before the work has begun. */
final class StopSwitch {
    private boolean stopped;
    private Runnable work;

    /** From now on to stop is to run this; throws {@link ImportStopped} where that is too late. */
    synchronized void arm(Runnable stop) {
        if (stopped) {
            throw new ImportStopped();
        }
        work = stop;
    }

    void stop() {
        Runnable stop;
        synchronized (this) {
            stopped = true;
            stop = work;
        }
        if (stop != null) {
            stop.run();
        }
    }
}
