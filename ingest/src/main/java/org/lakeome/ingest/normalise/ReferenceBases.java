package org.lakeome.ingest.normalise;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.InputFault;

/**
 * The bases of a reference by contig and 0-based position, in the case of the file. Made for records in order: it reads ahead
 * in one stream and opens another only where the records jump, and keeps the blocks used last. For one thread.
 */
final class ReferenceBases implements Closeable {
    /** Bases of a block: a jump costs one request and this much. */
    static final int BLOCK = 1 << 16;
    /** 8 MiB a reader: unsorted records find the blocks used last again, and a worker may have a few readers. */
    private static final int MOST_BLOCKS = 128;
    /** Reading over so many bytes is cheaper than asking a store again. */
    private static final long SKIPPED = 1 << 20;

    private final ByteSource fasta;
    private final Map<Long, byte[]> blocks = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > MOST_BLOCKS;
        }
    };
    private InputStream in;
    private long inAt;
    private FastaIndex.Place contig;
    private long from;
    private byte[] current = {};

    ReferenceBases(ByteSource fasta) {
        this.fasta = fasta;
    }

    /** The base as the file has it; the position lies in the contig. */
    byte base(FastaIndex.Place place, long position) throws IOException {
        long at = position - from;
        if (place != contig || at < 0 || at >= current.length) {
            moveTo(place, position);
            at = position - from;
        }
        return current[(int) at];
    }

    private void moveTo(FastaIndex.Place place, long position) throws IOException {
        long number = position / BLOCK;
        long key = (long) place.number() << 32 | number;
        byte[] block = blocks.get(key);
        if (block == null) {
            long start = number * BLOCK;
            block = read(place, start, (int) Math.min(BLOCK, place.length() - start));
            blocks.put(key, block);
        }
        contig = place;
        from = number * BLOCK;
        current = block;
    }

    private byte[] read(FastaIndex.Place place, long start, int length) throws IOException {
        long fileFrom = place.byteOf(start);
        byte[] text = new byte[(int) (place.byteOf(start + length - 1) + 1 - fileFrom)];
        readFully(fileFrom, text);
        byte[] bases = new byte[length];
        int column = (int) (start % place.lineBases());
        for (int at = 0, to = 0; to < length; column = 0) {
            int run = Math.min(place.lineBases() - column, length - to);
            System.arraycopy(text, at, bases, to, run);
            to += run;
            at += run;
            for (int i = place.lineBases(); i < place.lineWidth() && to < length; i++, at++) {
                require(text[at] == '\n' || text[at] == '\r', place, start + to);
            }
        }
        for (byte base : bases) {
            require(base > ' ' && base != '>', place, start);
        }
        return bases;
    }

    private void require(boolean fits, FastaIndex.Place place, long position) {
        if (!fits) {
            throw new InputFault(
                    fasta.name(),
                    0,
                    "The index of the reference does not fit the FASTA file: contig " + place.name()
                            + " is not where it should be, near base " + (position + 1)
                            + ". Import the reference again.");
        }
    }

    private void readFully(long offset, byte[] text) throws IOException {
        if (in == null || offset < inAt || offset - inAt > SKIPPED) {
            close();
            in = fasta.open(offset);
        } else {
            in.skipNBytes(offset - inAt);
        }
        if (in.readNBytes(text, 0, text.length) < text.length) {
            throw new InputFault(
                    fasta.name(), 0, "The FASTA file ends before its index says. Import the reference again.");
        }
        inAt = offset + text.length;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
