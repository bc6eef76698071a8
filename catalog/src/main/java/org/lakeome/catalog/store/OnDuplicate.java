package org.lakeome.catalog.store;

/** What an import does with a file whose content its store, or version, has already. */
public enum OnDuplicate {
    /** It is imported once more, as at AWS, and its message says so. */
    IMPORT,
    /** It is COMPLETED without a row. */
    SKIP,
    /** It is FAILED. */
    FAIL
}
