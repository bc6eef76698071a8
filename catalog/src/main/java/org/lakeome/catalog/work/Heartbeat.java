package org.lakeome.catalog.work;

/** What a worker is told when it reports progress. */
public enum Heartbeat {
    CONTINUE,
    /** Stop without a commit and report the outcome CANCELLED. */
    CANCEL
}
