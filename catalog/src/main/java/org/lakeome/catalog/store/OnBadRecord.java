package org.lakeome.catalog.store;

/** What an import does with a record that it cannot read. */
public enum OnBadRecord {
    /** The file fails, as at AWS. */
    FAIL,
    /** The record goes to the store's table of rejected records, and the rest of the file is imported. */
    QUARANTINE
}
