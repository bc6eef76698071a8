package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * Data files of one partition of a table, or of an unpartitioned one, a new one whenever the last has reached its size; commits nothing. For one thread.
 */
final class RollingFiles {
    private static final long FILE_BYTES = 128L << 20;
    /** Two tasks of a worker of 2 GiB hold one row group each. */
    private static final long ROW_GROUP_BYTES = 32 << 20;
    /** A look at the length costs something. */
    private static final int ROWS_BETWEEN_LOOKS = 1_000;

    private final FileShape shape;
    private final StructLike partition;
    private final String prefix;
    private final List<DataFile> files = new ArrayList<>();
    private RecordFile open;
    private long rows;

    /** @param prefix of the files' locations; a number and the ending follow */
    RollingFiles(Table table, String prefix) {
        this(table, PartitionSpec.unpartitioned(), null, prefix);
    }

    /** @param partition whose rows these are; null where the table is not partitioned */
    RollingFiles(Table table, PartitionSpec spec, StructLike partition, String prefix) {
        this.shape = FileShape.of(table, spec, table.schema());
        this.partition = partition;
        this.prefix = prefix;
    }

    void write(Record row) throws IOException {
        if (open == null) {
            open = new RecordFile(shape, location(), partition, ROW_GROUP_BYTES);
        }
        open.add(row);
        if (++rows % ROWS_BETWEEN_LOOKS == 0 && open.length() >= FILE_BYTES) {
            finish();
        }
    }

    private String location() {
        return prefix + "-%03d.parquet".formatted(files.size());
    }

    private void finish() throws IOException {
        if (open != null) {
            files.add(open.close());
            open = null;
        }
    }

    /** The files, whole. */
    List<DataFile> close() throws IOException {
        finish();
        return List.copyOf(files);
    }

    long rows() {
        return rows;
    }

    /** Removes what was written; no snapshot has it yet. */
    void discard() {
        if (open != null) {
            open.discard();
        }
        files.forEach(file -> shape.table().io().deleteFile(file.location()));
    }
}
