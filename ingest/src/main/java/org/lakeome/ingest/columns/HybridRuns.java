package org.lakeome.ingest.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Parquet's hybrid of run lengths and bit packing (format specification, "RLE / Bit-Packing Hybrid"), without a length before it. */
final class HybridRuns {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int GROUP = 8;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;

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
        } while (to - end >= GROUP && !isOneRun(values, end));
        return to - end < GROUP ? to : end;
    }

    private static boolean isOneRun(int[] values, int from) {
        int value = values[from];
        for (int i = from + 1; i < from + GROUP; i++) {
            if (values[i] != value) {
                return false;
            }
        }
        return true;
    }

    private static void run(int value, int count, int width, ByteSink out) {
        out.putUnsignedVarint((long) count << 1);
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            out.put(value >>> shift);
        }
    }

    private static void pack(int[] values, int from, int to, int width, ByteSink out) {
        int at = startPacked(to - from, width, out);
        int end = out.length;
        byte[] bytes = out.bytes;
        long held = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            long value = values[i];
            held |= value << bits;
            bits += width;
            if (bits >= Long.SIZE) {
                EIGHT.set(bytes, at, held);
                at += Long.BYTES;
                bits -= Long.SIZE;
                held = bits == 0 ? 0 : value >>> width - bits;
            }
        }
        for (; at < end; at++) {
            bytes[at] = (byte) held;
            held >>>= Byte.SIZE;
        }
    }

    /** Writes the header of packed groups and makes room for them; gives where they start. */
    private static int startPacked(int count, int width, ByteSink out) {
        int groups = (count + GROUP - 1) / GROUP;
        out.putUnsignedVarint((long) groups << 1 | 1);
        out.reserve(groups * width);
        int start = out.length;
        out.length += groups * width;
        return start;
    }

    /** The same for levels, of which there are few different ones: eight at a time. */
    static void encode(byte[] levels, int from, int to, int width, ByteSink out) {
        int at = from;
        while (at < to) {
            int end = runEnd(levels, at, to);
            if (end - at >= GROUP) {
                run(levels[at], end - at, width, out);
            } else {
                end = packedEnd(levels, at, to);
                pack(levels, at, end, width, out);
            }
            at = end;
        }
    }

    private static int runEnd(byte[] levels, int from, int to) {
        byte level = levels[from];
        long eight = level * EACH_BYTE;
        int end = from + 1;
        while (to - end >= GROUP && (long) EIGHT.get(levels, end) == eight) {
            end += GROUP;
        }
        while (end < to && levels[end] == level) {
            end++;
        }
        return end;
    }

    private static int packedEnd(byte[] levels, int from, int to) {
        int end = from;
        do {
            end = Math.min(end + GROUP, to);
        } while (to - end >= GROUP && (long) EIGHT.get(levels, end) != levels[end] * EACH_BYTE);
        return to - end < GROUP ? to : end;
    }

    private static void pack(byte[] levels, int from, int to, int width, ByteSink out) {
        int at = startPacked(to - from, width, out);
        byte[] bytes = out.bytes;
        for (int group = from; group < to; group += GROUP) {
            long held = 0;
            for (int i = Math.min(group + GROUP, to) - 1; i >= group; i--) {
                held = held << width | levels[i];
            }
            for (int end = at + width; at < end; at++) {
                bytes[at] = (byte) held;
                held >>>= Byte.SIZE;
            }
        }
    }
}
