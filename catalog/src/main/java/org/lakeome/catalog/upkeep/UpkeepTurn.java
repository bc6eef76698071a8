package org.lakeome.catalog.upkeep;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.lakeome.catalog.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to do upkeep, which one of the servers on a database has at a time; it lapses if its server ends. Thread-safe. */
final class UpkeepTurn {

    private static final Logger LOG = LoggerFactory.getLogger(UpkeepTurn.class);

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RENEWAL = Duration.ofSeconds(20);

    private final Database database;
    private final String server = UUID.randomUUID().toString();

    UpkeepTurn(Database database) {
        this.database = database;
    }

    /** Does the chore, however long it takes, unless another server is at one. */
    void run(Runnable chore) {
        if (!take()) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService keeper = Executors.newVirtualThreadPerTaskExecutor()) {
            keeper.execute(() -> keepUntil(done));
            try {
                chore.run();
            } finally {
                done.countDown();
            }
        } finally {
            database.run(sql -> new UpkeepRows(sql).endTurn(server));
        }
    }

    private boolean take() {
        return database.transaction(
                sql -> new UpkeepRows(sql).takeTurn(server, sql.now().plus(LEASE)));
    }

    private void keepUntil(CountDownLatch done) {
        try {
            while (!done.await(RENEWAL.toSeconds(), TimeUnit.SECONDS)) {
                renew();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew() {
        try {
            take();
        } catch (RuntimeException e) {
            LOG.warn("The turn at upkeep could not be kept; it is tried again", e);
        }
    }
}
