package org.lakeome.ingest.source;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * The codes of one deflate alphabet as a table by their first bits; longer codes go on in tables behind it. An entry has, from its
 * lowest bits: 8 for the bits to be taken, extra bits of the symbol included; 4 for how many of them are the code; the two flags;
 * and from bit 16 on the literal, the base of a length or distance, or the place of a table (whose 4 bits are its width). A
 * literal is negative. For one thread.
 */
final class HuffmanTable {
    /** The end of a block; the start of another table; or, taking no bits, what is no code. */
    static final int EXCEPTION = 1 << 15;
    /** Only together with the other flag. */
    static final int SUBTABLE = 1 << 14;

    private static final int LITERAL = 1 << 31;
    private static final int MOST_BITS = 15;
    private static final int MOST_BITS_OF_LENGTHS = 7;
    private static final int[] LENGTH_BASES = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_EXTRAS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int CODE_LENGTHS = 19;
    private static final int DISTANCES = 30;

    final int[] entries;
    final int mask;
    private final int bits;
    private final int longest;
    /** Of each symbol the entry without its code's length. */
    private final int[] symbols;

    private final int[] codes = new int[MOST_BITS + 2];

    private HuffmanTable(int bits, int longest, int[] symbols) {
        this.bits = bits;
        this.mask = (1 << bits) - 1;
        this.symbols = symbols;
        this.longest = longest;
        // Two codes at least that are too long share their first bits, as the code is complete, and a table.
        this.entries = new int[(1 << bits) + (symbols.length / 2 << longest - bits)];
    }

    /** Of numbers, all literals. */
    static HuffmanTable ofCodeLengths() {
        int[] symbols = new int[CODE_LENGTHS];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = LITERAL | i << 16;
        }
        return new HuffmanTable(MOST_BITS_OF_LENGTHS, MOST_BITS_OF_LENGTHS, symbols);
    }

    static HuffmanTable ofSymbols() {
        int[] symbols = new int[288];
        for (int i = 0; i < 256; i++) {
            symbols[i] = LITERAL | i << 16;
        }
        symbols[256] = EXCEPTION;
        for (int i = 257; i < symbols.length; i++) {
            int length = i - 257;
            symbols[i] = length < LENGTH_BASES.length ? LENGTH_BASES[length] << 16 | LENGTH_EXTRAS[length] : -1;
        }
        return new HuffmanTable(11, MOST_BITS, symbols);
    }

    static HuffmanTable ofDistances() {
        int[] symbols = new int[32];
        int base = 1;
        for (int i = 0; i < symbols.length; i++) {
            int extra = Math.max(0, i / 2 - 1);
            symbols[i] = i < DISTANCES ? base << 16 | extra : -1;
            base += 1 << extra;
        }
        return new HuffmanTable(8, MOST_BITS, symbols);
    }

    /** @param lengths of the codes of the symbols, in order, in [from, to); 0 for one without a code */
    void build(byte[] lengths, int from, int to) throws DataFormatException {
        int[] counts = codes;
        Arrays.fill(counts, 0);
        int used = 0;
        for (int at = from; at < to; at++) {
            counts[lengths[at] + 1]++;
            used += lengths[at] > 0 ? 1 : 0;
        }
        counts[1] = 0;
        int left = 1;
        for (int length = 1; length <= MOST_BITS; length++) {
            left = (left << 1) - counts[length + 1];
            if (left < 0) {
                throw new DataFormatException();
            }
        }
        // Incomplete, it may only be without codes, or have one of a single bit.
        if (left > 0 && used > 0 && (used > 1 || counts[2] == 0 || symbols.length == CODE_LENGTHS)) {
            throw new DataFormatException();
        }
        Arrays.fill(entries, 0, mask + 1, EXCEPTION);
        // The first code of each length, from the counts of the lengths below.
        int code = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            code = code + counts[length] << 1;
            counts[length] = code;
        }
        int end = mask + 1;
        for (int at = from; at < to; at++) {
            int length = lengths[at];
            if (length > 0) {
                end = place(symbols[at - from], length, Integer.reverse(counts[length]++) >>> 32 - length, end);
            }
        }
    }

    /** Enters a symbol; gives where the next table may begin. */
    private int place(int symbol, int length, int reversed, int end) {
        int entry = entry(symbol, length > bits ? length - bits : length);
        if (length <= bits) {
            for (int at = reversed; at <= mask; at += 1 << length) {
                entries[at] = entry;
            }
            return end;
        }
        int width = longest - bits;
        int next = end;
        int prefix = reversed & mask;
        if ((entries[prefix] & SUBTABLE) == 0) {
            entries[prefix] = next << 16 | EXCEPTION | SUBTABLE | width << 8 | bits;
            Arrays.fill(entries, next, next + (1 << width), EXCEPTION);
            next += 1 << width;
        }
        int table = entries[prefix] >>> 16;
        for (int at = reversed >>> bits; at < 1 << width; at += 1 << length - bits) {
            entries[table + at] = entry;
        }
        return next;
    }

    private static int entry(int symbol, int length) {
        if (symbol == -1) {
            // Stands in the fixed code, and nowhere.
            return EXCEPTION;
        }
        return symbol + length | length << 8;
    }
}
