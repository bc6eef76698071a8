package org.lakeome.catalog.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh databases of both kinds for the contract suites. */
public final class Databases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Databases() {}

    /** The kinds of database that every contract holds on. */
    public enum Kind {
        H2,
        POSTGRESQL
    }

    /** A new database; an H2 one lies in the folder. */
    public static DatabaseConfig fresh(Kind kind, Path folder) {
        return switch (kind) {
            case H2 -> DatabaseConfig.embedded(folder.resolve("db" + COUNT.incrementAndGet()));
            case POSTGRESQL -> Server.freshDatabase();
        };
    }

    /** One server for the whole test JVM: starting one takes seconds. It ends with the JVM. */
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        // The data of a test need not survive the machine.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A schema of its own: hundreds of databases would be made, and removed at the end, much more slowly. */
        static DatabaseConfig freshDatabase() {
            String name = "lakeome" + COUNT.incrementAndGet();
            try (var connection = POSTGRES.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create schema " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return new DatabaseConfig(
                    POSTGRES.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + name, "postgres", "");
        }
    }

    /** A clock that stands still until it is moved. */
    public static final class FixedClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        public void advance(Duration duration) {
            now = now.plus(duration);
        }
    }
}
