package org.lakeome.ingest.tabular;

/** What a column of the user's means, by the names of {@code formatToHeader}. */
public enum HeaderKey {
    CHR,
    POS,
    START,
    END,
    REF,
    ALT
}
