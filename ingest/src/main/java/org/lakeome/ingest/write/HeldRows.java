package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.lakeome.ingest.columns.PackedPages;

/**
 * Encoded row groups of many samples that wait for their files. A batch's site columns are there once for all of them. For one
 * thread.
 */
final class HeldRows {
    /** Of one batch; the samples' own columns by sample. */
    private record Batch(int rows, Map<ColumnPath, PackedPages> sites, List<Map<ColumnPath, PackedPages>> calls) {}

    private final List<Batch> batches = new ArrayList<>();
    private long bytes;

    /** To be called for sample after sample of a batch, from the first one on. */
    void add(int sample, int rows, Map<ColumnPath, PackedPages> sites, Map<ColumnPath, PackedPages> calls) {
        if (sample == 0) {
            batches.add(new Batch(rows, sites, new ArrayList<>()));
            bytes += heap(sites);
        }
        batches.get(batches.size() - 1).calls().add(calls);
        bytes += heap(calls);
    }

    private static long heap(Map<ColumnPath, PackedPages> chunks) {
        return chunks.values().stream().mapToLong(PackedPages::heapBytes).sum();
    }

    long bytes() {
        return bytes;
    }

    int samples() {
        return batches.isEmpty() ? 0 : batches.get(0).calls().size();
    }

    void writeTo(RowFile file, int sample) throws IOException {
        for (Batch batch : batches) {
            file.add(batch.rows(), batch.sites(), batch.calls().get(sample));
        }
    }

    void clear() {
        batches.clear();
        bytes = 0;
    }
}
