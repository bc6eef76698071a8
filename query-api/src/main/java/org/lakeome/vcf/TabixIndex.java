package org.lakeome.vcf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A tabix index (tabix specification, 2012) of a BGZF file of VCF records: contig by contig, in the order of their positions. Not
 * thread-safe.
 */
final class TabixIndex {
    /** Positions from here on have no bin in this kind of index. */
    static final long END = 1L << 29;

    private static final int WINDOW = 14;
    /** Bins end at 37,448; by convention this one holds a contig's extent and number of records. */
    private static final int SUMMARY = 37_450;

    private static final class Contig {
        final Map<Integer, List<long[]>> bins = new TreeMap<>();
        long[] windows = {};
        int lastBin = -1;
        long from;
        long to;
        long records;
    }

    private final Map<String, Contig> contigs = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private String current = "";
    private boolean complete = true;

    /** @param from 0-based @param to exclusive @param begin virtual offsets, as {@link BlockGzip#position()} gives them */
    void add(String name, long from, long to, long begin, long end) {
        if (!name.equals(current)) {
            if (!ended.add(name)) {
                throw new IllegalStateException("The records of contig " + name + " are not together");
            }
            current = name;
        }
        long first = Math.max(0, from);
        long last = Math.max(first + 1, to);
        if (last > END) {
            complete = false;
            return;
        }
        Contig contig = contigs.computeIfAbsent(name, unused -> new Contig());
        int bin = bin(first, last);
        List<long[]> chunks = contig.bins.computeIfAbsent(bin, unused -> new ArrayList<>());
        if (bin == contig.lastBin) {
            chunks.getLast()[1] = end;
        } else {
            chunks.add(new long[] {begin, end});
        }
        contig.lastBin = bin;
        cover(contig, (int) (first >> WINDOW), (int) (last - 1 >> WINDOW), begin);
        contig.from = contig.records == 0 ? begin : contig.from;
        contig.to = end;
        contig.records++;
    }

    /** Whether every record has its place; if not, the index must not be used. */
    boolean isComplete() {
        return complete;
    }

    private static void cover(Contig contig, int first, int last, long begin) {
        int known = contig.windows.length;
        if (last >= known) {
            contig.windows = Arrays.copyOf(contig.windows, last + 1);
            Arrays.fill(contig.windows, known, last + 1, -1);
        }
        for (int window = first; window <= last; window++) {
            if (contig.windows[window] < 0) {
                contig.windows[window] = begin;
            }
        }
    }

    private static int bin(long from, long to) {
        long last = to - 1;
        int offset = 4681;
        for (int shift = WINDOW; shift < 29; shift += 3) {
            if (from >> shift == last >> shift) {
                return offset + (int) (from >> shift);
            }
            offset = offset - 1 >> 3;
        }
        return 0;
    }

    /** @param before bytes that stand in the file before the first block that was indexed */
    void write(OutputStream out, long before) throws IOException {
        Numbers numbers = new Numbers(before << 16);
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (String name : contigs.keySet()) {
            names.write(name.getBytes(StandardCharsets.UTF_8));
            names.write(0);
        }
        numbers.out.write(new byte[] {'T', 'B', 'I', 1});
        // VCF: contig in column 1, position in column 2, '#' begins what is no record.
        for (int number : new int[] {contigs.size(), 2, 1, 2, 0, '#', 0, names.size()}) {
            numbers.add(number);
        }
        names.writeTo(numbers.out);
        contigs.values().forEach(contig -> write(contig, numbers));
        numbers.addCount(0);
        try (BlockGzip packed = new BlockGzip(out)) {
            numbers.out.writeTo(packed);
        }
    }

    private static void write(Contig contig, Numbers numbers) {
        numbers.add(contig.bins.size() + 1);
        contig.bins.forEach((bin, chunks) -> {
            numbers.add(bin);
            numbers.add(chunks.size());
            for (long[] chunk : chunks) {
                numbers.addOffset(chunk[0]);
                numbers.addOffset(chunk[1]);
            }
        });
        numbers.add(SUMMARY);
        numbers.add(2);
        numbers.addOffset(contig.from);
        numbers.addOffset(contig.to);
        numbers.addCount(contig.records);
        numbers.addCount(0);
        numbers.add(contig.windows.length);
        long before = contig.from;
        for (long offset : contig.windows) {
            before = offset < 0 ? before : offset;
            numbers.addOffset(before);
        }
    }

    /** Little-endian, offsets moved by what stands before the records. */
    private record Numbers(ByteArrayOutputStream out, long shift) {
        Numbers(long shift) {
            this(new ByteArrayOutputStream(), shift);
        }

        void add(int value) {
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        void addOffset(long value) {
            addCount(value + shift);
        }

        void addCount(long value) {
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }
    }
}
