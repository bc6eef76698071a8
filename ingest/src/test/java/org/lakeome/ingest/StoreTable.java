package org.lakeome.ingest;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.lakeome.ingest.write.FileLayout;
import org.lakeome.ingest.write.RejectedColumns;
import org.lakeome.ingest.write.StoreColumns;
import org.lakeome.ingest.write.WarehouseFileIO;

/** Makes a variant store's table in a catalog that is a folder. */
public final class StoreTable {
    private static final TableIdentifier NAME = TableIdentifier.of("alice", "store");

    private StoreTable() {}

    public static Table create(Path warehouse) {
        return create(catalog(warehouse));
    }

    public static Table create(Catalog catalog) {
        Schema schema = StoreColumns.schema();
        return catalog.buildTable(NAME, schema)
                .withPartitionSpec(StoreColumns.partitioning(schema))
                // As the server's tables have it.
                .withSortOrder(SortOrder.builderFor(schema)
                        .asc("sampleid")
                        .asc("contigname")
                        .asc("start")
                        .asc("end")
                        .build())
                .create();
    }

    /** With files that hold rows of several samples. */
    public static Table createShared(Path warehouse) {
        return createShared(catalog(warehouse));
    }

    public static Table createShared(Catalog catalog) {
        return catalog.createTable(
                NAME, StoreColumns.schema(), PartitionSpec.unpartitioned(), Map.of(FileLayout.PROPERTY, "shared"));
    }

    /** The store's table of rejected records. */
    public static Table createRejected(Path warehouse) {
        return catalog(warehouse).createTable(TableIdentifier.of("alice", "store__rejected"), RejectedColumns.schema());
    }

    public static Table load(Path warehouse) {
        return catalog(warehouse).loadTable(NAME);
    }

    private static HadoopCatalog catalog(Path warehouse) {
        HadoopCatalog catalog = new HadoopCatalog();
        catalog.setConf(new Configuration());
        catalog.initialize(
                "test", Map.of("warehouse", warehouse.toString(), "io-impl", WarehouseFileIO.class.getName()));
        return catalog;
    }
}
