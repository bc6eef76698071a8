package org.lakeome.storage.reference;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.tag.Tags;

/** Tags by the ARN of what they hang on, in one transaction. */
final class TagRows {
    private final Sql sql;

    TagRows(Sql sql) {
        this.sql = sql;
    }

    void insert(String arn, Tags tags) {
        tags.values().forEach((key, value) -> sql.statement(
                        "insert into reference_tag (arn, tag_key, tag_value) values (:arn, :key, :value)")
                .bind("arn", arn)
                .bind("key", key)
                .bind("value", value)
                .execute());
    }

    Tags of(String arn) {
        Map<String, String> tags = new LinkedHashMap<>();
        sql.statement("select tag_key, tag_value from reference_tag where arn = :arn order by tag_key")
                .bind("arn", arn)
                .list(row -> Map.entry(row.text("tag_key"), row.text("tag_value")))
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return new Tags(tags);
    }

    void delete(String arn) {
        sql.statement("delete from reference_tag where arn = :arn")
                .bind("arn", arn)
                .execute();
    }
}
