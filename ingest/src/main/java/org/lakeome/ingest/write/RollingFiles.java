package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * Data files of one partition of a table, or of an unpartitioned one, a new one whenever the last has reached its size; commits nothing. For one thread.
 */
final class RollingFiles {
    private static final long FILE_BYTES = 128L << 20;
    /** Two tasks of a worker of 2 GiB hold one row group each, and Parquet holds it twice while it is written. */
    private static final String ROW_GROUP_BYTES = String.valueOf(32 << 20);
    /** A look at the length costs something. */
    private static final int ROWS_BETWEEN_LOOKS = 1_000;

    private final Table table;
    private final PartitionSpec spec;
    private final StructLike partition;
    private final String prefix;
    private final List<DataFile> files = new ArrayList<>();
    private final List<String> locations = new ArrayList<>();
    private DataWriter<Record> writer;
    private long rows;

    /** @param prefix of the files' locations; a number and the ending follow */
    RollingFiles(Table table, String prefix) {
        this(table, PartitionSpec.unpartitioned(), null, prefix);
    }

    /** @param partition whose rows these are; null where the table is not partitioned */
    RollingFiles(Table table, PartitionSpec spec, StructLike partition, String prefix) {
        this.table = table;
        this.spec = spec;
        this.partition = partition;
        this.prefix = prefix;
    }

    void write(Record row) throws IOException {
        if (writer == null) {
            writer = open();
        }
        writer.write(row);
        if (++rows % ROWS_BETWEEN_LOOKS == 0 && writer.length() >= FILE_BYTES) {
            finish();
        }
    }

    private DataWriter<Record> open() throws IOException {
        String location = prefix + "-%03d.parquet".formatted(locations.size());
        locations.add(location);
        return Parquet.writeData(table.io().newOutputFile(location))
                .schema(table.schema())
                .withSpec(spec)
                .withPartition(partition)
                .createWriterFunc(type -> GenericParquetWriter.create(table.schema(), type))
                .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, ROW_GROUP_BYTES)
                .set(TableProperties.PARQUET_COMPRESSION, "zstd")
                .overwrite()
                .build();
    }

    private void finish() throws IOException {
        if (writer != null) {
            writer.close();
            files.add(writer.toDataFile());
            writer = null;
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
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException | RuntimeException e) {
                // The file is deleted next.
            }
        }
        locations.forEach(table.io()::deleteFile);
    }
}
