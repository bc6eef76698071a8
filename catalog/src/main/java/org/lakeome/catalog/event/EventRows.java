package org.lakeome.catalog.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;

/** The rows of the event log, in one transaction. */
final class EventRows {

    private static final String EVENT =
            "select place, id, account, type, owner, resource, members, status, created from event";

    /** How many rows one transaction places or removes. */
    private static final int AT_ONCE = 500;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> MEMBERS = new TypeReference<>() {};

    private final Sql sql;

    EventRows(Sql sql) {
        this.sql = sql;
    }

    record Placed(long place, Event event) {}

    void insert(Event event, Optional<String> storeName) {
        StateChange change = event.change();
        sql.statement("insert into event (id, account, type, owner, resource, store_name, members, status, created)"
                        + " values (:id, :account, :type, :owner, :resource, :store, :members, :status, :created)")
                .bind("id", event.id())
                .bind("account", event.account().value())
                .bind("type", change.type())
                .bind("owner", change.owner().value())
                .bind("resource", change.resource())
                .bind("store", storeName.orElse(null))
                .bind("members", text(change.members()))
                .bind("status", change.status())
                .bind("created", event.time())
                .execute();
    }

    /** Gives places to committed events; says whether there may be more. */
    boolean place() {
        String unplaced =
                "select seq from event where place is null order by seq fetch first " + AT_ONCE + " rows only";
        if (!sql.statement("select 1 as found from event where place is null fetch first 1 rows only")
                .isThere()) {
            return false;
        }
        // Locked, so that places are committed in their order, whichever server gives them.
        long last = sql.statement("select place from event_reader where name = 'log' for update")
                .one(row -> row.number("place"));
        List<Long> found = sql.statement(unplaced).list(row -> row.number("seq"));
        if (found.isEmpty()) {
            return false;
        }
        long first = found.getFirst();
        // One statement, so places leave gaps where the numbers between are taken already.
        sql.statement("update event set place = seq + :shift where place is null and seq between :first and :last")
                .bind("shift", last + 1 - first)
                .bind("first", first)
                .bind("last", found.getLast())
                .execute();
        sql.statement("update event_reader set place = :place where name = 'log'")
                .bind("place", last + 1 - first + found.getLast())
                .execute();
        return found.size() == AT_ONCE;
    }

    long lastPlace() {
        return sql.statement("select place from event_reader where name = 'log'")
                .one(row -> row.number("place"));
    }

    Optional<Long> placeOf(AccountId account, String id) {
        return sql.statement("select place from event where id = :id and account = :account and place is not null")
                .bind("id", id)
                .bind("account", account.value())
                .first(row -> row.number("place"));
    }

    List<Event> list(AccountId account, EventFilter filter, long after, int most) {
        var statement = sql.statement(EVENT + " where account = :account and place > :after"
                        + (filter.store().isEmpty() ? "" : " and store_name = :store")
                        + (filter.since().isEmpty() ? "" : " and created >= :since")
                        + " order by place fetch first :most rows only")
                .bind("account", account.value())
                .bind("after", after)
                .bind("most", most);
        filter.store().ifPresent(store -> statement.bind("store", store.value()));
        filter.since().ifPresent(since -> statement.bind("since", since));
        return statement.list(EventRows::placed).stream().map(Placed::event).toList();
    }

    /** Of all accounts. */
    List<Placed> after(long place, int most) {
        return sql.statement(EVENT + " where place > :after order by place fetch first :most rows only")
                .bind("after", place)
                .bind("most", most)
                .list(EventRows::placed);
    }

    /** Removes some events; says whether there may be more. */
    boolean forgetBefore(Instant time) {
        return sql.statement("delete from event where seq in (select seq from event where created < :time"
                                + " order by created fetch first " + AT_ONCE + " rows only)")
                        .bind("time", time)
                        .execute()
                == AT_ONCE;
    }

    private static Placed placed(Row row) {
        StateChange change = new StateChange(
                row.constant("type", EventType.class),
                new AccountId(row.text("owner")),
                row.text("resource"),
                members(row.text("members")),
                row.text("status"));
        return new Placed(
                row.number("place"),
                new Event(row.text("id"), new AccountId(row.text("account")), change, row.instant("created")));
    }

    private static String text(Map<String, String> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The members of an event cannot be written", e);
        }
    }

    private static Map<String, String> members(String text) {
        try {
            return JSON.readValue(text, MEMBERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The log holds an event with unreadable members", e);
        }
    }
}
