package org.lakeome.ingest.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * Inflates deflate streams (RFC 1951) that lie in memory as a whole, as those of BGZF do: no state is kept from call to call, input
 * and output are looked at eight bytes at a time, and a symbol is mostly one look into a table. For one thread.
 */
final class BlockInflater {
    /** Bytes that must follow the input in its array; what they are does not matter. */
    static final int INPUT_PADDING = 32;
    /** Bytes that the output's array must have beyond the most that may be inflated; they may be overwritten. */
    static final int OUTPUT_PADDING = 512;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    /** The order in which the lengths of the codes of code lengths come. */
    private static final int[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int CODES_OF_LENGTHS = 19;
    private static final int MOST_LITERALS = 286;
    private static final int MOST_DISTANCES = 30;

    private final HuffmanTable lengthCodes = HuffmanTable.ofCodeLengths();
    private final HuffmanTable symbols = HuffmanTable.ofSymbols();
    private final HuffmanTable distances = HuffmanTable.ofDistances();
    private final byte[] lengths = new byte[MOST_LITERALS + MOST_DISTANCES];

    private byte[] in;
    private int inEnd;
    /** The next byte that is not in {@link #bits}. */
    private int inAt;

    private long bits;
    private int count;
    private int outAt;

    /**
     * Inflates [from, to) to the start of the output, and gives the number of bytes; some number above the most if there are more
     * than that.
     */
    int inflate(byte[] packed, int from, int to, byte[] out, int most) throws DataFormatException {
        in = packed;
        inAt = from;
        inEnd = to;
        bits = 0;
        count = 0;
        outAt = 0;
        boolean last = false;
        while (!last && outAt <= most) {
            refill();
            last = take(1) == 1;
            switch (take(2)) {
                case STORED -> stored(out, most);
                case FIXED -> {
                    symbols(FixedCodes.SYMBOLS, FixedCodes.DISTANCES, out, most);
                }
                case DYNAMIC -> {
                    dynamicTables();
                    symbols(symbols, distances, out, most);
                }
                default -> throw malformed();
            }
        }
        requireInput();
        return outAt;
    }

    private static DataFormatException malformed() {
        return new DataFormatException();
    }

    /** Fills up to at least 56 bits. */
    private void refill() throws DataFormatException {
        if (inAt > inEnd + Long.BYTES) {
            throw malformed();
        }
        bits |= (long) EIGHT.get(in, inAt) << count;
        inAt += 63 - count >>> 3;
        count |= 56;
    }

    private int take(int width) {
        int value = (int) bits & (1 << width) - 1;
        bits >>>= width;
        count -= width;
        return value;
    }

    /** That no bit was taken from behind the input. */
    private void requireInput() throws DataFormatException {
        if (inAt - (count >>> 3) > inEnd) {
            throw malformed();
        }
    }

    private void stored(byte[] out, int most) throws DataFormatException {
        inAt -= count >>> 3;
        bits = 0;
        count = 0;
        if (inAt + 4 > inEnd) {
            throw malformed();
        }
        int length = BgzfBlock.short16(in, inAt);
        if ((length ^ 0xffff) != BgzfBlock.short16(in, inAt + 2) || inAt + 4 + length > inEnd) {
            throw malformed();
        }
        inAt += 4;
        int kept = Math.min(length, most - outAt);
        System.arraycopy(in, inAt, out, outAt, kept);
        inAt += length;
        outAt += length;
    }

    private void dynamicTables() throws DataFormatException {
        int literals = take(5) + 257;
        int distanceCodes = take(5) + 1;
        int codes = take(4) + 4;
        if (literals > MOST_LITERALS || distanceCodes > MOST_DISTANCES) {
            throw malformed();
        }
        Arrays.fill(lengths, 0, CODES_OF_LENGTHS, (byte) 0);
        for (int i = 0; i < codes; i++) {
            refill();
            lengths[LENGTH_ORDER[i]] = (byte) take(3);
        }
        lengthCodes.build(lengths, 0, CODES_OF_LENGTHS);
        int all = literals + distanceCodes;
        for (int at = 0; at < all; ) {
            refill();
            int entry = lengthCodes.entries[(int) bits & lengthCodes.mask];
            if ((entry & HuffmanTable.EXCEPTION) != 0) {
                throw malformed();
            }
            take(entry & 0xff);
            int code = entry >>> 16 & 0xff;
            int repeat = 1;
            byte length = (byte) code;
            if (code >= 16) {
                if (code == 16 && at == 0) {
                    throw malformed();
                }
                length = code == 16 ? lengths[at - 1] : 0;
                repeat = code == 18 ? 11 + take(7) : 3 + take(code == 16 ? 2 : 3);
            }
            if (at + repeat > all) {
                throw malformed();
            }
            Arrays.fill(lengths, at, at + repeat, length);
            at += repeat;
        }
        if (lengths[256] == 0) {
            throw malformed();
        }
        symbols.build(lengths, 0, literals);
        distances.build(lengths, literals, all);
    }

    /** Literals and copies up to the end of the block, or beyond the most. */
    private void symbols(HuffmanTable symbolCodes, HuffmanTable distanceCodes, byte[] out, int most)
            throws DataFormatException {
        byte[] input = in;
        int[] table = symbolCodes.entries;
        int[] distanceTable = distanceCodes.entries;
        int mask = symbolCodes.mask;
        int distanceMask = distanceCodes.mask;
        int end = inEnd + Long.BYTES;
        long held = bits;
        int width = count;
        int from = inAt;
        int to = outAt;
        while (to <= most) {
            if (from > end) {
                throw malformed();
            }
            held |= (long) EIGHT.get(input, from) << width;
            from += 63 - width >>> 3;
            width |= 56;
            int entry = table[(int) held & mask];
            // Two literals and a copy may take 11 + 11 + 48 bits, so after two there is a new turn.
            if (entry < 0) {
                held >>>= entry;
                width -= entry & 0xff;
                out[to++] = (byte) (entry >>> 16);
                entry = table[(int) held & mask];
                if (entry < 0) {
                    held >>>= entry;
                    width -= entry & 0xff;
                    out[to++] = (byte) (entry >>> 16);
                    entry = table[(int) held & mask];
                    if (entry < 0) {
                        held >>>= entry;
                        width -= entry & 0xff;
                        out[to++] = (byte) (entry >>> 16);
                    }
                    continue;
                }
            }
            if ((entry & HuffmanTable.EXCEPTION) != 0) {
                if ((entry & HuffmanTable.SUBTABLE) != 0) {
                    held >>>= entry;
                    width -= entry & 0xff;
                    entry = table[(entry >>> 16) + ((int) held & (1 << (entry >>> 8 & 0xf)) - 1)];
                }
                if (entry < 0) {
                    held >>>= entry;
                    width -= entry & 0xff;
                    out[to++] = (byte) (entry >>> 16);
                    continue;
                }
                if ((entry & HuffmanTable.EXCEPTION) != 0) {
                    if ((entry & 0xff) == 0) {
                        throw malformed();
                    }
                    bits = held >>> entry;
                    count = width - (entry & 0xff);
                    inAt = from;
                    outAt = to;
                    return;
                }
            }
            int length = (entry >>> 16) + ((int) (held & (1L << entry) - 1) >>> (entry >>> 8 & 0xf));
            held >>>= entry;
            width -= entry & 0xff;
            // A copy after a literal has 56 - 11 - 20 bits left, less than the 28 that a distance may take.
            held |= (long) EIGHT.get(input, from) << width;
            from += 63 - width >>> 3;
            width |= 56;
            entry = distanceTable[(int) held & distanceMask];
            if ((entry & HuffmanTable.SUBTABLE) != 0) {
                held >>>= entry;
                width -= entry & 0xff;
                entry = distanceTable[(entry >>> 16) + ((int) held & (1 << (entry >>> 8 & 0xf)) - 1)];
            }
            int distance = (entry >>> 16) + ((int) (held & (1L << entry) - 1) >>> (entry >>> 8 & 0xf));
            held >>>= entry;
            width -= entry & 0xff;
            if ((entry & HuffmanTable.EXCEPTION) != 0 || distance > to) {
                throw malformed();
            }
            copy(out, to - distance, to, length, distance);
            to += length;
        }
        inAt = from;
        outAt = to;
    }

    /** What is copied may be what the copy itself has just made. */
    private static void copy(byte[] out, int from, int to, int length, int distance) {
        if (distance >= Long.BYTES) {
            for (int at = 0; at < length; at += Long.BYTES) {
                EIGHT.set(out, to + at, (long) EIGHT.get(out, from + at));
            }
        } else {
            for (int at = 0; at < length; at++) {
                out[to + at] = out[from + at];
            }
        }
    }
}
