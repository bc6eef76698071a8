package org.lakeome.catalog.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.WorkId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work for the ingest workers, kept in the database: accounts take turns, and of each the first comes first. A worker holds a lease and renews it with
 * every report; a lease that lapses is given to another worker. Work at which workers die by themselves ends as failed after
 * {@value #MAX_ATTEMPTS} deaths. Thread-safe, and safe with several servers on one database.
 */
public final class WorkQueue {

    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

    static final int MAX_ATTEMPTS = 3;

    /** How often a worker may be lost that did not end by itself before that counts as an attempt as well. */
    static final int MOST_EXCUSED = 10;

    /** Also of work of which parts are taken out again and again. */
    static final int MOST_ATTEMPTS = 30;

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Database database;
    private final Map<WorkKind, WorkHandler> handlers = new EnumMap<>(WorkKind.class);
    private volatile boolean stopping;
    private volatile Consumer<WorkId> over = work -> {};
    private volatile Limit limit = new Limit(Set.of(), Integer.MAX_VALUE);

    /** How much work of these kinds together one account may have leased at a time. */
    record Limit(Set<WorkKind> kinds, int most) {}

    public WorkQueue(Database database) {
        this.database = database;
    }

    /** Names who keeps the jobs of a kind. For the wiring at start, before the first lease. */
    public void register(WorkKind kind, WorkHandler handler) {
        if (handlers.putIfAbsent(kind, handler) != null) {
            throw new IllegalStateException(kind + " has a handler already");
        }
    }

    /**
     * Names who ends what was lent to the workers of ended work, as temporary keys, however it ended. For the wiring at start;
     * called within the transaction that ends the work, whose rollback it has to survive.
     */
    public void whenOver(Consumer<WorkId> listener) {
        over = listener;
    }

    /** Lets an account have so much work of these kinds, together, done at a time; more of it waits. For the wiring at start. */
    public void limit(Set<WorkKind> kinds, int mostOfOneAccount) {
        limit = new Limit(Set.copyOf(kinds), mostOfOneAccount);
    }

    /** Adds work in the transaction that makes its job. */
    public WorkId submit(Sql sql, WorkKind kind, AccountId owner) {
        WorkId work = WorkId.random();
        new WorkRows(sql).insert(work, kind, owner);
        return work;
    }

    /**
     * The oldest work that waits of the account whose last lease was longest ago, if it is within that account's limit, now
     * leased to the worker for the given time; of the next account if not.
     */
    public Optional<Lease> lease(String worker, Duration duration) {
        if (stopping) {
            return Optional.empty();
        }
        takeBackLapsed();
        return database.transaction(sql -> {
            WorkRows rows = new WorkRows(sql);
            return rows.waiting(handlers.keySet(), limit).stream()
                    .filter(waiting -> rows.hasRoom(waiting, limit))
                    .filter(waiting -> rows.lease(waiting, worker, sql.now().plus(duration)))
                    .findFirst()
                    .map(taken -> {
                        rows.noteTurn(taken.work());
                        int attempt = taken.attempt() + 1;
                        handler(taken).started(sql, taken.work(), attempt);
                        return new Lease(taken.work(), taken.kind(), attempt, duration);
                    });
        });
    }

    /** As {@link #lease(String, Duration)}, waiting for work to come until the patience is over. */
    public Optional<Lease> lease(String worker, Duration duration, Duration patience) throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (true) {
            Optional<Lease> lease = lease(worker, duration);
            if (lease.isPresent() || stopping || Instant.now().isAfter(end)) {
                return lease;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /** Whether the attempt still holds the work. */
    public boolean isLeased(WorkId work, int attempt) {
        return database.transaction(sql -> new WorkRows(sql)
                .lock(work)
                .filter(row -> row.isLeasedAt(attempt))
                .isPresent());
    }

    /** Renews a lease and notes the progress; {@link ApiError.Conflict} if the lease is lost. */
    public Heartbeat heartbeat(WorkId work, int attempt, Duration duration, Progress progress) {
        return database.transaction(sql -> {
            WorkRows rows = new WorkRows(sql);
            WorkRows.Work current =
                    rows.lock(work).filter(row -> row.isLeasedAt(attempt)).orElseThrow(() -> leaseLost(work, attempt));
            rows.renew(work, sql.now().plus(duration));
            handler(current).progressed(sql, work, progress);
            return current.cancelRequested() ? Heartbeat.CANCEL : Heartbeat.CONTINUE;
        });
    }

    /**
     * Ends the work with the outcome that its worker reports. The same report may come twice, as its answer can get lost;
     * {@link ApiError.Conflict} if the lease was lost before.
     */
    public void finish(WorkId work, int attempt, Outcome outcome) {
        database.run(sql -> {
            WorkRows rows = new WorkRows(sql);
            WorkRows.Work current = rows.lock(work).orElseThrow(() -> leaseLost(work, attempt));
            if (current.wasReportedAt(attempt)) {
                return;
            }
            if (!current.isLeasedAt(attempt)) {
                throw leaseLost(work, attempt);
            }
            end(sql, rows, current, outcome);
        });
    }

    /** What became of the wish to cancel. */
    public enum Cancellation {
        /** The work waited, and has ended as CANCELLED. */
        ENDED,
        /** A worker has it and will be told at its next heartbeat; it begins no commit any more, and what it then reports is the outcome. */
        REQUESTED,
        /** The work had ended before. */
        TOO_LATE
    }

    /** Cancels in the caller's transaction. */
    public Cancellation cancel(Sql sql, WorkId work) {
        WorkRows rows = new WorkRows(sql);
        WorkRows.Work current =
                rows.lock(work).orElseThrow(() -> new IllegalStateException("There is no work " + work));
        return switch (current.state()) {
            case WAITING -> {
                endFenced(sql, rows, current, Outcome.cancelled("Cancelled before it began"));
                yield Cancellation.ENDED;
            }
            case LEASED -> {
                rows.requestCancel(work);
                yield Cancellation.REQUESTED;
            }
            case DONE -> Cancellation.TOO_LATE;
        };
    }

    /** Ends work whatever its worker is doing; from the commit on, nothing that the worker does is accepted. */
    public void abort(Sql sql, WorkId work, String why) {
        WorkRows rows = new WorkRows(sql);
        rows.lock(work)
                .filter(current -> current.state() != WorkRows.State.DONE)
                .ifPresent(current -> endFenced(sql, rows, current, Outcome.cancelled(why)));
    }

    /** Removes work that has ended and that no job refers to any more; a late report of it finds its lease lost. */
    public void forget(Sql sql, Collection<WorkId> ended) {
        WorkRows rows = new WorkRows(sql);
        ended.forEach(rows::forget);
    }

    /** Takes back every lease of a worker that is known to be gone, without waiting for them to lapse. */
    public void workerLost(String worker, Loss loss) {
        giveUp(database.transaction(sql -> new WorkRows(sql).leasedTo(worker)), loss);
    }

    /** Gives no more leases; who waits for one goes away without. What is leased may still end. */
    public void stopLeasing() {
        stopping = true;
    }

    /** Takes back the leases of a worker that was stopped in good order, which are not counted as attempts. */
    public void workerStopped(String worker) {
        for (WorkRows.Work seen : database.transaction(sql -> new WorkRows(sql).leasedTo(worker))) {
            quietly(seen, "the server stopped", sql -> {
                WorkRows rows = new WorkRows(sql);
                if (isStill(rows, seen) && !seen.cancelRequested()) {
                    rows.excuse(seen.work());
                    rows.waitAgain(seen.work());
                    handler(seen)
                            .lost(sql, seen.work(), "The server was stopped; the work begins anew when it runs again.");
                }
            });
        }
    }

    /** Takes back the leases that have lapsed; every {@link #lease} does so too, but nobody may be asking for work. */
    public void takeBackLapsed() {
        giveUp(database.transaction(sql -> new WorkRows(sql).lapsed(sql.now())), Loss.LAPSED);
    }

    /** Each in a transaction of its own: one that cannot be given up must not keep the others, nor new leases, waiting. */
    private void giveUp(List<WorkRows.Work> lost, Loss loss) {
        lost.forEach(work -> quietly(work, loss.why(), sql -> giveUp(sql, new WorkRows(sql), work, loss)));
    }

    private void quietly(WorkRows.Work work, String why, Consumer<Sql> takeBack) {
        try {
            database.run(takeBack);
        } catch (RuntimeException e) {
            LOG.error("Work {} cannot be taken back ({})", work.work(), why, e);
        }
    }

    /** Another server may have taken it back, or the worker renewed it, between the look and the lock. */
    private static boolean isStill(WorkRows rows, WorkRows.Work seen) {
        return rows.lock(seen.work()).filter(seen::equals).isPresent();
    }

    private void giveUp(Sql sql, WorkRows rows, WorkRows.Work seen, Loss loss) {
        if (!isStill(rows, seen)) {
            return;
        }
        if (seen.cancelRequested()) {
            String why = "Cancelled; the ingest worker was lost before it confirmed (" + loss.why() + ")";
            endFenced(sql, rows, seen, Outcome.cancelled(why));
        } else if (!loss.byItself() && seen.excused() < MOST_EXCUSED) {
            rows.excuse(seen.work());
            tryAgain(sql, rows, seen, lost(loss) + "; the work begins anew");
        } else if (handler(seen).died(sql, seen.work(), loss.why()) && seen.attempt() < MOST_ATTEMPTS) {
            rows.countAnew(seen.work());
            tryAgain(sql, rows, seen, lost(loss) + "; the work goes on without what it died at");
        } else if (seen.tries() >= MAX_ATTEMPTS) {
            endFenced(
                    sql,
                    rows,
                    seen,
                    Outcome.failed("The ingest worker died " + seen.tries() + " times at this job (the last time "
                            + loss.why() + "); see its log, and give it more memory or a smaller job"));
        } else {
            tryAgain(
                    sql,
                    rows,
                    seen,
                    lost(loss) + "; attempt " + (seen.tries() + 1) + " of " + MAX_ATTEMPTS + " will follow");
        }
    }

    private void tryAgain(Sql sql, WorkRows rows, WorkRows.Work seen, String why) {
        rows.waitAgain(seen.work());
        handler(seen).lost(sql, seen.work(), why);
    }

    private static String lost(Loss loss) {
        return "The ingest worker was lost (" + loss.why() + ")";
    }

    /** Without the fence, a late report of the lost attempt would be taken for a repeated one. */
    private void endFenced(Sql sql, WorkRows rows, WorkRows.Work current, Outcome outcome) {
        rows.fence(current.work());
        end(sql, rows, current, outcome);
    }

    private void end(Sql sql, WorkRows rows, WorkRows.Work current, Outcome outcome) {
        rows.done(current.work());
        handler(current).finished(sql, current.work(), outcome);
        over.accept(current.work());
    }

    private WorkHandler handler(WorkRows.Work work) {
        return Optional.ofNullable(handlers.get(work.kind()))
                .orElseThrow(() -> new IllegalStateException("Nobody handles " + work.kind()));
    }

    private static ApiError leaseLost(WorkId work, int attempt) {
        return new ApiError.Conflict(
                "The lease of work " + work + " at attempt " + attempt + " is lost; stop without a commit");
    }
}
