package org.lakeome.ingest.source;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one item so that an {@link Error}, or a slip of our own code, is that item's fault and nobody else's. Spark ends the whole
 * process for an Error that reaches it, also for one that is only the cause of an exception.
 */
public final class Breakdown {
    private static final Logger LOG = LoggerFactory.getLogger(Breakdown.class);

    /** The stack of a StackOverflowError has a thousand. */
    private static final int LOGGED_FRAMES = 60;

    private Breakdown() {}

    /** What reads the item. */
    @FunctionalInterface
    public interface Reading<T, E extends Exception> {
        T run() throws E;
    }

    /** The reading's result; an {@link InputFault} without a cause where the reading broke down. */
    public static <T, E extends Exception> T contained(String file, Reading<T, E> reading) throws E {
        try {
            return reading.run();
        } catch (Error
                | NullPointerException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | ClassCastException
                | ArithmeticException e) {
            InputFault fault = new InputFault(file, 0, reason(e));
            e.setStackTrace(Arrays.copyOf(e.getStackTrace(), Math.min(LOGGED_FRAMES, e.getStackTrace().length)));
            LOG.error("Reading {} broke down", fault.file(), e);
            throw fault;
        }
    }

    private static String reason(Throwable e) {
        String said = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()) + at(e);
        if (e instanceof StackOverflowError) {
            return "The file is nested deeper than the ingest worker can follow (" + said + ").";
        }
        if (e instanceof OutOfMemoryError) {
            return "The file needs more memory than the ingest worker has (" + said
                    + "); a larger ingest.heap may help.";
        }
        if (e instanceof LinkageError) {
            return "A part of the ingest worker is missing or of another version (" + said + "); build it anew.";
        }
        return "The ingest worker broke down at this file, by a fault of its own (" + said
                + "). Please report it, with the file if you may.";
    }

    private static String at(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0].getFileName() + ":" + trace[0].getLineNumber();
    }
}
