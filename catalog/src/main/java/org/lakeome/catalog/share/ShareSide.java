package org.lakeome.catalog.share;

/** On which side of the shares the caller stands. */
public enum ShareSide {
    /** The shares of the caller's own stores ({@code SELF} on the wire). */
    OWNER,
    /** The shares that others offer to the caller ({@code OTHER} on the wire). */
    SUBSCRIBER
}
