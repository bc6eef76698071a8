package org.lakeome.catalog.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.page.Position;

/** The rows of variant stores and their tags, in one transaction. */
final class StoreRows {

    private static final String STORE = "select id, name, owner, reference_arn, key_arn, description, status,"
            + " status_message, created, updated from variant_store";

    private final Sql sql;

    StoreRows(Sql sql) {
        this.sql = sql;
    }

    void insert(VariantStore store) {
        sql.statement("insert into variant_store (id, name, owner, reference_arn, key_arn, description, status,"
                        + " status_message, created, updated) values (:id, :name, :owner, :reference, :key, :description,"
                        + " :status, :message, :created, :updated)")
                .bind("id", store.id().value())
                .bind("name", store.name().value())
                .bind("owner", store.owner().value())
                .bind("reference", store.referenceArn())
                .bind("key", store.keyArn().orElse(null))
                .bind("description", store.description())
                .bind("status", store.status())
                .bind("message", store.statusMessage())
                .bind("created", store.created())
                .bind("updated", store.updated())
                .execute();
        putTags(store.id(), store.tags());
    }

    /** Locks the account, so that two creates cannot both take its last place. */
    long lockAccountAndCount(AccountId owner) {
        sql.statement("select id from account where id = :id for update")
                .bind("id", owner.value())
                .list(row -> row.text("id"));
        return sql.statement("select count(*) as stores from variant_store where owner = :owner")
                .bind("owner", owner.value())
                .one(row -> row.number("stores"));
    }

    long countOnReference(AccountId owner, String referenceArn) {
        return sql.statement(
                        "select count(*) as stores from variant_store where owner = :owner and reference_arn = :reference")
                .bind("owner", owner.value())
                .bind("reference", referenceArn)
                .one(row -> row.number("stores"));
    }

    Optional<VariantStore> find(StoreId id) {
        return sql.statement(STORE + " where id = :id").bind("id", id.value()).first(row -> store(row, tags(id)));
    }

    Optional<StoreStatus> lock(StoreId id) {
        return sql.statement("select status from variant_store where id = :id for update")
                .bind("id", id.value())
                .first(row -> row.constant("status", StoreStatus.class));
    }

    List<VariantStore> list(AccountId owner, StoreFilter filter, Optional<Position> after, int most) {
        var statement = sql.statement(STORE + " where owner = :owner"
                        + (filter.ids().isEmpty() ? "" : " and id in (<ids>)")
                        + (filter.status().isEmpty() ? "" : " and status = :status")
                        + (after.isEmpty() ? "" : " and (created > :at or (created = :at and id > :id))")
                        + " order by created, id fetch first :most rows only")
                .bind("owner", owner.value())
                .bind("most", most);
        if (!filter.ids().isEmpty()) {
            statement.bindList("ids", filter.ids());
        }
        filter.status().ifPresent(status -> statement.bind("status", status));
        after.ifPresent(place -> statement.bind("at", place.created()).bind("id", place.id()));
        return statement.list(row -> store(row, Map.of()));
    }

    List<StoreId> inStatus(StoreStatus status) {
        return sql.statement("select id from variant_store where status = :status order by created, id")
                .bind("status", status)
                .list(row -> new StoreId(row.text("id")));
    }

    Optional<Resource.Store> resource(StoreId id) {
        return sql.statement("select s.name, s.owner, a.alias from variant_store s"
                        + " join account a on a.id = s.owner where s.id = :id")
                .bind("id", id.value())
                .first(row -> new Resource.Store(
                        id,
                        new StoreName(row.text("name")),
                        new AccountId(row.text("owner")),
                        new Alias(row.text("alias"))));
    }

    /** Does nothing if the store has left the expected state meanwhile. */
    void move(StoreId id, StoreStatus from, StoreStatus to, String message) {
        sql.statement("update variant_store set status = :to, status_message = :message, updated = :now"
                        + " where id = :id and status = :from")
                .bind("to", to)
                .bind("message", message.substring(0, Math.min(message.length(), 1000)))
                .bind("now", sql.now())
                .bind("id", id.value())
                .bind("from", from)
                .execute();
    }

    void describe(StoreId id, String description) {
        sql.statement("update variant_store set description = :description, updated = :now where id = :id")
                .bind("description", description)
                .bind("now", sql.now())
                .bind("id", id.value())
                .execute();
    }

    void delete(StoreId id) {
        sql.statement("delete from variant_store where id = :id and status = 'DELETING'")
                .bind("id", id.value())
                .execute();
    }

    Map<String, String> tags(StoreId id) {
        Map<String, String> tags = new HashMap<>();
        sql.statement("select tag_key, tag_value from variant_store_tag where store_id = :id")
                .bind("id", id.value())
                .list(row -> tags.put(row.text("tag_key"), row.text("tag_value")));
        return tags;
    }

    void putTags(StoreId id, Map<String, String> tags) {
        tags.forEach((key, value) -> {
            removeTag(id, key);
            sql.statement("insert into variant_store_tag (store_id, tag_key, tag_value) values (:id, :key, :value)")
                    .bind("id", id.value())
                    .bind("key", key)
                    .bind("value", value)
                    .execute();
        });
    }

    void removeTag(StoreId id, String key) {
        sql.statement("delete from variant_store_tag where store_id = :id and tag_key = :key")
                .bind("id", id.value())
                .bind("key", key)
                .execute();
    }

    private static VariantStore store(Row row, Map<String, String> tags) {
        return new VariantStore(
                new StoreId(row.text("id")),
                new StoreName(row.text("name")),
                new AccountId(row.text("owner")),
                row.text("reference_arn"),
                row.optionalText("key_arn"),
                row.text("description"),
                row.constant("status", StoreStatus.class),
                row.text("status_message"),
                row.instant("created"),
                row.instant("updated"),
                tags);
    }
}
