package org.lakeome.ingest.write;

import java.io.IOException;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.OutputFile;

/** A file of the table's FileIO as Parquet wants one; it is created once, for one thread. */
public final class ParquetOutput implements OutputFile {
    private final org.apache.iceberg.io.OutputFile file;
    private Stream stream;

    public ParquetOutput(org.apache.iceberg.io.OutputFile file) {
        this.file = file;
    }

    @Override
    public org.apache.iceberg.shaded.org.apache.parquet.io.PositionOutputStream create(long blockSizeHint) {
        return createOrOverwrite(blockSizeHint);
    }

    @Override
    public org.apache.iceberg.shaded.org.apache.parquet.io.PositionOutputStream createOrOverwrite(long blockSizeHint) {
        stream = new Stream(file.createOrOverwrite());
        return stream;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return file.location();
    }

    /** Bytes of the file, once it is closed. */
    long length() {
        return stream.length;
    }

    void abandon() {
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            // The file is deleted next.
        }
    }

    private static final class Stream extends DelegatingPositionOutputStream {
        private final PositionOutputStream out;
        private long length;

        Stream(PositionOutputStream out) {
            super(out);
            this.out = out;
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos();
        }

        @Override
        public void close() throws IOException {
            length = Math.max(length, out.getPos());
            super.close();
        }
    }
}
