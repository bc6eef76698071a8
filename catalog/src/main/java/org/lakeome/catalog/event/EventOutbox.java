package org.lakeome.catalog.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;

/**
 * The events of all accounts on their way to the webhook, in order, each batch until it is delivered. How far they have got
 * is in the database, so one batch is under way at a time, however many servers there are. Thread-safe.
 */
public final class EventOutbox {

    /** Events are of a few kilobytes at most. */
    static final int BATCH = 100;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final Duration lease;

    /** @param lease longer than a delivery can take; after it another server may send the same batch */
    public EventOutbox(Database database, Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /** What is to be delivered as one. */
    public record Batch(String id, long to, List<Event> events) {
        public Batch {
            events = List.copyOf(events);
        }
    }

    /** The first time that there is a webhook, it gets what happens from now on. */
    public void begin() {
        Events.place(database);
        database.run(
                sql -> sql.statement("update event_reader set place = :place where name = 'webhook' and place is null")
                        .bind("place", new EventRows(sql).lastPlace())
                        .execute());
    }

    /** The next batch; empty if there is none, one is under way, or the pause after a failure is not over. */
    public Optional<Batch> take() {
        Events.place(database);
        return database.transaction(sql -> {
            EventRows rows = new EventRows(sql);
            long seen = reader(sql, "").place();
            if (rows.after(seen, 1).isEmpty()) {
                return Optional.empty();
            }
            Reader reader = reader(sql, " for update");
            if (reader.busyUntil().filter(sql.now()::isBefore).isPresent()) {
                return Optional.empty();
            }
            List<EventRows.Placed> events = rows.after(reader.place(), BATCH);
            if (events.isEmpty()) {
                return Optional.empty();
            }
            Batch batch = new Batch(
                    UUID.randomUUID().toString(),
                    events.getLast().place(),
                    events.stream().map(EventRows.Placed::event).toList());
            sql.statement("update event_reader set batch = :batch, busy_until = :until where name = 'webhook'")
                    .bind("batch", batch.id())
                    .bind("until", sql.now().plus(lease))
                    .execute();
            return Optional.of(batch);
        });
    }

    /** Goes on behind the batch, unless another server has taken it meanwhile. */
    public void delivered(Batch batch) {
        database.run(sql -> sql.statement("update event_reader set place = :to, batch = null, busy_until = null,"
                        + " failures = 0 where name = 'webhook' and batch = :batch")
                .bind("to", batch.to())
                .bind("batch", batch.id())
                .execute());
    }

    /** Lets the batch be taken again after a pause, which doubles with each failure; says how long it is. */
    public Duration failed(Batch batch) {
        return database.transaction(sql -> {
            Reader reader = reader(sql, " for update");
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(reader.failures(), 6));
            Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            sql.statement("update event_reader set batch = null, busy_until = :until, failures = failures + 1"
                            + " where name = 'webhook' and batch = :batch")
                    .bind("until", sql.now().plus(bounded))
                    .bind("batch", batch.id())
                    .execute();
            return bounded;
        });
    }

    private record Reader(long place, Optional<Instant> busyUntil, int failures) {}

    private static Reader reader(Sql sql, String lock) {
        return sql.statement("select place, busy_until, failures from event_reader where name = 'webhook'" + lock)
                .one(row -> new Reader(
                        row.number("place"), row.optionalInstant("busy_until"), (int) row.number("failures")));
    }
}
