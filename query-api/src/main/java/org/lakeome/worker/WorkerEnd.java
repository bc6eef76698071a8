package org.lakeome.worker;

import org.lakeome.catalog.work.Loss;
import org.lakeome.child.KeptProcess;

/** What the exit code of an ingest worker says of its end. */
final class WorkerEnd {

    private static final int OUT_OF_MEMORY = 3;
    private static final int HANGUP = 128 + 1;
    private static final int INTERRUPT = 128 + 2;
    private static final int ABORT = 128 + 6;
    private static final int KILL = 128 + 9;
    private static final int TERMINATE = 128 + 15;

    private WorkerEnd() {}

    /** Only who tells a process to stop has told it nothing about its work; a kill is what a machine without memory does. */
    static Loss of(int exitCode) {
        return switch (exitCode) {
            case KeptProcess.NOT_STARTED -> new Loss("its process could not be started", true);
            case HANGUP, INTERRUPT, TERMINATE -> new Loss("its process was told to stop", false);
            case OUT_OF_MEMORY -> new Loss("it needed more memory than ingest.heap gives", true);
            case ABORT -> new Loss("its JVM crashed", true);
            case KILL -> new Loss("its process was killed, as machines do that run out of memory", true);
            default -> new Loss("its process ended with exit code " + exitCode, true);
        };
    }
}
