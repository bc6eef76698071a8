package org.lakeome.catalog.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.WorkId;

/** The rows of the queue, in one transaction. */
final class WorkRows {

    private static final String WORK =
            "select id, kind, state, attempt, excused, lease_until, cancel_requested from work";

    private static final String UNDER_WAY = "select count(*) from work other where other.owner = work.owner"
            + " and other.state = 'LEASED' and other.kind in (<limited>)";

    enum State {
        WAITING,
        LEASED,
        DONE
    }

    record Work(
            WorkId work,
            WorkKind kind,
            State state,
            int attempt,
            int excused,
            Optional<Instant> leaseUntil,
            boolean cancelRequested) {

        /** Which attempt this is of those that count. */
        int tries() {
            return attempt - excused;
        }

        boolean isLeasedAt(int claimed) {
            return state == State.LEASED && attempt == claimed;
        }

        boolean wasReportedAt(int claimed) {
            return state == State.DONE && attempt == claimed;
        }
    }

    private final Sql sql;

    WorkRows(Sql sql) {
        this.sql = sql;
    }

    void insert(WorkId work, WorkKind kind, AccountId owner) {
        sql.statement("insert into work (id, kind, owner, state, attempt, cancel_requested, created)"
                        + " values (:id, :kind, :owner, 'WAITING', 0, false, :created)")
                .bind("id", work.value())
                .bind("kind", kind)
                .bind("owner", owner.value())
                .bind("created", sql.now())
                .execute();
    }

    Optional<Work> lock(WorkId work) {
        return sql.statement(WORK + " where id = :id for update")
                .bind("id", work.value())
                .first(WorkRows::work);
    }

    /**
     * What waits, the account that has had no turn for longest first and of each account the oldest first, without the accounts
     * that have as much under way as they may.
     */
    List<Work> waiting(Set<WorkKind> kinds, WorkQueue.Limit limit) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        String within = limit.kinds().isEmpty() ? "" : " and (kind not in (<limited>) or (" + UNDER_WAY + ") < :most)";
        var statement = sql.statement(WORK + " where state = 'WAITING' and kind in (<kinds>)" + within
                        + " order by (select a.last_turn from account a where a.id = work.owner) nulls first, created, id"
                        + " fetch first 20 rows only")
                .bindList("kinds", kinds.stream().map(Enum::name).toList());
        if (!limit.kinds().isEmpty()) {
            statement.bindList("limited", names(limit.kinds())).bind("most", limit.most());
        }
        return statement.list(WorkRows::work);
    }

    /** Whether the account of waiting work may have it done now; keeps other leases of the account waiting, so that they count alike. */
    boolean hasRoom(Work waiting, WorkQueue.Limit limit) {
        sql.statement("select a.id from account a where a.id = (select owner from work where id = :id) for update")
                .bind("id", waiting.work().value())
                .list(row -> row.text("id"));
        return !limit.kinds().contains(waiting.kind()) || isBelow(limit, waiting);
    }

    private boolean isBelow(WorkQueue.Limit limit, Work waiting) {
        return sql.statement("select (" + UNDER_WAY + ") as leased from work where work.id = :id")
                        .bindList("limited", names(limit.kinds()))
                        .bind("id", waiting.work().value())
                        .one(row -> row.number("leased"))
                < limit.most();
    }

    private static List<String> names(Set<WorkKind> kinds) {
        return kinds.stream().map(Enum::name).toList();
    }

    List<Work> lapsed(Instant now) {
        return sql.statement(WORK + " where state = 'LEASED' and lease_until < :now order by id")
                .bind("now", now)
                .list(WorkRows::work);
    }

    List<Work> leasedTo(String worker) {
        return sql.statement(WORK + " where state = 'LEASED' and worker = :worker order by id")
                .bind("worker", worker)
                .list(WorkRows::work);
    }

    /** Says false if another worker was quicker. */
    boolean lease(Work waiting, String worker, Instant until) {
        return sql.statement("update work set state = 'LEASED', attempt = :next, worker = :worker,"
                                + " lease_until = :until where id = :id and state = 'WAITING' and attempt = :attempt")
                        .bind("next", waiting.attempt() + 1)
                        .bind("worker", worker)
                        .bind("until", until)
                        .bind("id", waiting.work().value())
                        .bind("attempt", waiting.attempt())
                        .execute()
                == 1;
    }

    /** The next turn is that of other accounts. */
    void noteTurn(WorkId work) {
        sql.statement("update account set last_turn = :now where id = (select owner from work where id = :id)")
                .bind("now", sql.now())
                .bind("id", work.value())
                .execute();
    }

    void renew(WorkId work, Instant until) {
        sql.statement("update work set lease_until = :until where id = :id")
                .bind("until", until)
                .bind("id", work.value())
                .execute();
    }

    void waitAgain(WorkId work) {
        change(work, "state = 'WAITING', worker = null, lease_until = null");
    }

    void excuse(WorkId work) {
        change(work, "excused = excused + 1");
    }

    /** As if this attempt had been the first. */
    void countAnew(WorkId work) {
        change(work, "excused = attempt - 1");
    }

    void requestCancel(WorkId work) {
        change(work, "cancel_requested = true");
    }

    void done(WorkId work) {
        change(work, "state = 'DONE', lease_until = null");
    }

    void fence(WorkId work) {
        change(work, "attempt = attempt + 1");
    }

    void forget(WorkId work) {
        sql.statement("delete from work where id = :id and state = 'DONE'")
                .bind("id", work.value())
                .execute();
    }

    private void change(WorkId work, String assignments) {
        sql.statement("update work set " + assignments + " where id = :id")
                .bind("id", work.value())
                .execute();
    }

    private static Work work(Row row) {
        return new Work(
                new WorkId(row.text("id")),
                row.constant("kind", WorkKind.class),
                row.constant("state", State.class),
                (int) row.number("attempt"),
                (int) row.number("excused"),
                row.optionalInstant("lease_until"),
                row.flag("cancel_requested"));
    }
}
