package org.lakeome.catalog.store;

/** State of a store, as the wire says it. */
public enum StoreStatus {
    CREATING,
    UPDATING,
    DELETING,
    ACTIVE,
    FAILED
}
