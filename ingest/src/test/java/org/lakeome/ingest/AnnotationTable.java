package org.lakeome.ingest;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.lakeome.ingest.tabular.TableLayout;
import org.lakeome.ingest.write.AnnotationColumns;
import org.lakeome.ingest.write.RejectedColumns;
import org.lakeome.ingest.write.WarehouseFileIO;

/** Makes tables of annotation stores, as the server makes them, in a catalog that is a folder. */
public final class AnnotationTable {
    private AnnotationTable() {}

    public static Table gff(Path warehouse, String name) {
        return create(warehouse, name, AnnotationColumns.gff());
    }

    public static Table tabular(Path warehouse, String name, TableLayout layout) {
        return create(warehouse, name, AnnotationColumns.tabular(layout));
    }

    public static Table rejected(Path warehouse, String name) {
        return create(warehouse, name, RejectedColumns.schema());
    }

    private static Table create(Path warehouse, String name, Schema schema) {
        HadoopCatalog catalog = new HadoopCatalog();
        catalog.setConf(new Configuration());
        catalog.initialize(
                "test", Map.of("warehouse", warehouse.toString(), "io-impl", WarehouseFileIO.class.getName()));
        return catalog.createTable(TableIdentifier.of("alice", name), schema);
    }
}
