package org.lakeome.catalog.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.error.ApiError;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class DatabaseTest {

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private DatabaseConfig config;
    private Database database;

    DatabaseTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        config = Databases.fresh(kind, folder);
        database = Database.open(config, () -> Instant.parse("2026-11-21T12:00:00.123456789Z"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void insert(Sql sql, String id) {
        sql.statement("insert into account (id, alias, demo, created) values (:id, :alias, false, :created)")
                .bind("id", id)
                .bind("alias", "a" + id)
                .bind("created", sql.now())
                .execute();
    }

    private long accounts() {
        return database.transaction(
                sql -> sql.statement("select count(*) as n from account").one(row -> row.number("n")));
    }

    @Test
    void timesComeBackAsTheyWereWritten() {
        database.run(sql -> insert(sql, "1"));

        assertThat(database.<Instant>transaction(
                        sql -> sql.statement("select created from account").one(row -> row.instant("created"))))
                .isEqualTo(Instant.parse("2026-11-21T12:00:00.123456Z"));
    }

    @Test
    void nothingOfAFailedTransactionStays() {
        assertThatThrownBy(() -> database.run(sql -> {
                    insert(sql, "1");
                    throw new ApiError.Invalid("no");
                }))
                .isInstanceOf(ApiError.Invalid.class);

        assertThat(accounts()).isZero();
    }

    @Test
    void rowOfATakenKeyIsNamedAsSuch() {
        database.run(sql -> insert(sql, "1"));

        assertThatThrownBy(() -> database.run(sql -> insert(sql, "1"))).isInstanceOf(DuplicateRow.class);
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void secondTransactionInsideOneIsRefusedAndTheNextOneAfterItIsNot() {
        assertThatThrownBy(() -> database.run(sql -> accounts())).isInstanceOf(IllegalStateException.class);
        assertThat(accounts()).isZero();
    }

    @Test
    void textsAreOnlyEverValues() {
        String hostile = "x'; drop table account; --";

        assertThat(database.<Boolean>transaction(sql -> sql.statement("select id from account where alias = :alias")
                        .bind("alias", hostile)
                        .isThere()))
                .isFalse();
        assertThat(accounts()).isZero();
    }

    @Test
    void schemaOfANewerServerIsRefused() {
        database.run(sql -> sql.statement("insert into \"flyway_schema_history\" (\"installed_rank\", \"version\","
                        + " \"description\", \"type\", \"script\", \"checksum\", \"installed_by\", \"execution_time\","
                        + " \"success\") values (999, '999', 'future', 'SQL', 'V999__future.sql', 1, 'x', 1, true)")
                .execute());
        database.close();

        assertThatThrownBy(() -> Database.open(config)).hasMessageContaining("999");
    }

    @Test
    void databaseThatIsGoneIsUnavailable() {
        database.close();

        assertThatThrownBy(this::accounts).isInstanceOf(ApiError.Unavailable.class);
    }

    @Test
    void busyDatabaseThrottlesAndIsNotCalledUnavailable() {
        // No fewer, which the migration needs.
        int connections = 3;
        CountDownLatch held = new CountDownLatch(connections);
        CountDownLatch over = new CountDownLatch(1);
        try (Database small = Database.open(config, InstantSource.system(), connections, Duration.ofSeconds(3));
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                others.execute(() -> small.run(sql -> {
                    held.countDown();
                    wait(over);
                }));
            }
            wait(held);

            assertThatThrownBy(small::answers).isInstanceOf(ApiError.Throttled.class);
            over.countDown();
            assertThat(small.answers()).isTrue();
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void interruptedCallersHarmNobodyElse() throws InterruptedException {
        AtomicInteger ids = new AtomicInteger();
        for (int round = 0; round < 20; round++) {
            Thread caller = Thread.ofPlatform().unstarted(() -> {
                try {
                    for (int i = 0; i < 50; i++) {
                        database.run(sql -> insert(sql, String.valueOf(ids.incrementAndGet())));
                    }
                } catch (RuntimeException interrupted) {
                    // What becomes of the interrupted caller does not matter here.
                }
            });
            caller.start();
            Thread.sleep(5L + round);
            caller.interrupt();
            caller.join();
        }

        long before = accounts();
        database.run(sql -> insert(sql, "last"));
        assertThat(accounts()).isEqualTo(before + 1);
    }
}
