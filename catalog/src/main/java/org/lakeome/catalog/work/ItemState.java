package org.lakeome.catalog.work;

/** State of one source file of a piece of work. */
public enum ItemState {
    SUBMITTED,
    IN_PROGRESS,
    COMPLETED,
    FAILED
}
