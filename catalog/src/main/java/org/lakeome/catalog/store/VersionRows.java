package org.lakeome.catalog.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.format.TsvOptionsJson;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.VersionId;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.page.Position;

/** The rows of annotation store versions, in one transaction. */
final class VersionRows {

    private static final String VERSION = "select id, store_id, name, description, tsv_options, status, status_message,"
            + " created, updated from store_version";

    private final Sql sql;

    VersionRows(Sql sql) {
        this.sql = sql;
    }

    void insert(StoreVersion version) {
        sql.statement("insert into store_version (id, store_id, name, description, tsv_options, status, status_message,"
                        + " created, updated) values (:id, :store, :name, :description, :options, :status, :message,"
                        + " :created, :updated)")
                .bind("id", version.id().value())
                .bind("store", version.store().value())
                .bind("name", version.name().value())
                .bind("description", version.description())
                .bind(
                        "options",
                        version.options()
                                .map(options -> TsvOptionsJson.toJson(options).toString())
                                .orElse(null))
                .bind("status", version.status())
                .bind("message", version.statusMessage())
                .bind("created", version.created())
                .bind("updated", version.updated())
                .execute();
        TagRows.of(sql, version.id()).put(version.tags());
        StoreEvents.log(sql, version.id(), version.status().name());
    }

    Optional<StoreVersion> find(StoreId store, VersionName name) {
        return sql.statement(VERSION + " where store_id = :store and name = :name")
                .bind("store", store.value())
                .bind("name", name.value())
                .first(VersionRows::version)
                .map(this::complete);
    }

    boolean isIn(VersionId id, StoreStatus status) {
        return sql.statement("select id from store_version where id = :id and status = :status")
                .bind("id", id.value())
                .bind("status", status)
                .isThere();
    }

    List<StoreVersion> list(StoreId store, Optional<StoreStatus> status, Optional<Position> after, int most) {
        var statement = sql.statement(VERSION + " where store_id = :store"
                        + (status.isEmpty() ? "" : " and status = :status")
                        + (after.isEmpty() ? "" : " and (created > :at or (created = :at and id > :id))")
                        + " order by created, id fetch first :most rows only")
                .bind("store", store.value())
                .bind("most", most);
        status.ifPresent(wanted -> statement.bind("status", wanted));
        after.ifPresent(place -> statement.bind("at", place.created()).bind("id", place.id()));
        return statement.list(VersionRows::version).stream().map(this::complete).toList();
    }

    List<VersionId> inStatus(StoreStatus status) {
        return sql.statement("select id from store_version where status = :status order by created, id")
                .bind("status", status)
                .list(row -> new VersionId(row.text("id")));
    }

    /** How many versions of the store are there and not about to go. */
    long count(StoreId store) {
        return sql.statement("select count(*) as versions from store_version"
                        + " where store_id = :store and status <> 'DELETING'")
                .bind("store", store.value())
                .one(row -> row.number("versions"));
    }

    /** Does nothing if the version has left the expected state meanwhile. */
    void move(VersionId id, StoreStatus from, StoreStatus to, String message) {
        int moved = sql.statement("update store_version set status = :to, status_message = :message, updated = :now"
                        + " where id = :id and status = :from")
                .bind("to", to)
                .bind("message", message.substring(0, Math.min(message.length(), 1000)))
                .bind("now", sql.now())
                .bind("id", id.value())
                .bind("from", from)
                .execute();
        if (moved > 0) {
            StoreEvents.log(sql, id, StoreEvents.word(from, to));
        }
    }

    void describe(VersionId id, String description) {
        int described = sql.statement(
                        "update store_version set description = :description, updated = :now where id = :id")
                .bind("description", description)
                .bind("now", sql.now())
                .bind("id", id.value())
                .execute();
        if (described > 0) {
            StoreEvents.log(sql, id, StoreEvents.UPDATED);
        }
    }

    void delete(VersionId id) {
        if (sql.statement("select id from store_version where id = :id and status = 'DELETING' for update")
                .bind("id", id.value())
                .isThere()) {
            StoreEvents.log(sql, id, StoreEvents.DELETED);
            sql.statement("delete from store_version where id = :id")
                    .bind("id", id.value())
                    .execute();
        }
    }

    private StoreVersion complete(StoreVersion version) {
        return version.with(
                TagRows.of(sql, version.id()).all(),
                new TableRows(sql)
                        .inService(List.of(version.store())).stream()
                                .filter(table -> table.version()
                                        .filter(version.name()::equals)
                                        .isPresent())
                                .toList());
    }

    private static StoreVersion version(Row row) {
        return new StoreVersion(
                new VersionId(row.text("id")),
                new StoreId(row.text("store_id")),
                new VersionName(row.text("name")),
                row.text("description"),
                row.optionalText("tsv_options").map(TsvOptionsJson::fromJson),
                row.constant("status", StoreStatus.class),
                row.text("status_message"),
                row.instant("created"),
                row.instant("updated"),
                Map.of(),
                List.of());
    }
}
