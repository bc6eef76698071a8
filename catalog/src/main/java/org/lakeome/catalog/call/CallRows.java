package org.lakeome.catalog.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;

/** The rows of the signed calls, in one transaction. */
final class CallRows {

    private final Sql sql;

    CallRows(Sql sql) {
        this.sql = sql;
    }

    private record Known(long seq, Instant signatureSeen, Optional<String> answer) {}

    /** @param oneSecond how far apart the calls of one second arrive at the most */
    Turn turn(SignedCall call, Repeat repeat, Duration oneSecond) {
        Optional<Known> known = sql.statement(
                        "select seq, signature_seen, answer from signed_call where call_key = :key")
                .bind("key", call.key())
                .first(CallRows::known);
        return known.map(before -> again(call, repeat, before, oneSecond))
                .orElseGet(() -> firstTime(call, repeat, oneSecond));
    }

    private Turn again(SignedCall call, Repeat repeat, Known before, Duration oneSecond) {
        if (call.named()) {
            remember(call.signature());
        }
        boolean late = before.signatureSeen().plus(oneSecond).isBefore(sql.now());
        return switch (repeat) {
            case SECRET -> new Turn.Used();
            case READ -> late ? new Turn.Used() : new Turn.Do(before.seq());
            case STATE, ONE_MORE -> {
                if (before.answer().isEmpty()) {
                    yield new Turn.Busy();
                }
                if (call.named() || (repeat == Repeat.STATE && !hasChangedSince(before))) {
                    yield new Turn.Done(before.answer().get());
                }
                if (late) {
                    yield new Turn.Used();
                }
                delete(before.seq());
                yield new Turn.Do(insert(call, repeat, before.signatureSeen()));
            }
        };
    }

    /** Clients sign their retries anew: whoever recorded one could send it under another id, as a new call. */
    private void remember(String signature) {
        boolean isKnown = sql.statement(
                        "select seq from signed_call where signature = :signature fetch first 1 rows only")
                .bind("signature", signature)
                .isThere();
        if (!isKnown) {
            insert(new SignedCall(signature, signature, false), Repeat.READ, sql.now());
        }
    }

    private Turn firstTime(SignedCall call, Repeat repeat, Duration oneSecond) {
        Optional<Instant> seen = sql.statement(
                        "select min(signature_seen) as seen from signed_call where signature = :signature")
                .bind("signature", call.signature())
                .one(row -> row.optionalInstant("seen"));
        if (seen.isPresent()
                && (repeat == Repeat.SECRET || seen.get().plus(oneSecond).isBefore(sql.now()))) {
            return new Turn.Used();
        }
        return new Turn.Do(insert(call, repeat, seen.orElse(sql.now())));
    }

    /** By anybody: the other side of a share changes it too. */
    private boolean hasChangedSince(Known before) {
        return sql.statement("select seq from signed_call where seq > :seq and changes fetch first 1 rows only")
                .bind("seq", before.seq())
                .isThere();
    }

    private long insert(SignedCall call, Repeat repeat, Instant signatureSeen) {
        sql.statement("insert into signed_call (call_key, signature, signature_seen, changes)"
                        + " values (:key, :signature, :seen, :changes)")
                .bind("key", call.key())
                .bind("signature", call.signature())
                .bind("seen", signatureSeen)
                .bind("changes", repeat.changes())
                .execute();
        return sql.statement("select seq from signed_call where call_key = :key")
                .bind("key", call.key())
                .one(row -> row.number("seq"));
    }

    void answer(long seq, String answer) {
        sql.statement("update signed_call set answer = :answer where seq = :seq")
                .bind("answer", answer)
                .bind("seq", seq)
                .execute();
    }

    void delete(long seq) {
        sql.statement("delete from signed_call where seq = :seq")
                .bind("seq", seq)
                .execute();
    }

    void forgetBefore(Instant time) {
        sql.statement("delete from signed_call where signature_seen < :time")
                .bind("time", time)
                .execute();
    }

    long count() {
        return sql.statement("select count(*) as n from signed_call").one(row -> row.number("n"));
    }

    private static Known known(Row row) {
        return new Known(row.number("seq"), row.instant("signature_seen"), row.optionalText("answer"));
    }
}
