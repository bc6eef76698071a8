package org.lakeome.catalog.table;

import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.util.StructLikeWrapper;

/**
 * The partition of a data file by its values: in Iceberg's paths rows without sample and those of a sample named "null" look alike.
 * Safe for use as a key.
 */
record FilePartition(int spec, StructLikeWrapper values) {

    static FilePartition of(Map<Integer, PartitionSpec> specs, DataFile file) {
        return new FilePartition(
                file.specId(),
                StructLikeWrapper.forType(specs.get(file.specId()).partitionType())
                        .set(file.partition()));
    }
}
