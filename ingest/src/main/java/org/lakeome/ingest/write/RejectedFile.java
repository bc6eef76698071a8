package org.lakeome.ingest.write;

import java.io.Closeable;
import java.io.IOException;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.lakeome.ingest.source.RejectedRecord;

/** A data file of the table of rejected records, written record by record; commits nothing. For one thread. */
public final class RejectedFile implements Closeable {
    /** A record may hold 64 KiB of text, so that the usual 128 MiB would be much to hold beside an import. */
    private static final String ROW_GROUP_BYTES = String.valueOf(8 << 20);

    private final DataWriter<Record> writer;
    private final Record row;

    /** @param source the item that the records are of */
    public RejectedFile(Table rejected, String jobId, int attempt, String name, String source) throws IOException {
        String location = AttemptFiles.folder(rejected, jobId, attempt) + name + ".parquet";
        writer = Parquet.writeData(rejected.io().newOutputFile(location))
                .schema(rejected.schema())
                .withSpec(PartitionSpec.unpartitioned())
                .createWriterFunc(type -> GenericParquetWriter.create(rejected.schema(), type))
                .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, ROW_GROUP_BYTES)
                .overwrite()
                .build();
        row = GenericRecord.create(rejected.schema());
        row.setField("importjobid", jobId);
        row.setField("source", source);
    }

    public void add(RejectedRecord record) {
        row.setField("line", record.line());
        row.setField("byteoffset", record.byteOffset());
        row.setField("field", record.field());
        row.setField("value", record.value());
        row.setField("reason", record.reason());
        row.setField("rawtext", record.rawText());
        writer.write(row);
    }

    /** The whole file, after {@link #close}. */
    public DataFile file() {
        return writer.toDataFile();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
