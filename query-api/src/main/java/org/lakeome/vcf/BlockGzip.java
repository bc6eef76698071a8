package org.lakeome.vcf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes BGZF (SAM specification, 4.1): a series of gzip members of at most 64 KiB, each of which says its own length in an extra
 * field, and an empty member at the end. Closing it closes the stream below. Not thread-safe.
 */
public final class BlockGzip extends OutputStream {
    // Small enough that even incompressible bytes fit one block of 65,536 bytes.
    private static final int CONTENT = 65_280;
    private static final int HEADER = 18;
    private static final int TRAILER = 8;

    private final OutputStream below;
    private final byte[] content = new byte[CONTENT];
    private int size;
    private long written;
    private boolean closed;

    public BlockGzip(OutputStream below) {
        this.below = below;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int fits = Math.min(left, CONTENT - size);
            System.arraycopy(bytes, from, content, size, fits);
            size += fits;
            from += fits;
            left -= fits;
            if (size == CONTENT) {
                writeBlock();
            }
        }
    }

    /** Where the next byte will be: the start of its block in the packed stream, shifted by 16 bits, and its place in the block. */
    long position() {
        return written << 16 | size;
    }

    /** Ends the block, so that another file's blocks may follow. */
    @Override
    public void flush() throws IOException {
        if (size > 0) {
            writeBlock();
        }
        below.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (below) {
            if (size > 0) {
                writeBlock();
            }
            writeBlock();
        }
    }

    private void writeBlock() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(65_536).order(ByteOrder.LITTLE_ENDIAN);
        // Magic, deflate, FEXTRA, no time, no hint, system unknown, 6 bytes of extra field "BC" with a 2-byte value.
        block.put(new byte[] {31, (byte) 139, 8, 4, 0, 0, 0, 0, 0, (byte) 255, 6, 0, 'B', 'C', 2, 0});
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(content, 0, size);
            deflater.finish();
            block.position(HEADER + deflater.deflate(block.array(), HEADER, block.capacity() - HEADER - TRAILER));
        }
        CRC32 crc = new CRC32();
        crc.update(content, 0, size);
        block.putInt((int) crc.getValue()).putInt(size);
        block.putShort(HEADER - 2, (short) (block.position() - 1));
        below.write(block.array(), 0, block.position());
        written += block.position();
        size = 0;
    }
}
