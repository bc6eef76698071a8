package org.lakeome.ingest.columns;

/** Parquet's hybrid of run lengths and bit packing (format specification, "RLE / Bit-Packing Hybrid"), without a length before it. */
final class HybridRuns {
    private static final int GROUP = 8;

    private HybridRuns() {}

    /** Bits that the values up to the largest need. */
    static int width(int largest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
    }

    static void encode(int[] values, int from, int to, int width, ByteSink out) {
        int at = from;
        while (at < to) {
            int run = runEnd(values, at, to) - at;
            if (run >= GROUP) {
                run(values[at], run, width, out);
                at += run;
            } else {
                int end = packedEnd(values, at, to);
                pack(values, at, end, width, out);
                at = end;
            }
        }
    }

    private static int runEnd(int[] values, int from, int to) {
        int value = values[from];
        int end = from + 1;
        while (end < to && values[end] == value) {
            end++;
        }
        return end;
    }

    /** Whole groups up to where a run begins that is worth its own header. */
    private static int packedEnd(int[] values, int from, int to) {
        int end = from;
        do {
            end = Math.min(end + GROUP, to);
        } while (end < to && runEnd(values, end, Math.min(end + GROUP, to)) < end + GROUP);
        return end;
    }

    private static void run(int value, int count, int width, ByteSink out) {
        out.putUnsignedVarint((long) count << 1);
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            out.put(value >>> shift);
        }
    }

    private static void pack(int[] values, int from, int to, int width, ByteSink out) {
        int groups = (to - from + GROUP - 1) / GROUP;
        out.putUnsignedVarint((long) groups << 1 | 1);
        out.reserve(groups * width);
        byte[] bytes = out.bytes;
        int at = out.length;
        long held = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            held |= (long) values[i] << bits;
            bits += width;
            while (bits >= Byte.SIZE) {
                bytes[at++] = (byte) held;
                held >>>= Byte.SIZE;
                bits -= Byte.SIZE;
            }
        }
        int end = out.length + groups * width;
        while (at < end) {
            bytes[at++] = (byte) held;
            held >>>= Byte.SIZE;
        }
        out.length = end;
    }
}
