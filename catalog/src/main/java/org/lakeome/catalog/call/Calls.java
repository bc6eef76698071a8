package org.lakeome.catalog.call;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.DuplicateRow;
import org.lakeome.catalog.error.ApiError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a signed call that comes twice, a client's retry or a recording, happen once, on whichever server of the database it
 * arrives, and lets another call happen even if it looks the same. A refused call leaves nothing behind and may be made
 * again. What is known of a call is kept for as long as its signature can be good. Thread-safe.
 */
public final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    /** A signature may be dated a quarter of an hour ahead and is good for a quarter after that. */
    private static final Duration KEPT = Duration.ofMinutes(31);

    /** A client signs the same for one second by its clock; the rest is what a busy network and server may add. */
    private static final Duration ONE_SECOND = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration TIDY = Duration.ofMinutes(1);

    private final Database database;
    private final AtomicReference<Instant> tidied = new AtomicReference<>(Instant.MIN);

    public Calls(Database database) {
        this.database = database;
    }

    /**
     * Carries the call out, or gives the answer of when it was carried out.
     *
     * @throws SignatureUsed if the signature is another call's
     */
    public String once(SignedCall call, Repeat repeat, Supplier<String> work) {
        return switch (settled(call, repeat)) {
            case Turn.Do(long seq) -> perform(seq, repeat, work);
            case Turn.Done(String answer) -> answer;
            case Turn.Used _ -> throw new SignatureUsed();
            case Turn.Busy _ ->
                throw new ApiError.Unavailable(
                        "This request is being carried out already, and how it ends is not known yet; try again in a moment",
                        null);
        };
    }

    long known() {
        return database.transaction(sql -> new CallRows(sql).count());
    }

    /** Waits while the same call is carried out, by another thread or another server. */
    private Turn settled(SignedCall call, Repeat repeat) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Turn turn = turn(call, repeat);
            if (!(turn instanceof Turn.Busy) || System.nanoTime() > end) {
                return turn;
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return turn;
            }
        }
    }

    private Turn turn(SignedCall call, Repeat repeat) {
        try {
            return database.transaction(sql -> {
                CallRows rows = new CallRows(sql);
                forgetOld(rows, sql.now());
                return rows.turn(call, repeat, ONE_SECOND);
            });
        } catch (DuplicateRow another) {
            return new Turn.Busy();
        }
    }

    private String perform(long seq, Repeat repeat, Supplier<String> work) {
        String answer;
        try {
            answer = work.get();
        } catch (RuntimeException | Error refused) {
            if (repeat != Repeat.READ) {
                settle(() -> database.run(sql -> new CallRows(sql).delete(seq)));
            }
            throw refused;
        }
        if (repeat.changes()) {
            settle(() -> database.run(sql -> new CallRows(sql).answer(seq, answer)));
        }
        return answer;
    }

    /** What was done is done and is answered so; its retries are told that its end is not known. */
    private static void settle(Runnable note) {
        try {
            note.run();
        } catch (RuntimeException e) {
            LOG.warn("how a call ended could not be noted", e);
        }
    }

    private void forgetOld(CallRows rows, Instant now) {
        Instant last = tidied.get();
        if (last.isBefore(now.minus(TIDY)) && tidied.compareAndSet(last, now)) {
            rows.forgetBefore(now.minus(KEPT));
        }
    }
}
