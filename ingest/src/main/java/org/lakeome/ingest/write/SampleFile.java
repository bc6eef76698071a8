package org.lakeome.ingest.write;

import java.io.IOException;
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
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.lakeome.ingest.columns.PackedPages;

/** One Parquet data file of one sample (or of a file's sites, when it has none), a row group per batch; for one thread. */
final class SampleFile {
    private static final int INDEX_TRUNCATION = 64;

    private final Table table;
    private final String location;
    private final Schema columns;
    private final MessageType type;
    private final PartitionKey partition;
    private final ParquetOutput output;
    private final ParquetFileWriter writer;

    /** The sample's name is data: it goes into rows and the partition value, never into the location. */
    SampleFile(Table table, Schema columns, String location, String sample) throws IOException {
        this.table = table;
        this.location = location;
        this.columns = columns;
        this.type = ParquetSchemaUtil.convert(columns, "table");
        this.partition = new PartitionKey(table.spec(), table.schema());
        Record key = GenericRecord.create(table.schema());
        key.setField("sampleid", sample);
        partition.partition(key);
        this.output = new ParquetOutput(table.io().newOutputFile(location));
        this.writer = new ParquetFileWriter(
                output,
                type,
                ParquetFileWriter.Mode.OVERWRITE,
                Long.MAX_VALUE,
                0,
                INDEX_TRUNCATION,
                Integer.MAX_VALUE,
                false);
        writer.start();
    }

    /** Adds a batch's rows as a row group: the site's columns as they are shared, the call's columns of this sample. */
    void add(long rows, Map<ColumnPath, PackedPages> site, Map<ColumnPath, PackedPages> call) throws IOException {
        writer.startBlock(rows);
        for (ColumnDescriptor column : type.getColumns()) {
            ColumnPath path = ColumnPath.get(column.getPath());
            PackedPages pages = site.get(path);
            (pages == null ? call.get(path) : pages).writeTo(writer, column);
        }
        writer.endBlock();
    }

    DataFile close() throws IOException {
        writer.end(Map.of("iceberg.schema", SchemaParser.toJson(columns)));
        ParquetMetadata footer = writer.getFooter();
        Metrics metrics = ParquetUtil.footerMetrics(footer, Stream.empty(), MetricsConfig.forTable(table));
        return DataFiles.builder(table.spec())
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .withPartition(partition)
                .withFileSizeInBytes(output.length())
                .withMetrics(metrics)
                .withSplitOffsets(ParquetUtil.getSplitOffsets(footer))
                .build();
    }

    /** Removes what was written; the file belongs to no snapshot yet. */
    void discard() {
        output.abandon();
        table.io().deleteFile(location);
    }
}
