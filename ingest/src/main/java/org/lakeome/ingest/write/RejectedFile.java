package org.lakeome.ingest.write;

import java.io.Closeable;
import java.io.IOException;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.lakeome.ingest.source.RejectedRecord;

/** A data file of the table of rejected records, written record by record; commits nothing. For one thread. */
public final class RejectedFile implements Closeable {
    /** A record may hold 64 KiB of text, so that the usual 128 MiB would be much to hold beside an import. */
    private static final long ROW_GROUP_BYTES = 8 << 20;

    private final RecordFile file;
    private final Record row;
    private DataFile written;

    /** @param source the item that the records are of */
    public RejectedFile(Table rejected, String jobId, int attempt, String name, String source) throws IOException {
        String location = AttemptFiles.folder(rejected, jobId, attempt) + name + ".parquet";
        file = new RecordFile(FileShape.of(rejected, rejected.schema()), location, null, ROW_GROUP_BYTES);
        row = GenericRecord.create(rejected.schema());
        row.setField("importjobid", jobId);
        row.setField("source", source);
    }

    public void add(RejectedRecord record) throws IOException {
        row.setField("line", record.line());
        row.setField("byteoffset", record.byteOffset());
        row.setField("field", record.field());
        row.setField("value", record.value());
        row.setField("reason", record.reason());
        row.setField("rawtext", record.rawText());
        file.add(row);
    }

    /** The whole file, after {@link #close}. */
    public DataFile file() {
        return written;
    }

    /** Removes what was written; no snapshot has it yet. */
    void discard() {
        file.discard();
    }

    @Override
    public void close() throws IOException {
        written = file.close();
    }
}
