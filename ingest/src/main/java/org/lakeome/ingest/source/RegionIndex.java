package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A tabix (.tbi) or CSI index of a BGZF file: tells which splits may hold records of a region. Immutable once read; it may name
 * more than needed, never less.
 */
public final class RegionIndex {
    private static final int TBI = 0x01494254;
    private static final int CSI = 0x01495343;
    private static final int LARGEST_BYTES = 1 << 28;

    /** Blocks [from, to] of the file, by their addresses. */
    private record Chunk(long from, long to) {}

    private final Map<String, Map<Integer, List<Chunk>>> bins = new HashMap<>();
    private int minShift = 14;
    private int depth = 5;

    private RegionIndex() {}

    /** @throws IOException when it cannot be read, or is no such index */
    public static RegionIndex read(ByteSource source) throws IOException {
        byte[] text;
        try (InputStream in = new GZIPInputStream(source.open(0))) {
            text = in.readNBytes(LARGEST_BYTES);
        }
        try {
            RegionIndex index = new RegionIndex();
            index.parse(ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN));
            return index;
        } catch (RuntimeException e) {
            throw new IOException("The index " + source.name() + " is damaged.", e);
        }
    }

    private void parse(ByteBuffer in) throws IOException {
        int magic = in.getInt();
        int sequences;
        List<String> names;
        if (magic == TBI) {
            sequences = in.getInt();
            names = names(in);
        } else if (magic == CSI) {
            minShift = in.getInt();
            depth = in.getInt();
            int end = in.getInt() + in.position();
            names = names(in);
            in.position(end);
            sequences = in.getInt();
        } else {
            throw new IOException("This is neither a tabix nor a CSI index.");
        }
        for (int i = 0; i < sequences; i++) {
            bins.put(names.get(i), bins(in, magic == CSI));
            if (magic == TBI) {
                int intervals = in.getInt();
                in.position(in.position() + 8 * intervals);
            }
        }
    }

    private static List<String> names(ByteBuffer in) {
        in.position(in.position() + 24);
        byte[] text = new byte[in.getInt()];
        in.get(text);
        return List.of(new String(text, StandardCharsets.UTF_8).split("\0"));
    }

    private static Map<Integer, List<Chunk>> bins(ByteBuffer in, boolean csi) {
        Map<Integer, List<Chunk>> found = new HashMap<>();
        for (int count = in.getInt(); count > 0; count--) {
            int bin = in.getInt();
            if (csi) {
                in.getLong();
            }
            List<Chunk> chunks = new ArrayList<>();
            for (int chunk = in.getInt(); chunk > 0; chunk--) {
                chunks.add(new Chunk(in.getLong() >>> 16, in.getLong() >>> 16));
            }
            found.put(bin, chunks);
        }
        return found;
    }

    /**
     * Those of a file's splits in which a record of the region may start.
     *
     * @param from 0-based, inclusive
     * @param to exclusive
     */
    public List<Split> select(List<Split> splits, String contig, long from, long to) {
        if (!bins.containsKey(contig)) {
            // The file may write the contig otherwise than its rows have it: escaped, or in quotes.
            return splits;
        }
        List<Chunk> chunks = chunks(contig, from, to);
        List<Split> selected = new ArrayList<>();
        for (Split split : splits) {
            // A record belongs to the split with the newline before it, which may end just before the chunk's first
            // block.
            if (chunks.stream().anyMatch(chunk -> split.from() <= chunk.to() && split.to() >= chunk.from())) {
                selected.add(split);
            }
        }
        return selected;
    }

    private List<Chunk> chunks(String contig, long from, long to) {
        List<Chunk> chunks = new ArrayList<>();
        bins.get(contig).forEach((bin, found) -> {
            if (touches(bin, Math.max(0, from), to)) {
                chunks.addAll(found);
            }
        });
        return chunks;
    }

    /** Bins are numbered level by level, each level's eight times as many as those above. */
    private boolean touches(int bin, long from, long to) {
        int firstOfLevel = 0;
        for (int level = 0; level <= depth; level++) {
            int size = 1 << (3 * level);
            if (bin < firstOfLevel + size) {
                int shift = minShift + 3 * (depth - level);
                long start = (long) (bin - firstOfLevel) << shift;
                return start < to && start + (1L << shift) > from;
            }
            firstOfLevel += size;
        }
        // The index keeps counts under a number behind the last bin.
        return false;
    }
}
