package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;

/** How a file is packed, told by its first bytes and never by its name. */
public enum Compression {
    PLAIN,
    GZIP,
    BGZF;

    public static Compression of(ByteSource source) throws IOException {
        byte[] start = new byte[BgzfBlock.HEADER_BYTES];
        int read;
        try (InputStream in = source.open(0)) {
            read = in.readNBytes(start, 0, start.length);
        }
        if (read < 2 || (start[0] & 0xff) != 0x1f || (start[1] & 0xff) != 0x8b) {
            return PLAIN;
        }
        return read == start.length && BgzfBlock.isHeader(start, 0) ? BGZF : GZIP;
    }
}
