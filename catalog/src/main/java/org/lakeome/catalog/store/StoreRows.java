package org.lakeome.catalog.store;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TsvOptionsJson;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.page.Position;

/** The rows of stores of both kinds, in one transaction. */
final class StoreRows {

    private static final String STORE = "select id, kind, name, owner, reference_arn, format, tsv_options, key_arn,"
            + " description, status, status_message, created, updated from store";

    private final Sql sql;

    StoreRows(Sql sql) {
        this.sql = sql;
    }

    void insert(Store store) {
        sql.statement("insert into store (id, kind, name, owner, reference_arn, format, tsv_options, key_arn,"
                        + " description, status, status_message, created, updated) values (:id, :kind, :name, :owner,"
                        + " :reference, :format, :options, :key, :description, :status, :message, :created, :updated)")
                .bind("id", store.id().value())
                .bind("kind", store.kind())
                .bind("name", store.name().value())
                .bind("owner", store.owner().value())
                .bind("reference", store.referenceArn().orElse(null))
                .bind("format", store.format().map(StoreFormat::name).orElse(null))
                .bind("options", store.format().flatMap(StoreRows::options).orElse(null))
                .bind("key", store.keyArn().orElse(null))
                .bind("description", store.description())
                .bind("status", store.status())
                .bind("message", store.statusMessage())
                .bind("created", store.created())
                .bind("updated", store.updated())
                .execute();
        TagRows.of(sql, store.id()).put(store.tags());
        StoreEvents.log(sql, store.id(), store.status().name());
    }

    /** Locks the account, so that two creates cannot both take its last place or the same name. */
    void lockAccount(AccountId owner) {
        sql.statement("select id from account where id = :id for update")
                .bind("id", owner.value())
                .list(row -> row.text("id"));
    }

    boolean isNamed(AccountId owner, StoreKind kind, StoreName name) {
        return sql.statement("select id from store where owner = :owner and kind = :kind and name = :name")
                .bind("owner", owner.value())
                .bind("kind", kind)
                .bind("name", name.value())
                .isThere();
    }

    long count(AccountId owner, StoreKind kind) {
        return sql.statement("select count(*) as stores from store where owner = :owner and kind = :kind")
                .bind("owner", owner.value())
                .bind("kind", kind)
                .one(row -> row.number("stores"));
    }

    long countOnReference(AccountId owner, String referenceArn) {
        return sql.statement("select count(*) as stores from store where owner = :owner and reference_arn = :reference")
                .bind("owner", owner.value())
                .bind("reference", referenceArn)
                .one(row -> row.number("stores"));
    }

    Optional<Store> find(StoreId id) {
        return sql.statement(STORE + " where id = :id")
                .bind("id", id.value())
                .first(StoreRows::store)
                .map(store -> store.with(TagRows.of(sql, id).all(), new TableRows(sql).inService(List.of(id))));
    }

    Optional<StoreStatus> lock(StoreId id) {
        return sql.statement("select status from store where id = :id for update")
                .bind("id", id.value())
                .first(row -> row.constant("status", StoreStatus.class));
    }

    List<Store> list(AccountId owner, StoreKind kind, StoreFilter filter, Optional<Position> after, int most) {
        var statement = sql.statement(STORE + " where owner = :owner and kind = :kind"
                        + (filter.ids().isEmpty() ? "" : " and id in (<ids>)")
                        + (filter.status().isEmpty() ? "" : " and status = :status")
                        + (after.isEmpty() ? "" : " and (created > :at or (created = :at and id > :id))")
                        + " order by created, id fetch first :most rows only")
                .bind("owner", owner.value())
                .bind("kind", kind)
                .bind("most", most);
        if (!filter.ids().isEmpty()) {
            statement.bindList("ids", filter.ids());
        }
        filter.status().ifPresent(status -> statement.bind("status", status));
        after.ifPresent(place -> statement.bind("at", place.created()).bind("id", place.id()));
        List<Store> stores = statement.list(StoreRows::store);
        Map<StoreId, List<Resource.Table>> tables = new TableRows(sql)
                .inService(stores.stream().map(Store::id).toList()).stream()
                        .collect(groupingBy(table -> table.store().id()));
        return stores.stream()
                .map(store -> store.with(Map.of(), tables.getOrDefault(store.id(), List.of())))
                .toList();
    }

    List<StoreId> inStatus(StoreStatus status) {
        return sql.statement("select id from store where status = :status order by created, id")
                .bind("status", status)
                .list(row -> new StoreId(row.text("id")));
    }

    boolean isIn(StoreId id, StoreStatus status) {
        return sql.statement("select id from store where id = :id and status = :status")
                .bind("id", id.value())
                .bind("status", status)
                .isThere();
    }

    /** Does nothing if the store has left the expected state meanwhile. */
    void move(StoreId id, StoreStatus from, StoreStatus to, String message) {
        int moved = sql.statement("update store set status = :to, status_message = :message, updated = :now"
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

    void describe(StoreId id, String description) {
        int described = sql.statement("update store set description = :description, updated = :now where id = :id")
                .bind("description", description)
                .bind("now", sql.now())
                .bind("id", id.value())
                .execute();
        if (described > 0) {
            StoreEvents.log(sql, id, StoreEvents.UPDATED);
        }
    }

    void delete(StoreId id) {
        if (sql.statement("select id from store where id = :id and status = 'DELETING' for update")
                .bind("id", id.value())
                .isThere()) {
            // Its versions go with the row, and nothing could be read of it then.
            StoreEvents.logDeleted(sql, id);
            sql.statement("delete from store where id = :id")
                    .bind("id", id.value())
                    .execute();
        }
    }

    static Optional<StoreFormat> format(Row row) {
        return row.optionalText("format").map(format -> switch (format) {
            case "VCF" -> new StoreFormat.Vcf();
            case "GFF" -> new StoreFormat.Gff();
            case "TSV" -> new StoreFormat.Tsv(TsvOptionsJson.fromJson(row.text("tsv_options")));
            case String other -> throw new IllegalStateException("The catalog holds a store of format " + other);
        });
    }

    private static Optional<String> options(StoreFormat format) {
        return switch (format) {
            case StoreFormat.Vcf(), StoreFormat.Gff() -> Optional.empty();
            case StoreFormat.Tsv(var options) ->
                Optional.of(TsvOptionsJson.toJson(options).toString());
        };
    }

    private static Store store(Row row) {
        return new Store(
                new StoreId(row.text("id")),
                row.constant("kind", StoreKind.class),
                new StoreName(row.text("name")),
                new AccountId(row.text("owner")),
                row.optionalText("reference_arn"),
                format(row),
                row.optionalText("key_arn"),
                row.text("description"),
                row.constant("status", StoreStatus.class),
                row.text("status_message"),
                row.instant("created"),
                row.instant("updated"),
                Map.of(),
                List.of());
    }
}
