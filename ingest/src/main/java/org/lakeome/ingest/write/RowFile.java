package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
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
    private static final int INDEX_TRUNCATION = 64;

    private final Table table;
    private final String location;
    private final Schema columns;
    private final PartitionKey partition;
    private final OutputStream stream;
    private final ParquetFile file;

    /**
     * The sample's name is data: it goes into rows and the partition value, never into the location.
     *
     * @param sample whose rows these are; anything where the table is not partitioned
     */
    RowFile(Table table, Schema columns, String location, String sample) throws IOException {
        this.table = table;
        this.location = location;
        this.columns = columns;
        this.partition = new PartitionKey(table.spec(), table.schema());
        Record key = GenericRecord.create(table.schema());
        key.setField("sampleid", sample);
        partition.partition(key);
        this.stream = table.io().newOutputFile(location).createOrOverwrite();
        this.file = new ParquetFile(ParquetSchemaUtil.convert(columns, "table"), stream);
    }

    /** Adds a batch's rows of one sample as a row group: the site's columns as they are shared, the call's columns of the sample. */
    void add(long rows, Map<ColumnPath, PackedPages> site, Map<ColumnPath, PackedPages> call) throws IOException {
        file.add(rows, path -> site.containsKey(path) ? site.get(path) : call.get(path));
    }

    DataFile close() throws IOException {
        ParquetMetadata footer = file.end(Map.of("iceberg.schema", SchemaParser.toJson(columns)));
        stream.close();
        Metrics metrics = ParquetUtil.footerMetrics(footer, Stream.empty(), MetricsConfig.forTable(table));
        return DataFiles.builder(table.spec())
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .withPartition(partition)
                .withFileSizeInBytes(file.length())
                .withMetrics(metrics)
                .withSplitOffsets(
                        ParquetUtil.getSplitOffsets(footer).stream().distinct().toList())
                .build();
    }

    /** Removes what was written; the file belongs to no snapshot yet. */
    void discard() {
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            // The file is deleted next.
        }
        table.io().deleteFile(location);
    }
}
