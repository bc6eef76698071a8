package org.lakeome.ingest.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingSeekableInputStream;
import org.lakeome.ingest.source.ByteSource;

/** A byte source as Iceberg and Parquet want to read it. */
record SourceInput(ByteSource source) implements InputFile {

    @Override
    public long getLength() {
        try {
            return source.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream(source);
    }

    @Override
    public String location() {
        return source.name();
    }

    @Override
    public boolean exists() {
        return true;
    }

    /** The same for parquet-java itself. */
    org.apache.iceberg.shaded.org.apache.parquet.io.InputFile parquet() {
        return new org.apache.iceberg.shaded.org.apache.parquet.io.InputFile() {
            @Override
            public long getLength() {
                return SourceInput.this.getLength();
            }

            @Override
            public org.apache.iceberg.shaded.org.apache.parquet.io.SeekableInputStream newStream() {
                Stream stream = new Stream(source);
                return new DelegatingSeekableInputStream(stream) {
                    @Override
                    public long getPos() {
                        return stream.getPos();
                    }

                    @Override
                    public void seek(long position) throws IOException {
                        stream.seek(position);
                    }
                };
            }

            @Override
            public String toString() {
                return source.name();
            }
        };
    }

    /** Opens anew where it is sought elsewhere; footers and column chunks are far from each other. */
    private static final class Stream extends SeekableInputStream {
        private final ByteSource source;
        private InputStream in;
        private long position;

        Stream(ByteSource source) {
            this.source = source;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void seek(long to) throws IOException {
            if (to != position) {
                close();
                position = to;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (in == null) {
                in = source.open(position);
            }
            int read = in.read(buffer, offset, length);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            if (in != null) {
                in.close();
                in = null;
            }
        }
    }
}
