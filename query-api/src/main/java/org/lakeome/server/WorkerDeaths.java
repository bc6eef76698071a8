package org.lakeome.server;

import org.lakeome.catalog.job.Imports;
import org.lakeome.catalog.work.Loss;
import org.lakeome.catalog.work.WorkQueue;
import org.lakeome.worker.IngestProcess;

/** Takes back the work of a worker that has died, and says to whoever waits that none can be started. */
record WorkerDeaths(WorkQueue queue, Imports imports) implements IngestProcess.Deaths {

    @Override
    public void ended(String worker, Loss how) {
        queue.workerLost(worker, how);
    }

    @Override
    public void cannotStart(Loss how) {
        imports.tellWaiting("The job waits, as no ingest worker can be started: " + how.why()
                + ". It is tried again and again; ingest.log of the server's data folder says more.");
    }
}
