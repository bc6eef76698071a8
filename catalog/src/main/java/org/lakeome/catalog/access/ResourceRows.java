package org.lakeome.catalog.access;

import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.db.Row;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.id.VersionName;

/** How the rows of stores and tables are read as resources, for every package that finds them. */
public final class ResourceRows {

    /** A store {@code s} of the account {@code a}. */
    public static final String STORE = "select s.id as store_id, s.kind, s.name as store_name, s.owner, a.alias"
            + " from store s join account a on a.id = s.owner";

    /** A table {@code t} of the store {@code s}, and of the version {@code v} if it is one of a version. */
    public static final String TABLE =
            "select s.id as store_id, s.kind, s.name as store_name, s.owner, a.alias, t.id as table_id,"
                    + " t.name as table_name, t.part, v.name as version_name from store_table t"
                    + " join store s on s.id = t.store_id join account a on a.id = s.owner"
                    + " left join store_version v on v.id = t.version_id";

    /** States of a table, its store and its version in which the rows can be read and written; to follow "and". */
    public static final String IN_SERVICE = " t.made and s.status in ('ACTIVE', 'UPDATING')"
            + " and (t.version_id is null or v.status in ('ACTIVE', 'UPDATING'))";

    private ResourceRows() {}

    public static Resource.Store store(Row row) {
        return new Resource.Store(
                new StoreId(row.text("store_id")),
                row.constant("kind", StoreKind.class),
                new StoreName(row.text("store_name")),
                new AccountId(row.text("owner")),
                new Alias(row.text("alias")));
    }

    public static Resource.Table table(Row row) {
        return new Resource.Table(
                new TableId(row.text("table_id")),
                new TableName(row.text("table_name")),
                row.constant("part", TablePart.class),
                row.optionalText("version_name").map(VersionName::new),
                store(row));
    }
}
