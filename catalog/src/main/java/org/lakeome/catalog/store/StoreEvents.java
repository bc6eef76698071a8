package org.lakeome.catalog.store;

import static org.lakeome.catalog.event.StateChange.STORE_NAME;
import static org.lakeome.catalog.event.StateChange.members;

import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.event.EventType;
import org.lakeome.catalog.event.StateChange;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.VersionId;

/** What the event log says of stores and versions; HealthOmics' events have other words for some states than its API. */
final class StoreEvents {

    static final String UPDATED = "UPDATED";
    static final String DELETED = "DELETED";

    private static final String VERSION = "select v.id, v.name, s.id as store_id, s.name as store_name, s.owner"
            + " from store_version v join store s on s.id = v.store_id";

    private StoreEvents() {}

    static String word(StoreStatus from, StoreStatus to) {
        return switch (to) {
            case CREATING, UPDATING, DELETING -> to.name();
            case ACTIVE -> from == StoreStatus.CREATING ? "CREATED" : UPDATED;
            // The guide has no word for the second one.
            case FAILED -> from == StoreStatus.CREATING ? "CREATION_FAILED" : "DELETION_FAILED";
        };
    }

    /** To be called while the row is there. */
    static void log(Sql sql, StoreId id, String status) {
        sql.statement("select id, kind, name, owner from store where id = :id")
                .bind("id", id.value())
                .one(row -> store(row, status))
                .log(sql);
    }

    /** To be called while the row is there. */
    static void log(Sql sql, VersionId id, String status) {
        sql.statement(VERSION + " where v.id = :id")
                .bind("id", id.value())
                .one(row -> version(row, status))
                .log(sql);
    }

    /** The end of a store and of the versions that go with it. */
    static void logDeleted(Sql sql, StoreId id) {
        sql.statement(VERSION + " where s.id = :id order by v.created, v.id")
                .bind("id", id.value())
                .list(row -> version(row, DELETED))
                .forEach(change -> change.log(sql));
        log(sql, id, DELETED);
    }

    private static StateChange store(Row row, String status) {
        StoreKind kind = row.constant("kind", StoreKind.class);
        String name = row.text("name");
        return new StateChange(
                EventType.ofStore(kind),
                new AccountId(row.text("owner")),
                kind.arnPrefix() + name,
                members("storeId", row.text("id"), STORE_NAME, name),
                status);
    }

    private static StateChange version(Row row, String status) {
        String store = row.text("store_name");
        String name = row.text("name");
        return new StateChange(
                EventType.ANNOTATION_STORE_VERSION,
                new AccountId(row.text("owner")),
                StoreKind.ANNOTATION.arnPrefix() + store + "/version/" + name,
                members(
                        "storeId",
                        row.text("store_id"),
                        STORE_NAME,
                        store,
                        "versionId",
                        row.text("id"),
                        "versionName",
                        name),
                status);
    }
}
