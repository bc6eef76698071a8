package org.lakeome.catalog.share;

/** State of a share, as the wire says it. */
public enum ShareStatus {
    PENDING,
    ACTIVATING,
    ACTIVE,
    DELETING,
    DELETED,
    FAILED
}
