package org.lakeome.catalog.table;

import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.TableShape;

/** All that Iceberg asks about a new table. */
record TableLayout(Schema schema, PartitionSpec partition, SortOrder order, Map<String, String> properties) {

    /** Names of samples must not become parts of paths, which is what Iceberg's own way of naming files would do. */
    static final Map<String, String> NAMELESS_PATHS =
            Map.of("write.object-storage.enabled", "true", "write.object-storage.partitioned-paths", "false");

    private static final Map<String, String> SHARED = Map.of(
            "format-version", "2",
            "write.format.default", "parquet",
            "write.parquet.compression-codec", "zstd",
            "write.parquet.row-group-size-bytes", "33554432",
            "write.target-file-size-bytes", String.valueOf(SmallFiles.TARGET_BYTES),
            "write.spark.fanout.enabled", "false",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "50");

    static TableLayout of(TableShape shape) {
        return switch (shape) {
            case TableShape.Calls(var layout) -> calls(layout).with(FileLayout.PROPERTY, layout.word());
            case TableShape.Features() -> unpartitioned(FeatureTable.schema());
            case TableShape.Tabular(var options) -> unpartitioned(TabularTable.schema(options));
            case TableShape.Rejected() -> unpartitioned(RejectedTable.schema());
        };
    }

    private static TableLayout calls(FileLayout layout) {
        Schema schema = VariantTable.schema();
        return switch (layout) {
            case SAMPLES ->
                new TableLayout(
                        schema, VariantTable.partition(schema), VariantTable.order(schema), distributed("hash"));
            case SHARED -> unpartitioned(schema);
        };
    }

    private TableLayout with(String property, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(property, value);
        return new TableLayout(schema, partition, order, more);
    }

    private static TableLayout unpartitioned(Schema schema) {
        return new TableLayout(schema, PartitionSpec.unpartitioned(), SortOrder.unsorted(), distributed("none"));
    }

    private static Map<String, String> distributed(String mode) {
        Map<String, String> properties = new HashMap<>(SHARED);
        properties.putAll(NAMELESS_PATHS);
        properties.put("write.distribution-mode", mode);
        return properties;
    }
}
