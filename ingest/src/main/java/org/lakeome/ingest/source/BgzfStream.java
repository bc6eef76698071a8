package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;

/** Inflates BGZF block by block from a block's start, checking length and CRC of each. */
final class BgzfStream extends TextStream {
    private final String name;
    private final InputStream in;
    private final Split split;
    private final Expansion expansion;
    private final BlockContent content = new BlockContent();
    private final ContentMeter sum = new ContentMeter();
    private final byte[] packed = new byte[BgzfBlock.MOST_BYTES + BlockInflater.INPUT_PADDING];
    private final byte[] block = new byte[BgzfBlock.MOST_BYTES + BlockInflater.OUTPUT_PADDING];
    private int blockAt;
    private int blockEnd;
    private long nextAddress;
    private long given;
    private long textEnd = Long.MAX_VALUE;

    BgzfStream(ByteSource source, Split split, IngestLimits limits) throws IOException {
        this.name = source.name();
        this.split = split;
        this.nextAddress = split.from();
        this.expansion = new Expansion(name, limits);
        this.in = source.open(split.from());
    }

    @Override
    int read(byte[] buffer, int offset, int length) throws IOException {
        while (blockAt == blockEnd) {
            if (!nextBlock()) {
                return -1;
            }
        }
        int read = Math.min(length, blockEnd - blockAt);
        System.arraycopy(block, blockAt, buffer, offset, read);
        blockAt += read;
        return read;
    }

    private boolean nextBlock() throws IOException {
        if (nextAddress >= split.to() && textEnd == Long.MAX_VALUE) {
            textEnd = given;
        }
        int fixed = in.readNBytes(packed, 0, BgzfBlock.FIXED_BYTES);
        if (fixed == 0) {
            return false;
        }
        if (fixed < BgzfBlock.FIXED_BYTES) {
            throw damaged("the file is cut off in a block header");
        }
        int header = BgzfBlock.headerLength(packed, 0);
        require(BgzfBlock.FIXED_BYTES, header, "the file is cut off in a block header");
        int length = header == 0 ? 0 : BgzfBlock.length(packed, 0, header);
        if (length == 0) {
            throw BgzfChain.noBlock(name, packed, nextAddress);
        }
        require(header, length, "the file is cut off inside the block");
        inflate(header, length);
        if (nextAddress < split.to()) {
            sum.add(packed, 0, length);
        }
        nextAddress += length;
        given += blockEnd;
        expansion.check(bytesTaken(), given);
        return true;
    }

    private void require(int have, int wanted, String otherwise) throws IOException {
        if (wanted > have && in.readNBytes(packed, have, wanted - have) < wanted - have) {
            throw damaged(otherwise);
        }
    }

    private void inflate(int header, int length) {
        try {
            blockEnd = content.read(packed, header, length, block);
        } catch (DataFormatException e) {
            throw damaged(e.getMessage());
        }
        blockAt = 0;
    }

    private InputFault damaged(String reason) {
        return new InputFault(name, 0, "The BGZF block at byte " + nextAddress + " is damaged: " + reason + ".");
    }

    @Override
    long textEnd() {
        return textEnd;
    }

    @Override
    long bytesTaken() {
        return nextAddress - split.from();
    }

    @Override
    ContentSum content() {
        return sum.sum();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
