package org.lakeome.ingest.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * Where readers may cut a file to read it in parallel. Not at each row group: Trino makes a split of every stretch, which reads
 * the footer and takes a thread however little it holds.
 */
final class SplitOffsets {
    private static final long LEAST_BYTES = 16 << 20;

    private SplitOffsets() {}

    static List<Long> of(ParquetMetadata footer) {
        List<Long> kept = new ArrayList<>();
        for (long offset : ParquetUtil.getSplitOffsets(footer)) {
            if (kept.isEmpty() || offset - kept.get(kept.size() - 1) >= LEAST_BYTES) {
                kept.add(offset);
            }
        }
        return kept;
    }
}
