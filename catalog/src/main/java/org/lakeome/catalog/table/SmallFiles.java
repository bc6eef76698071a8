package org.lakeome.catalog.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** Counts the files that are worth joining, partition by partition. */
final class SmallFiles {

    /** What {@code write.target-file-size-bytes} says for our tables. */
    static final long TARGET_BYTES = 128L << 20;
    /** Files from here on are left alone: joining them anew with each import would write every row again and again. */
    static final long SMALL_BYTES = TARGET_BYTES / 4;

    private static final class Heap {
        long files;
        long bytes;
    }

    private long joined;
    private long into;
    private long bytes;

    private SmallFiles() {}

    static SmallFiles of(Table table) {
        SmallFiles all = new SmallFiles();
        Map<FilePartition, Heap> heaps = new HashMap<>();
        try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
            for (FileScanTask task : files) {
                DataFile file = task.file();
                if (file.fileSizeInBytes() < SMALL_BYTES) {
                    Heap heap = heaps.computeIfAbsent(FilePartition.of(table.specs(), file), key -> new Heap());
                    heap.files++;
                    heap.bytes += file.fileSizeInBytes();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifests of " + table.name(), e);
        }
        heaps.values().stream().filter(heap -> heap.files > 1).forEach(heap -> {
            all.joined += heap.files;
            all.into += (heap.bytes + TARGET_BYTES - 1) / TARGET_BYTES;
            all.bytes += heap.bytes;
        });
        return all;
    }

    long joined() {
        return joined;
    }

    long into() {
        return into;
    }

    long bytes() {
        return bytes;
    }
}
