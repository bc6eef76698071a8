package org.lakeome.catalog.token;

import java.util.Locale;

/** What a token may be shown to: the SQL engine, or the Iceberg REST catalog. */
public enum Audience {
    TRINO,
    ICEBERG;

    String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
