package org.lakeome.catalog.db;

/** A statement would have broken a uniqueness rule; the transaction it ran in is rolled back. */
public final class DuplicateRow extends RuntimeException {
    DuplicateRow(Throwable cause) {
        super("A row with the same key exists", cause);
    }
}
