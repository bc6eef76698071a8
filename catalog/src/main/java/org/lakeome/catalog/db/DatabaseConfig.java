package org.lakeome.catalog.db;

import java.nio.file.Path;

/** Where the database is: an H2 file or a PostgreSQL server, as a JDBC URL. */
public record DatabaseConfig(String url, String user, Password password) {

    /** Kept from logs; the database package stands below accounts and so has its own. */
    public record Password(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    public DatabaseConfig(String url, String user, String password) {
        this(url, user, new Password(password));
    }

    /**
     * The embedded database in a file of the folder. WRITE_DELAY=0, because H2 otherwise keeps what it has acknowledged
     * in memory for up to half a second, and a killed server would have lost it. {@code async:}, because the interrupt of
     * one thread would close the file for all with H2's usual way of writing.
     */
    public static DatabaseConfig embedded(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("catalog");
        return new DatabaseConfig(
                "jdbc:h2:async:" + file
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;LOCK_TIMEOUT=10000",
                "lakeome",
                "");
    }
}
