package org.lakeome.catalog.store;

import java.util.HashMap;
import java.util.Map;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.VersionId;

/** The tags of one store or version, in one transaction. */
final class TagRows {

    private final Sql sql;
    private final String table;
    private final String column;
    private final String id;

    private TagRows(Sql sql, String table, String column, String id) {
        this.sql = sql;
        this.table = table;
        this.column = column;
        this.id = id;
    }

    static TagRows of(Sql sql, StoreId store) {
        return new TagRows(sql, "store_tag", "store_id", store.value());
    }

    static TagRows of(Sql sql, VersionId version) {
        return new TagRows(sql, "version_tag", "version_id", version.value());
    }

    Map<String, String> all() {
        Map<String, String> tags = new HashMap<>();
        sql.statement("select tag_key, tag_value from " + table + " where " + column + " = :id")
                .bind("id", id)
                .list(row -> tags.put(row.text("tag_key"), row.text("tag_value")));
        return tags;
    }

    void put(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            remove(key);
            sql.statement("insert into " + table + " (" + column + ", tag_key, tag_value) values (:id, :key, :value)")
                    .bind("id", id)
                    .bind("key", key)
                    .bind("value", value)
                    .execute();
        });
    }

    void remove(String key) {
        sql.statement("delete from " + table + " where " + column + " = :id and tag_key = :key")
                .bind("id", id)
                .bind("key", key)
                .execute();
    }
}
