package org.lakeome.ingest.vcf;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Remembers what the FORMAT columns met lately mean, as most lines have that of the line before, and gVCF has two kinds of them in
 * turn. For one thread.
 *
 * @param <T> the meaning
 */
final class RecentFormats<T> {
    private static final int REMEMBERED = 8;

    private final Function<byte[], T> understand;
    private final byte[][] texts = new byte[REMEMBERED][];
    private final Object[] meanings = new Object[REMEMBERED];
    private int last;
    private int oldest;

    /** @param understand makes the meaning of a FORMAT column */
    RecentFormats(Function<byte[], T> understand) {
        this.understand = understand;
    }

    @SuppressWarnings("unchecked") // only what the function makes goes in
    T of(byte[] line, int from, int to) {
        if (!is(last, line, from, to)) {
            last = place(line, from, to);
        }
        return (T) meanings[last];
    }

    private int place(byte[] line, int from, int to) {
        for (int place = 0; place < REMEMBERED; place++) {
            if (is(place, line, from, to)) {
                return place;
            }
        }
        byte[] text = Arrays.copyOfRange(line, from, to);
        T meaning = understand.apply(text);
        int place = oldest;
        texts[place] = text;
        meanings[place] = meaning;
        oldest = (oldest + 1) % REMEMBERED;
        return place;
    }

    private boolean is(int place, byte[] line, int from, int to) {
        byte[] text = texts[place];
        return text != null && Arrays.equals(text, 0, text.length, line, from, to);
    }
}
