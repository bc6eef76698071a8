package org.lakeome.catalog.work;

/** What an ingest worker can be asked to do. */
public enum WorkKind {
    VARIANT_IMPORT,
    ANNOTATION_IMPORT,
    REFERENCE_IMPORT,
    /** Join the small files of one table. */
    OPTIMIZE,
    /** Take the rows of one import out of files that hold those of others too. */
    UNDO_IMPORT
}
