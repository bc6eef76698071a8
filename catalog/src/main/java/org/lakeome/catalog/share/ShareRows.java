package org.lakeome.catalog.share;

import static org.lakeome.catalog.event.StateChange.STORE_NAME;
import static org.lakeome.catalog.event.StateChange.members;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.event.StateChange;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.page.Position;

/** The rows of shares, in one transaction. */
final class ShareRows {

    private static final String SHARE = "select id, store_id, resource_arn, owner, subscriber, name, status,"
            + " status_message, created, updated from share";

    private final Sql sql;

    ShareRows(Sql sql) {
        this.sql = sql;
    }

    void insert(Share share, ShareFilter.Type type) {
        sql.statement(
                        "insert into share (id, store_id, resource_type, resource_arn, owner, subscriber, live_subscriber,"
                                + " name, status, status_message, created, updated) values (:id, :store, :type, :arn, :owner, :subscriber, :subscriber,"
                                + " :name, :status, :message, :created, :updated)")
                .bind("id", share.id().value())
                .bind("store", share.store().value())
                .bind("type", type)
                .bind("arn", share.resourceArn())
                .bind("owner", share.owner().value())
                .bind("subscriber", share.subscriber().value())
                .bind("name", share.name().orElse(null))
                .bind("status", share.status())
                .bind("message", share.statusMessage())
                .bind("created", share.created())
                .bind("updated", share.updated())
                .execute();
        log(share.id(), share.status());
    }

    Optional<Share> find(ShareId id) {
        return sql.statement(SHARE + " where id = :id").bind("id", id.value()).first(ShareRows::share);
    }

    Optional<Share> lock(ShareId id) {
        return sql.statement(SHARE + " where id = :id for update")
                .bind("id", id.value())
                .first(ShareRows::share);
    }

    /** The shares of a store that are not over, in the order in which all lock them. */
    List<Share> liveOf(StoreId store) {
        return sql.statement(SHARE + " where store_id = :store and live_subscriber is not null order by id for update")
                .bind("store", store.value())
                .list(ShareRows::share);
    }

    List<Share> list(AccountId account, ShareSide side, ShareFilter filter, Optional<Position> after, int most) {
        String party =
                switch (side) {
                    case OWNER -> "owner";
                    case SUBSCRIBER -> "subscriber";
                };
        var statement = sql.statement(SHARE + " where " + party + " = :account"
                        + (filter.statuses().isEmpty()
                                ? " and live_subscriber is not null"
                                : " and status in (<statuses>)")
                        + (filter.types().isEmpty() ? "" : " and resource_type in (<types>)")
                        + (filter.resourceArns().isEmpty() ? "" : " and resource_arn in (<arns>)")
                        + (after.isEmpty() ? "" : " and (created > :at or (created = :at and id > :id))")
                        + " order by created, id fetch first :most rows only")
                .bind("account", account.value())
                .bind("most", most);
        if (!filter.statuses().isEmpty()) {
            statement.bindList(
                    "statuses", filter.statuses().stream().map(Enum::name).toList());
        }
        if (!filter.types().isEmpty()) {
            statement.bindList("types", filter.types().stream().map(Enum::name).toList());
        }
        if (!filter.resourceArns().isEmpty()) {
            statement.bindList("arns", filter.resourceArns());
        }
        after.ifPresent(place -> statement.bind("at", place.created()).bind("id", place.id()));
        return statement.list(ShareRows::share);
    }

    /** The way there takes no time, and is in the log as AcceptShare tells it: who follows the log knows both states from the guide. */
    void activate(ShareId id) {
        log(id, ShareStatus.ACTIVATING);
        sql.statement("update share set status = 'ACTIVE', status_message = '', updated = :now where id = :id")
                .bind("now", sql.now())
                .bind("id", id.value())
                .execute();
        log(id, ShareStatus.ACTIVE);
    }

    /** By way of DELETING, which is told in the log alone, as with {@link #activate}. */
    void end(ShareId id, String message) {
        log(id, ShareStatus.DELETING);
        sql.statement("update share set status = 'DELETED', status_message = :message, live_subscriber = null,"
                        + " updated = :now where id = :id")
                .bind("message", message)
                .bind("now", sql.now())
                .bind("id", id.value())
                .execute();
        log(id, ShareStatus.DELETED);
    }

    /** To both parties, with what the API tells both of the share. */
    private void log(ShareId id, ShareStatus status) {
        Share share = find(id).orElseThrow();
        ShareFilter.Type type = sql.statement("select resource_type from share where id = :id")
                .bind("id", id.value())
                .one(row -> row.constant("resource_type", ShareFilter.Type.class));
        String store = share.resourceArn().substring(share.resourceArn().lastIndexOf('/') + 1);
        Map<String, String> members = members(
                "shareId",
                id.value(),
                "resourceArn",
                share.resourceArn(),
                STORE_NAME,
                store,
                "ownerId",
                share.owner().value(),
                "principalSubscriber",
                share.subscriber().value());
        share.name().ifPresent(name -> members.put("shareName", name));
        StateChange change = new StateChange(type.event(), share.owner(), "share/" + id, members, status.name());
        change.log(sql);
        change.log(sql, share.subscriber());
    }

    private static Share share(Row row) {
        return new Share(
                new ShareId(row.text("id")),
                new StoreId(row.text("store_id")),
                row.text("resource_arn"),
                new AccountId(row.text("owner")),
                new AccountId(row.text("subscriber")),
                row.optionalText("name"),
                row.constant("status", ShareStatus.class),
                row.text("status_message"),
                row.instant("created"),
                row.instant("updated"));
    }
}
