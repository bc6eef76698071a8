package org.lakeome.ingest.source;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what a BGZF block holds, if its size and CRC are those that it states. What our own inflater does not get right is inflated
 * once more by the JDK before the block counts as damaged, and if that succeeds the log says so. For one thread.
 */
final class BlockContent {
    private static final Logger LOG = LoggerFactory.getLogger(BlockContent.class);

    /** Inflates [from, to) to the start of the output; gives the number of bytes, or some number above the most. */
    @FunctionalInterface
    interface Inflating {
        int inflate(byte[] packed, int from, int to, byte[] out, int most) throws DataFormatException;
    }

    private final Inflating first;
    private final CRC32 crc = new CRC32();

    BlockContent() {
        this(new BlockInflater()::inflate);
    }

    BlockContent(Inflating first) {
        this.first = first;
    }

    /**
     * @param block begins with a whole block
     * @param header the length of its header
     * @param length the length of all of it
     * @param out has {@link BlockInflater#OUTPUT_PADDING} bytes beyond the most of a block
     * @return how many bytes it holds
     * @throws DataFormatException with the reason why the block is damaged
     */
    int read(byte[] block, int header, int length, byte[] out) throws DataFormatException {
        int expected = BgzfBlock.int32(block, length - 4);
        if (expected < 0 || expected > BgzfBlock.MOST_BYTES) {
            throw new DataFormatException(
                    "its stated size of " + Integer.toUnsignedString(expected) + " is over 65,536");
        }
        int crcAt = length - BgzfBlock.TRAILER_BYTES;
        String fault = fault(first, block, header, crcAt, out);
        if (fault != null) {
            if (fault(BlockContent::jdk, block, header, crcAt, out) != null) {
                throw new DataFormatException(fault);
            }
            LOG.warn("A BGZF block of {} bytes was read by the JDK alone: to our own inflater {}.", length, fault);
        }
        return expected;
    }

    /** Null if all is well. */
    private String fault(Inflating inflating, byte[] block, int from, int crcAt, byte[] out) {
        int expected = BgzfBlock.int32(block, crcAt + 4);
        int got;
        try {
            got = inflating.inflate(block, from, crcAt, out, expected);
        } catch (DataFormatException e) {
            return "it does not inflate";
        }
        if (got != expected) {
            return "it holds " + (got < expected ? "fewer" : "more") + " bytes than it states";
        }
        crc.reset();
        crc.update(out, 0, expected);
        return (int) crc.getValue() == BgzfBlock.int32(block, crcAt) ? null : "its CRC does not match its content";
    }

    private static int jdk(byte[] packed, int from, int to, byte[] out, int most) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed, from, to - from);
            int got = 0;
            for (int more = 1; more > 0 && got <= most; got += more) {
                more = inflater.inflate(out, got, most + 1 - got);
            }
            if (!inflater.finished() && got <= most) {
                throw new DataFormatException("the stream is cut off");
            }
            return got;
        } finally {
            inflater.end();
        }
    }
}
