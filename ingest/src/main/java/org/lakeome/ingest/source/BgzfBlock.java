package org.lakeome.ingest.source;

/**
 * The layout of a BGZF block (SAM specification 4.1): a gzip member of at most 64 KiB that states its own length in the subfield
 * BC of its extra field, beside which there may be others.
 */
final class BgzfBlock {
    /** Of a header, before its extra field. */
    static final int FIXED_BYTES = 12;

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

    /** Bytes of a block's header, its extra field included, told by its first twelve; 0 when these begin no block. */
    static int headerLength(byte[] bytes, int at) {
        boolean isMember =
                bytes[at] == 0x1f && (bytes[at + 1] & 0xff) == 0x8b && bytes[at + 2] == 8 && bytes[at + 3] == 4;
        int length = FIXED_BYTES + short16(bytes, at + 10);
        return isMember && length <= MOST_BYTES - TRAILER_BYTES ? length : 0;
    }

    /** Bytes of the whole block, header and trailer included; 0 when the header, which is there as a whole, is of none. */
    static int length(byte[] bytes, int at, int headerLength) {
        int end = at + headerLength;
        for (int field = at + FIXED_BYTES; field + 4 <= end; field += 4 + short16(bytes, field + 2)) {
            boolean isSize = bytes[field] == 'B' && bytes[field + 1] == 'C' && short16(bytes, field + 2) == 2;
            if (isSize && field + 6 <= end) {
                int length = short16(bytes, field + 4) + 1;
                return length >= headerLength + TRAILER_BYTES ? length : 0;
            }
        }
        return 0;
    }

    static int short16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    static int int32(byte[] bytes, int at) {
        return short16(bytes, at) | short16(bytes, at + 2) << 16;
    }
}
