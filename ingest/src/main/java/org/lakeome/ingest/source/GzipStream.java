package org.lakeome.ingest.source;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Gzip without blocks: one stream from the first byte, members one after another, CRC checked by the JDK. */
final class GzipStream extends TextStream {
    private final String name;
    private final Counted counted;
    private Members in;
    private final Expansion expansion;
    private long given;

    GzipStream(ByteSource source, IngestLimits limits) throws IOException {
        name = source.name();
        counted = new Counted(source.open(0), source.size());
        expansion = new Expansion(name, limits);
    }

    @Override
    int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            if (in == null) {
                // Reads the header, which may be damaged too.
                in = new Members(counted);
            }
            int read = in.read(buffer, offset, length);
            if (read < 0 && in.hasMore(counted)) {
                throw new InputFault(
                        name,
                        0,
                        "Behind the gzip data follow bytes that are none, near byte " + counted.taken + " of "
                                + counted.size + ": the file is damaged.");
            }
            if (read > 0) {
                given += read;
                expansion.check(counted.taken, given);
            }
            return read;
        } catch (EOFException e) {
            throw new InputFault(name, 0, "The gzip file is cut off after " + counted.taken + " bytes.");
        } catch (ZipException e) {
            throw new InputFault(
                    name, 0, "The gzip file is damaged near byte " + counted.taken + ": " + e.getMessage());
        }
    }

    @Override
    long textEnd() {
        return Long.MAX_VALUE;
    }

    @Override
    long bytesTaken() {
        return counted.taken;
    }

    @Override
    public void close() throws IOException {
        counted.close();
    }

    /** GZIPInputStream takes what follows a member and is no other one for the end, and says nothing. */
    private static final class Members extends GZIPInputStream {
        private static final int TRAILER_BYTES = 8;

        Members(Counted in) throws IOException {
            super(in, 1 << 16);
        }

        boolean hasMore(Counted in) {
            return in.available() > 0 || inf.getRemaining() > TRAILER_BYTES;
        }
    }

    /** GZIPInputStream looks for a further member only where available() is above 0, which network streams do not promise. */
    private static final class Counted extends FilterInputStream {
        private final long size;
        private long taken;

        Counted(InputStream in, long size) {
            super(in);
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            taken += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            taken += Math.max(read, 0);
            return read;
        }

        @Override
        public int available() {
            return taken < size ? 1 : 0;
        }
    }
}
