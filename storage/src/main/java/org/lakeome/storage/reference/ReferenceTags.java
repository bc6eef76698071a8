package org.lakeome.storage.reference;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.tag.Tags;

/** The tags of an account's own reference stores and references, by ARN. Thread-safe. */
public final class ReferenceTags {
    private static final Pattern RESOURCE =
            Pattern.compile("referenceStore/([0-9]{10,36})(?:/reference/([0-9]{10,36}))?");

    private final Database database;
    private final Arns arns;

    public ReferenceTags(Database database, Arns arns) {
        this.database = database;
        this.arns = arns;
    }

    /** Whether the text names a reference store or a reference, be it there or not. */
    public static boolean isNamed(String arn) {
        return arn.contains(":referenceStore/");
    }

    public Tags of(AccountId owner, String arn) {
        return database.transaction(sql -> {
            require(sql, owner, arn);
            return new TagRows(sql).of(arn);
        });
    }

    /** Adds the tags, over those with the same keys. */
    public void add(AccountId owner, String arn, Tags tags) {
        change(owner, arn, present -> {
            Map<String, String> all = new HashMap<>(present.values());
            all.putAll(tags.values());
            return new Tags(all);
        });
    }

    public void remove(AccountId owner, String arn, Collection<String> keys) {
        change(owner, arn, present -> {
            Map<String, String> rest = new HashMap<>(present.values());
            rest.keySet().removeAll(keys);
            return new Tags(rest);
        });
    }

    private void change(AccountId owner, String arn, Function<Tags, Tags> change) {
        database.run(sql -> {
            require(sql, owner, arn);
            TagRows rows = new TagRows(sql);
            Tags changed = change.apply(rows.of(arn));
            rows.delete(arn);
            rows.insert(arn, changed);
        });
    }

    /** Locks what the ARN names, so that two changes of its tags do not cross. */
    private void require(Sql sql, AccountId owner, String arn) {
        String prefix = arns.of(owner, "");
        Matcher resource = RESOURCE.matcher(arn.startsWith(prefix) ? arn.substring(prefix.length()) : "");
        if (!resource.matches() || !isThere(sql, owner, resource)) {
            throw new ApiError.NotFound("There is no resource '" + arn + "'");
        }
    }

    private static boolean isThere(Sql sql, AccountId owner, Matcher resource) {
        ReferenceStoreId store = new ReferenceStoreId(resource.group(1));
        return resource.group(2) == null
                ? new ReferenceStoreRows(sql).lock(owner, store).isPresent()
                : new ReferenceRows(sql)
                        .lock(owner, store, new ReferenceId(resource.group(2)))
                        .isPresent();
    }
}
