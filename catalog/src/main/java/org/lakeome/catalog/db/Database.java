package org.lakeome.catalog.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.lakeome.catalog.error.ApiError;

/** The database of the server: connection pool, schema, transactions. Thread-safe. */
public final class Database implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    /** Those that wait for a row that another has locked hold one each. */
    private static final int CONNECTIONS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String H2_CLOSED = "90098";
    private static final String H2_IN_USE = "90020";

    private final DatabaseConfig config;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final ThreadLocal<Boolean> inTransaction = ThreadLocal.withInitial(() -> false);

    private Database(DatabaseConfig config, HikariDataSource pool, InstantSource clock) {
        this.config = config;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.clock = clock;
    }

    /** Connects, brings the schema up to date, and refuses a schema that a newer server has made. */
    public static Database open(DatabaseConfig config) {
        return open(config, InstantSource.system());
    }

    /** As {@link #open(DatabaseConfig)}, with a clock of one's own. */
    public static Database open(DatabaseConfig config, InstantSource clock) {
        return open(config, clock, CONNECTIONS, PATIENCE);
    }

    /** @param patience how long a transaction waits for a connection */
    static Database open(DatabaseConfig config, InstantSource clock, int connections, Duration patience) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("catalog");
        settings.setJdbcUrl(config.url());
        settings.setUsername(config.user());
        settings.setPassword(config.password().value());
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(patience.toMillis());
        HikariDataSource pool = connect(settings);
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .loggers("slf4j")
                    .locations("classpath:db/migration")
                    // Empty: by default Flyway lets an old server run on a newer schema.
                    .ignoreMigrationPatterns(new ValidatePattern[0])
                    .load()
                    .migrate();
            return new Database(config, pool, clock);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Runs the work in one transaction and commits it, or rolls all of it back if it throws. The work may run again from
     * its start after a deadlock or a lost race, so it changes nothing but the database.
     */
    public <T> T transaction(Function<Sql, T> work) {
        if (inTransaction.get()) {
            // A second connection while the first one waits is how pools run dry.
            throw new IllegalStateException("A transaction is open in this thread; hand its Sql on");
        }
        inTransaction.set(true);
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return jdbi.inTransaction(handle -> work.apply(new Sql(handle, now())));
                } catch (JdbiException e) {
                    if (attempt == ATTEMPTS || !lostARace(e)) {
                        throw translated(e);
                    }
                }
            }
        } finally {
            inTransaction.remove();
        }
    }

    /** As {@link #transaction(Function)}, for work without a result. */
    public void run(Consumer<Sql> work) {
        transaction(sql -> {
            work.accept(sql);
            return Optional.empty();
        });
    }

    /** Whether the database answers at this moment. */
    public boolean answers() {
        return transaction(sql -> sql.statement("select 1 as one").isThere());
    }

    /** Where this database is, for the Iceberg catalog, which keeps its own connections. */
    public DatabaseConfig config() {
        return config;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static HikariDataSource connect(HikariConfig settings) {
        // Without its parameters, which may hold a password.
        String place = settings.getJdbcUrl().split("[?;]", 2)[0];
        try {
            return new HikariDataSource(settings);
        } catch (HikariPool.PoolInitializationException e) {
            if (sqlState(e).equals(H2_IN_USE)) {
                throw new ApiError.Conflict("Another process uses the database " + place + "; stop that server first");
            }
            throw new ApiError.Unavailable("Cannot connect to the database " + place, e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean lostARace(JdbiException e) {
        String state = sqlState(e);
        return state.equals("40001") || state.equals("40P01");
    }

    private static RuntimeException translated(JdbiException e) {
        String state = sqlState(e);
        if (state.equals("23505")) {
            return new DuplicateRow(e);
        }
        if (e.getCause() instanceof SQLTransientConnectionException pool && pool.getCause() == null) {
            // All connections were in use; where none can be made, the pool tells why.
            return new ApiError.Throttled("The server is busy; try again in a moment");
        }
        if (e instanceof ConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals(H2_CLOSED)) {
            return new ApiError.Unavailable("The database does not answer; try again in a moment", e);
        }
        return e;
    }

    private static String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
