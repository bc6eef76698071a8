package org.lakeome.catalog.format;

/** The types of columns in a TSV annotation store. */
public enum ColumnType {
    LONG,
    INT,
    STRING,
    FLOAT,
    DOUBLE,
    BOOLEAN
}
