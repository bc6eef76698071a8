package org.lakeome.ingest.tabular;

import java.io.Serializable;

/** A column of a store's schema, named as its creator named it; the table has the name in lower case. */
public record TableColumn(String name, ColumnType type) implements Serializable {}
