package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

/**
 * One Spark task: writes a data file anew without the rows of one import, in the same order; commits nothing.
 *
 * @param prefix of the new files' locations
 */
record RowRemoval(DataFile file, String prefix) implements Serializable {
    private static final String JOB = "importjobid";

    /** @param files that hold the rows that are left; none where no row was removed, or none is left */
    record Result(long removed, List<DataFile> files) implements Serializable {}

    Result run(Table table, String jobId) throws IOException {
        long removed = count(table, jobId);
        return removed == 0 || removed == file.recordCount()
                ? new Result(removed, List.of())
                : new Result(removed, rewritten(table, jobId));
    }

    private long count(Table table, String jobId) throws IOException {
        long count = 0;
        try (CloseableIterable<Record> rows = read(table, table.schema().select(JOB))) {
            for (Record row : rows) {
                count += jobId.equals(row.getField(JOB)) ? 1 : 0;
            }
        }
        return count;
    }

    private List<DataFile> rewritten(Table table, String jobId) throws IOException {
        PartitionSpec spec = table.specs().get(file.specId());
        RollingFiles files = new RollingFiles(table, spec, spec.isPartitioned() ? file.partition() : null, prefix);
        boolean whole = false;
        try (CloseableIterable<Record> rows = read(table, table.schema())) {
            for (Record row : rows) {
                if (!jobId.equals(row.getField(JOB))) {
                    files.write(row);
                }
            }
            List<DataFile> written = files.close();
            whole = true;
            return written;
        } finally {
            if (!whole) {
                files.discard();
            }
        }
    }

    private CloseableIterable<Record> read(Table table, Schema columns) {
        return Parquet.read(table.io().newInputFile(file.location()))
                .project(columns)
                .createReaderFunc(type -> GenericParquetReaders.buildReader(columns, type))
                .build();
    }
}
