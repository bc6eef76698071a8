package org.lakeome.catalog.table;

import org.apache.iceberg.Table;
import org.lakeome.catalog.access.Resource;

/** A store's table as the catalog has it, for tests of other packages. */
public final class TableFixture {

    private TableFixture() {}

    public static Table load(StoreTables tables, Resource.Table table) {
        return tables.catalog().loadTable(StoreTables.identifier(table));
    }
}
