package org.lakeome.ingest.write;

/** What an import does with an item whose content the store has already. */
public enum OnDuplicate {
    /** It is imported once more, and its message says so. */
    IMPORT,
    /** It is COMPLETED without a row. */
    SKIP,
    /** It is FAILED. */
    FAIL
}
