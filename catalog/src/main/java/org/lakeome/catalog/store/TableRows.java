package org.lakeome.catalog.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.ResourceRows;
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.id.VersionId;

/** The list of tables, in one transaction. */
final class TableRows {

    private final Sql sql;

    TableRows(Sql sql) {
        this.sql = sql;
    }

    /** Takes the name; the table itself is made later. */
    TableId insert(AccountId owner, StoreId store, Optional<VersionId> version, TableName name, TablePart part) {
        TableId id = TableId.random();
        sql.statement("insert into store_table (id, owner, name, store_id, version_id, part, made, looked_after)"
                        + " values (:id, :owner, :name, :store, :version, :part, false, :now)")
                .bind("id", id.value())
                .bind("owner", owner.value())
                .bind("name", name.value())
                .bind("store", store.value())
                .bind("version", version.map(VersionId::value).orElse(null))
                .bind("part", part)
                .bind("now", sql.now())
                .execute();
        return id;
    }

    /**
     * Refuses names that another store has, or will have if it sets bad records aside. To be called with the account
     * locked, so that the answer holds until the transaction ends.
     */
    void requireFree(AccountId owner, StoreId own, Set<TableName> names) {
        sql.statement("select s.kind, s.name, t.name as table_name from store_table t join store s on s.id = t.store_id"
                        + " where t.owner = :owner and t.name in (<names>)"
                        + " union all select s.kind, s.name, s.name as table_name from store s"
                        + " where s.owner = :owner and s.id <> :own and s.name in (<names>)"
                        + " union all select s.kind, s.name, concat(s.name, '__rejected') as table_name from store s"
                        + " where s.owner = :owner and concat(s.name, '__rejected') in (<names>)")
                .bind("owner", owner.value())
                .bind("own", own.value())
                .bindList("names", names.stream().map(TableName::value).collect(Collectors.toSet()))
                .first(TableRows::taken)
                .ifPresent(taken -> {
                    throw taken;
                });
    }

    /** Refuses a name that a table has: stores made before names were kept for rejected records may hold one. */
    void requireNoTable(AccountId owner, TableName name) {
        sql.statement("select s.kind, s.name, t.name as table_name from store_table t join store s on s.id = t.store_id"
                        + " where t.owner = :owner and t.name = :name")
                .bind("owner", owner.value())
                .bind("name", name.value())
                .first(TableRows::taken)
                .ifPresent(taken -> {
                    throw taken;
                });
    }

    private static ApiError taken(Row row) {
        return new ApiError.Conflict("The table name '" + row.text("table_name") + "' belongs to your "
                + row.constant("kind", StoreKind.class).store() + " '" + row.text("name")
                + "'; all stores of an account share one SQL schema, so choose another name");
    }

    /** A table that is not made, though its store or version waits for it or an import has asked for it. */
    Optional<Resource.Table> wanted(TableId id) {
        return sql.statement(ResourceRows.TABLE + " where t.id = :id and not t.made"
                        + " and ((t.part = 'DATA' and coalesce(v.status, s.status) = 'CREATING')"
                        + " or (t.part = 'REJECTED' and s.status in ('ACTIVE', 'UPDATING')))")
                .bind("id", id.value())
                .first(ResourceRows::table);
    }

    Optional<VersionId> versionOf(TableId id) {
        return sql.statement("select version_id from store_table where id = :id")
                .bind("id", id.value())
                .first(row -> row.optionalText("version_id"))
                .flatMap(found -> found.map(VersionId::new));
    }

    Optional<Resource.Table> find(TableId id) {
        return sql.statement(ResourceRows.TABLE + " where t.id = :id")
                .bind("id", id.value())
                .first(ResourceRows::table);
    }

    List<Resource.Table> ofStore(StoreId store) {
        return sql.statement(ResourceRows.TABLE + " where s.id = :store order by t.name")
                .bind("store", store.value())
                .list(ResourceRows::table);
    }

    List<Resource.Table> ofVersion(VersionId version) {
        return sql.statement(ResourceRows.TABLE + " where t.version_id = :version")
                .bind("version", version.value())
                .list(ResourceRows::table);
    }

    List<Resource.Table> inService(List<StoreId> stores) {
        if (stores.isEmpty()) {
            return List.of();
        }
        return sql.statement(ResourceRows.TABLE + " where s.id in (<stores>) and" + ResourceRows.IN_SERVICE
                        + " order by t.name")
                .bindList("stores", stores.stream().map(StoreId::value).toList())
                .list(ResourceRows::table);
    }

    Optional<TableId> rejectedOf(StoreId store) {
        return sql.statement("select id from store_table where store_id = :store and part = 'REJECTED'")
                .bind("store", store.value())
                .first(row -> new TableId(row.text("id")));
    }

    boolean isMade(TableId id) {
        return sql.statement("select id from store_table where id = :id and made")
                .bind("id", id.value())
                .isThere();
    }

    void markMade(TableId id) {
        sql.statement("update store_table set made = true where id = :id")
                .bind("id", id.value())
                .execute();
    }

    /** The tables of stores and versions that are CREATING, oldest store first. */
    List<TableId> toMake() {
        return sql.statement("select t.id from store_table t join store s on s.id = t.store_id"
                        + " left join store_version v on v.id = t.version_id"
                        + " where not t.made and t.part = 'DATA' and coalesce(v.status, s.status) = 'CREATING'"
                        + " order by s.created, t.id")
                .list(row -> new TableId(row.text("id")));
    }

    /** The columns that the table is to have. */
    TableShape shape(Resource.Table table) {
        return switch (table.part()) {
            case REJECTED -> new TableShape.Rejected();
            case DATA -> format(table).map(StoreFormat::shape).orElseGet(() -> calls(table));
        };
    }

    private TableShape calls(Resource.Table table) {
        return new TableShape.Calls(
                LayoutTag.of(TagRows.of(sql, table.store().id()).all()));
    }

    /** Empty for a variant store; a version's own options come before those of its store. */
    Optional<StoreFormat> format(Resource.Table table) {
        return sql.statement("select s.format, coalesce(v.tsv_options, s.tsv_options) as tsv_options"
                        + " from store_table t join store s on s.id = t.store_id"
                        + " left join store_version v on v.id = t.version_id where t.id = :id")
                .bind("id", table.id().value())
                .one(StoreRows::format);
    }
}
