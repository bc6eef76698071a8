package org.lakeome.catalog.work;

/** What an ingest worker can be asked to do. */
public enum WorkKind {
    VARIANT_IMPORT,
    ANNOTATION_IMPORT,
    REFERENCE_IMPORT,
    /** Join the small files of one table. */
    OPTIMIZE
}
