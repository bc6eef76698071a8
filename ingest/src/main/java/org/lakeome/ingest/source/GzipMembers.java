package org.lakeome.ingest.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates the members of a gzip file (RFC 1952) one after another, checking length and CRC of each. It goes through them in a
 * loop, for a file may have any number of empty ones, at each of which the JDK's own reader calls itself. For one thread.
 */
final class GzipMembers {
    private static final int HAS_CHECK = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int UNKNOWN_FLAGS = 0xe0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private final ContentMeter content = new ContentMeter();
    private int at;
    private int filled;
    private long taken;
    private boolean inMember;

    GzipMembers(InputStream in) {
        this.in = in;
    }

    /** Bytes of text put into the buffer; -1 where the file ends or goes on with something that is no member. */
    int read(byte[] buffer, int offset, int length) throws IOException {
        while (inMember || begin()) {
            int read = inflate(buffer, offset, length);
            if (read > 0) {
                return read;
            }
        }
        return -1;
    }

    /** Whether bytes follow the last member. */
    boolean hasMore() throws IOException {
        return at < filled || fill();
    }

    /** Bytes of the file that were looked at. */
    long taken() {
        return taken - (filled - at);
    }

    /** Of the bytes of the file that were read, a buffer ahead of those that were looked at. */
    ContentSum content() {
        return content.sum();
    }

    private boolean begin() throws IOException {
        if (!hasMore() || packed[at] != 0x1f) {
            return false;
        }
        crc.reset();
        next();
        if (next() != 0x8b) {
            throw new ZipException("what follows a member is no other one");
        }
        header();
        crc.reset();
        inflater.reset();
        inMember = true;
        return true;
    }

    private void header() throws IOException {
        if (next() != 8) {
            throw new ZipException("the compression method of a member is unknown");
        }
        int flags = next();
        if ((flags & UNKNOWN_FLAGS) != 0) {
            throw new ZipException("the header of a member has unknown flags");
        }
        for (int i = 0; i < 6; i++) {
            next();
        }
        if ((flags & HAS_EXTRA) != 0) {
            int length = next() | next() << 8;
            for (int i = 0; i < length; i++) {
                next();
            }
        }
        skipText((flags & HAS_NAME) != 0);
        skipText((flags & HAS_COMMENT) != 0);
        if ((flags & HAS_CHECK) != 0) {
            int stated = (int) crc.getValue() & 0xffff;
            if ((next() | next() << 8) != stated) {
                throw new ZipException("the header of a member does not match its CRC");
            }
        }
    }

    private void skipText(boolean isThere) throws IOException {
        int c = isThere ? next() : 0;
        while (c != 0) {
            c = next();
        }
    }

    private int inflate(byte[] buffer, int offset, int length) throws IOException {
        try {
            while (true) {
                if (inflater.needsInput() && !inflater.finished()) {
                    if (!hasMore()) {
                        throw new EOFException();
                    }
                    inflater.setInput(packed, at, filled - at);
                }
                int read = inflater.inflate(buffer, offset, length);
                at = filled - inflater.getRemaining();
                if (read > 0) {
                    crc.update(buffer, offset, read);
                    return read;
                }
                if (inflater.finished()) {
                    end();
                    return 0;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("a member asks for a dictionary");
                }
            }
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException(e.getMessage()).initCause(e);
        }
    }

    private void end() throws IOException {
        int stated = (int) crc.getValue();
        if (int32() != stated) {
            throw new ZipException("the CRC of a member does not match its content");
        }
        if (int32() != (int) inflater.getBytesWritten()) {
            throw new ZipException("a member does not have the length that it states");
        }
        inMember = false;
    }

    private int int32() throws IOException {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private int next() throws IOException {
        if (!hasMore()) {
            throw new EOFException();
        }
        int c = packed[at++] & 0xff;
        crc.update(c);
        return c;
    }

    private boolean fill() throws IOException {
        int read = in.read(packed, 0, packed.length);
        at = 0;
        filled = Math.max(read, 0);
        taken += filled;
        content.add(packed, 0, filled);
        return read > 0;
    }

    void close() throws IOException {
        inflater.end();
        in.close();
    }
}
