package org.lakeome.ingest.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Follows the blocks of a BGZF file by their lengths, without inflating them, to tell why it does not end as it should. Reads
 * the whole file, so only for those. For one thread.
 */
final class BgzfChain {
    private static final int DEFLATE = 8;
    /** Flags of a header that gzip programs do not set: reserved ones, and that of an extra field, which blocks have. */
    private static final int NOT_OF_GZIP = 0xe4;

    private final String name;
    private final InputStream in;
    private final byte[] header = new byte[BgzfBlock.MOST_BYTES];
    private long address;
    private boolean lastIsEmpty;

    private BgzfChain(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /** Refuses a file whose last block is not the empty one that ends a whole file, in whatever form. */
    static void requireEnd(ByteSource bytes) throws IOException {
        try (InputStream in = bytes.open(0)) {
            BgzfChain chain = new BgzfChain(bytes.name(), in);
            while (chain.next()) {
                continue;
            }
            if (!chain.lastIsEmpty) {
                throw chain.cutOff();
            }
        }
    }

    private boolean next() throws IOException {
        int fixed = in.readNBytes(header, 0, BgzfBlock.FIXED_BYTES);
        if (fixed == 0) {
            return false;
        }
        if (fixed > 1 && !isMember(header)) {
            throw new InputFault(
                    name,
                    0,
                    "Behind the BGZF data follow bytes that are none, at byte " + address + ": the file is damaged.");
        }
        int length = fixed < BgzfBlock.FIXED_BYTES ? 0 : BgzfBlock.headerLength(header, 0);
        if (fixed < BgzfBlock.FIXED_BYTES || !read(BgzfBlock.FIXED_BYTES, length)) {
            throw cutOff();
        }
        int block = length == 0 ? 0 : BgzfBlock.length(header, 0, length);
        if (block == 0) {
            throw noBlock(name, header, address);
        }
        try {
            in.skipNBytes(block - length - 4L);
        } catch (EOFException e) {
            throw cutOff();
        }
        if (!read(0, 4)) {
            throw cutOff();
        }
        lastIsEmpty = BgzfBlock.int32(header, 0) == 0;
        address += block;
        return true;
    }

    private boolean read(int from, int to) throws IOException {
        return to <= from || in.readNBytes(header, from, to - from) == to - from;
    }

    private static boolean isMember(byte[] bytes) {
        return (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    /**
     * What is to be told of bytes that begin no block.
     *
     * @param bytes twelve at least
     */
    static InputFault noBlock(String name, byte[] bytes, long address) {
        return isMember(bytes) && bytes[2] == DEFLATE && (bytes[3] & NOT_OF_GZIP) == 0
                ? joined(name, address)
                : new InputFault(name, 0, "The BGZF block at byte " + address + " is damaged: no block header there.");
    }

    private static InputFault joined(String name, long address) {
        return new InputFault(
                name,
                0,
                "The file is bgzip up to byte " + address + " and plain gzip from there on: parts that were packed by"
                        + " different programs were joined. Pack it as one: gzip -dc FILE | bgzip > OTHER");
    }

    private InputFault cutOff() {
        return new InputFault(
                name, 0, "The BGZF file lacks its end-of-file block: it was cut off. Make or copy it again.");
    }
}
