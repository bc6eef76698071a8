package org.lakeome.catalog.format;

/** One column of a TSV annotation store, in the file and in the table. */
public record TsvColumn(String name, ColumnType type) {}
