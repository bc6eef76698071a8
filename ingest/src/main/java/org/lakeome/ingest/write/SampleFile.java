package org.lakeome.ingest.write;

import java.io.IOException;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.Site;

/** One Parquet data file of one sample (or of a file's sites, when it has none); for one thread. */
final class SampleFile {
    private final Table table;
    private final String location;
    private final VariantRow row;
    private final DataWriter<Record> writer;

    /** The sample's name is data: it goes into rows and the partition value, never into the location. */
    SampleFile(Table table, String location, String jobId, String sample, long rowGroupBytes) throws IOException {
        this.table = table;
        this.location = location;
        this.row = new VariantRow(table.schema(), jobId, sample);
        PartitionKey partition = new PartitionKey(table.spec(), table.schema());
        Record key = GenericRecord.create(table.schema());
        key.setField("sampleid", sample);
        partition.partition(key);
        this.writer = Parquet.writeData(table.io().newOutputFile(location))
                .forTable(table)
                .set(TableProperties.PARQUET_COMPRESSION, "zstd")
                .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, String.valueOf(rowGroupBytes))
                .createWriterFunc(GenericParquetWriter::create)
                .withPartition(partition)
                .overwrite()
                .build();
    }

    void add(Site site, RecordBatch batch, int call) {
        writer.write(row.show(site, batch, call));
    }

    void add(Site site) {
        writer.write(row.show(site));
    }

    DataFile close() throws IOException {
        writer.close();
        return writer.toDataFile();
    }

    /** Removes what was written; the file belongs to no snapshot yet. */
    void discard() {
        try (writer) {
            // Closed either way; a failure to finish the file does not matter, as it goes.
        } catch (IOException | RuntimeException e) {
            // Deleting below is what counts.
        }
        table.io().deleteFile(location);
    }
}
