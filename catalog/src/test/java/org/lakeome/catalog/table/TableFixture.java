package org.lakeome.catalog.table;

import java.util.Optional;
import org.apache.iceberg.Table;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;

/** A store's table as the catalog has it, for tests of other packages. */
public final class TableFixture {

    private TableFixture() {}

    static Resource.Table table(String id) {
        return new Resource.Table(
                new TableId(id),
                new TableName("cohort"),
                TablePart.DATA,
                Optional.empty(),
                new Resource.Store(
                        new StoreId("aaaaaaaaaaaa"),
                        StoreKind.VARIANT,
                        new StoreName("cohort"),
                        new AccountId("111122223333"),
                        new Alias("alice")));
    }

    public static Table load(StoreTables tables, Resource.Table table) {
        return tables.catalog().loadTable(StoreTables.identifier(table));
    }
}
