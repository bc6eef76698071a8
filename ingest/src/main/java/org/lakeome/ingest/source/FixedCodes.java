package org.lakeome.ingest.source;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/** The tables of deflate's fixed codes (RFC 1951, 3.2.6), made once: a hostile file may name them for each of its bytes. */
final class FixedCodes {
    static final HuffmanTable SYMBOLS = HuffmanTable.ofSymbols();
    static final HuffmanTable DISTANCES = HuffmanTable.ofDistances();

    static {
        byte[] lengths = new byte[288];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        byte[] distances = new byte[32];
        Arrays.fill(distances, (byte) 5);
        try {
            SYMBOLS.build(lengths, 0, lengths.length);
            DISTANCES.build(distances, 0, distances.length);
        } catch (DataFormatException e) {
            throw new IllegalStateException("The fixed codes are complete", e);
        }
    }

    private FixedCodes() {}
}
