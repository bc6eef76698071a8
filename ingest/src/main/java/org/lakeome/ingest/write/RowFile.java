package org.lakeome.ingest.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.lakeome.ingest.columns.PackedPages;
import org.lakeome.ingest.columns.ParquetFile;

/**
 * One Parquet data file, a row group per batch and sample (or per batch of sites, in a file without samples); for one thread.
 * Where it holds several samples, the row groups of a batch share the site's chunks.
 */
final class RowFile {
    /** A row group of a short batch is some seventy writes of a few bytes each. */
    private static final int BUFFER_BYTES = 1 << 15;

    private final FileShape shape;
    private final String location;
    private final StructLike partition;
    private final OutputStream stream;
    private final ParquetFile file;

    /**
     * A sample's name is data: it goes into rows and the partition value, never into the location.
     *
     * @param partition whose rows these are; anything where the table is not partitioned
     */
    RowFile(FileShape shape, String location, StructLike partition) throws IOException {
        this.shape = shape;
        this.location = location;
        this.partition = partition;
        this.stream = new BufferedOutputStream(
                shape.table().io().newOutputFile(location).createOrOverwrite(), BUFFER_BYTES);
        this.file = new ParquetFile(shape.type(), stream);
    }

    /** Adds a batch's rows of one sample as a row group: the site's columns as they are shared, the call's columns of the sample. */
    void add(long rows, Map<ColumnPath, PackedPages> site, Map<ColumnPath, PackedPages> call) throws IOException {
        file.add(rows, path -> site.containsKey(path) ? site.get(path) : call.get(path));
    }

    /** Bytes so far. */
    long length() {
        return file.length();
    }

    DataFile close() throws IOException {
        ParquetMetadata footer = file.end(Map.of("iceberg.schema", shape.schemaJson()));
        stream.close();
        Metrics metrics = ParquetUtil.footerMetrics(footer, Stream.empty(), shape.metrics());
        return DataFiles.builder(shape.spec())
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .withPartition(partition)
                .withFileSizeInBytes(file.length())
                .withMetrics(metrics)
                .withSplitOffsets(SplitOffsets.of(footer))
                .build();
    }

    /** Removes what was written; the file belongs to no snapshot yet. */
    void discard() {
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            // The file is deleted next.
        }
        try {
            shape.table().io().deleteFile(location);
        } catch (RuntimeException e) {
            // What ended the task is told; all files of the attempt are looked for when the job ends, and orphans
            // later.
        }
    }
}
