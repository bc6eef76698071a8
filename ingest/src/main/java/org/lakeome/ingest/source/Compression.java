package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** How a file is packed, told by its first bytes and never by its name. */
public enum Compression {
    PLAIN,
    GZIP,
    BGZF;

    public static Compression of(ByteSource source) throws IOException {
        try (InputStream in = source.open(0)) {
            byte[] start = in.readNBytes(BgzfBlock.FIXED_BYTES);
            if (start.length < 2 || (start[0] & 0xff) != 0x1f || (start[1] & 0xff) != 0x8b) {
                return PLAIN;
            }
            int header = start.length < BgzfBlock.FIXED_BYTES ? 0 : BgzfBlock.headerLength(start, 0);
            if (header == 0) {
                return GZIP;
            }
            byte[] whole = Arrays.copyOf(start, header);
            int extra = in.readNBytes(whole, BgzfBlock.FIXED_BYTES, header - BgzfBlock.FIXED_BYTES);
            boolean isBlock = extra == header - BgzfBlock.FIXED_BYTES && BgzfBlock.length(whole, 0, header) > 0;
            return isBlock ? BGZF : GZIP;
        }
    }
}
