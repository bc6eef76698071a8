package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;

/** Finds block starts in the middle of a BGZF file, where only the bytes themselves tell. */
final class BgzfCuts {
    /** Four bytes of chance make one false header in 2^80 or so; a chain of three excludes text that imitates one. */
    private static final int CHAIN = 3;

    private BgzfCuts() {}

    /** The first block start at or after the offset; the file's size when there is none. */
    static long firstBlockFrom(ByteSource bytes, long size, long offset) throws IOException {
        byte[] window = new byte[(CHAIN + 1) * BgzfBlock.MOST_BYTES];
        int read;
        try (InputStream in = bytes.open(offset)) {
            read = in.readNBytes(window, 0, window.length);
        }
        for (int at = 0; at + BgzfBlock.HEADER_BYTES <= read && at < BgzfBlock.MOST_BYTES; at++) {
            if (window[at] == 0x1f && startsChain(window, read, at)) {
                return offset + at;
            }
        }
        return size;
    }

    private static boolean startsChain(byte[] window, int read, int start) {
        int at = start;
        for (int block = 0; block < CHAIN; block++) {
            if (at == read) {
                return true;
            }
            if (at + BgzfBlock.HEADER_BYTES > read || !BgzfBlock.isHeader(window, at)) {
                return false;
            }
            at += BgzfBlock.length(window, at);
        }
        return true;
    }
}
