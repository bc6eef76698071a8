package org.lakeome.ingest.source;

/** The layout of a BGZF block (SAM specification 4.1): a gzip member of at most 64 KiB that states its own length. */
final class BgzfBlock {
    static final int HEADER_BYTES = 18;
    static final int TRAILER_BYTES = 8;
    static final int MOST_BYTES = 1 << 16;

    /** The empty block that ends every whole file; a file without it was cut off. */
    private static final byte[] END_OF_FILE = {
        0x1f,
        (byte) 0x8b,
        8,
        4,
        0,
        0,
        0,
        0,
        0,
        (byte) 0xff,
        6,
        0,
        0x42,
        0x43,
        2,
        0,
        0x1b,
        0,
        3,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0
    };

    private BgzfBlock() {}

    static byte[] endOfFile() {
        return END_OF_FILE.clone();
    }

    /** Only the form that every known writer uses: the BC subfield alone in the extra field. */
    static boolean isHeader(byte[] bytes, int at) {
        return bytes[at] == 0x1f
                && (bytes[at + 1] & 0xff) == 0x8b
                && bytes[at + 2] == 8
                && bytes[at + 3] == 4
                && short16(bytes, at + 10) == 6
                && bytes[at + 12] == 'B'
                && bytes[at + 13] == 'C'
                && short16(bytes, at + 14) == 2
                && length(bytes, at) >= HEADER_BYTES + TRAILER_BYTES;
    }

    /** Bytes of the whole block, header and trailer included. */
    static int length(byte[] bytes, int at) {
        return short16(bytes, at + 16) + 1;
    }

    static int short16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    static int int32(byte[] bytes, int at) {
        return short16(bytes, at) | short16(bytes, at + 2) << 16;
    }
}
