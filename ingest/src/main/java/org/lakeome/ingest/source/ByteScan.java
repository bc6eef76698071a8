package org.lakeome.ingest.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through text eight bytes at a time. */
public final class ByteScan {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private ByteScan() {}

    /** Where a byte of ASCII comes first in [from, to), or {@code to}. */
    public static int find(byte[] text, int from, int to, byte wanted) {
        long pattern = ONES * (wanted & 0xff);
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            long zeros = zeros((long) EIGHT.get(text, at) ^ pattern);
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && text[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Where the first byte that is no ASCII, or a control character below the space, comes in [from, to), or {@code to}. */
    public static int findUnprintable(byte[] text, int from, int to) {
        int at = from;
        while (to - at >= Long.BYTES && unprintables((long) EIGHT.get(text, at)) == 0) {
            at += Long.BYTES;
        }
        while (at < to && text[at] >= ' ') {
            at++;
        }
        return at;
    }

    /** The high bit of each byte that is 0; of bytes above the lowest such byte it may be wrong. */
    private static long zeros(long eight) {
        return eight - ONES & ~eight & HIGH_BITS;
    }

    /** Not 0 if there is any; borrows reach only bytes above one. */
    private static long unprintables(long eight) {
        return (eight | eight - ONES * ' ') & HIGH_BITS;
    }
}
