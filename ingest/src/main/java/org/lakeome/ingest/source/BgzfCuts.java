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
        for (int at = 0; at + BgzfBlock.FIXED_BYTES <= read && at < BgzfBlock.MOST_BYTES; at++) {
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
            int length = length(window, read, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** Of the block; 0 where none begins, or where its header is not whole. */
    private static int length(byte[] window, int read, int at) {
        int header = at + BgzfBlock.FIXED_BYTES > read ? 0 : BgzfBlock.headerLength(window, at);
        return header == 0 || at + header > read ? 0 : BgzfBlock.length(window, at, header);
    }
}
