package org.lakeome.ingest.source;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** Gzip without blocks: one stream from the first byte, members one after another. */
final class GzipStream extends TextStream {
    private final String name;
    private final long size;
    private final GzipMembers members;
    private final Expansion expansion;
    private long given;

    GzipStream(ByteSource source, IngestLimits limits) throws IOException {
        name = source.name();
        size = source.size();
        members = new GzipMembers(source.open(0));
        expansion = new Expansion(name, limits);
    }

    @Override
    int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = members.read(buffer, offset, length);
            if (read < 0 && members.hasMore()) {
                throw new InputFault(
                        name,
                        0,
                        "Behind the gzip data follow bytes that are none, near byte " + members.taken() + " of " + size
                                + ": the file is damaged.");
            }
            if (read > 0) {
                given += read;
                expansion.check(members.taken(), given);
            }
            return read;
        } catch (EOFException e) {
            throw new InputFault(name, 0, "The gzip file is cut off after " + members.taken() + " bytes.");
        } catch (ZipException e) {
            throw new InputFault(
                    name, 0, "The gzip file is damaged near byte " + members.taken() + ": " + e.getMessage() + ".");
        }
    }

    @Override
    long textEnd() {
        return Long.MAX_VALUE;
    }

    @Override
    long bytesTaken() {
        return members.taken();
    }

    @Override
    ContentSum content() {
        return members.content();
    }

    @Override
    public void close() throws IOException {
        members.close();
    }
}
