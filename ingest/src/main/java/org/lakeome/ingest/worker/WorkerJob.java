package org.lakeome.ingest.worker;

/** One piece of leased work. {@link #run} in one thread, the rest from others while it runs. */
interface WorkerJob {
    /** Does the work; throws {@link org.lakeome.ingest.write.ImportStopped} when it was stopped before it took effect. */
    Finish run() throws Exception;

    Progress progress();

    /** Makes {@link #run} end soon without an effect, if it has had none yet. */
    void stop();
}
