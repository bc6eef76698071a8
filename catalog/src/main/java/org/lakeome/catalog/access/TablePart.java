package org.lakeome.catalog.access;

/** What the rows of a table are to its store. */
public enum TablePart {
    /** What was imported; whoever may read the store reads it. */
    DATA,
    /** Raw text of records that imports set aside: for the owner alone, as nobody shared it. */
    REJECTED
}
