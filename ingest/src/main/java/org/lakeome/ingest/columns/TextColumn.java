package org.lakeome.ingest.columns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/** UTF-8 texts: by dictionary until that has grown to its bound, plain from the next page on. */
public final class TextColumn extends Column {
    /** A text that comes over and over in one column, which therefore remembers its number. */
    public static final class Word {
        private final byte[] text;
        private int id;
        private int chunk = -1;

        public Word(String text) {
            this(text.getBytes(StandardCharsets.UTF_8));
        }

        public Word(byte[] text) {
            this.text = text.clone();
        }
    }

    private static final int LONGEST_BOUND = 1 << 11;

    private final TextDictionary distinct;
    private final ByteSink plain = new ByteSink();
    private int[] ids = new int[1 << 10];
    private int size;
    /** This page and all that follow are without dictionary. */
    private boolean isPlain;

    /** The words added last, whose numbers hold for the rest of the chunk. */
    private Word[] lastWords;

    private int[] lastIds = {};
    private int lastWordsChunk;
    private int chunk;
    /** Values of pages that are packed. */
    private int gone;

    /** @param dictionaryBytes entries beyond these are not looked up but written as they come */
    public TextColumn(ColumnDescriptor column, boolean hasBounds, int dictionaryBytes, PagePacker packer) {
        super(column, hasBounds, packer);
        this.distinct = new TextDictionary(dictionaryBytes);
    }

    public void value(int repetition, byte[] text, int from, int to) {
        present(repetition);
        if (isPlain) {
            plain.putInt(to - from);
            plain.put(text, from, to);
            size++;
            return;
        }
        add(distinct.id(text, from, to));
    }

    public void value(int repetition, Word word) {
        if (isPlain) {
            value(repetition, word.text, 0, word.text.length);
            return;
        }
        present(repetition);
        add(id(word));
    }

    /** Adds one value for each word, the first at one repetition level, the others at another; the array must not change. */
    public void values(int first, int others, Word[] words) {
        if (isPlain) {
            for (int i = 0; i < words.length; i++) {
                value(i == 0 ? first : others, words[i]);
            }
            return;
        }
        present(first, others, words.length);
        reserve(words.length);
        if (words != lastWords || chunk != lastWordsChunk) {
            lastWords = words;
            lastWordsChunk = chunk;
            lastIds = Arrays.stream(words).mapToInt(this::id).toArray();
        }
        System.arraycopy(lastIds, 0, ids, size, lastIds.length);
        size += lastIds.length;
    }

    /**
     * Adds one value for each field, the first at one repetition level, the others at another. A field's text stands behind the
     * place of its number, counted from the place {@code at}, and goes up to the next place.
     */
    public void values(int first, int others, byte[] text, int[] places, int at, int[] fields) {
        present(first, others, fields.length);
        if (isPlain) {
            for (int field : fields) {
                int from = places[at + field] + 1;
                int to = places[at + field + 1];
                plain.putInt(to - from);
                plain.put(text, from, to);
            }
            size += fields.length;
            return;
        }
        reserve(fields.length);
        int empty = distinct.emptyText();
        int[] out = ids;
        int next = size;
        for (int field : fields) {
            int from = places[at + field] + 1;
            int to = places[at + field + 1];
            out[next++] = from == to ? empty : distinct.id(text, from, to);
        }
        size = next;
    }

    /**
     * Adds the values of a row's map, of which there is at least one. An entry takes three numbers of the array: that of its key,
     * where its text begins and where it ends; a negative beginning is that of an empty text.
     */
    public void mapValues(byte[] text, int[] entries, int from, int to) {
        int count = to - from;
        present(0, 1, count);
        if (!isPlain) {
            reserve(count);
            distinct.ids(text, entries, from, to, ids, size);
        }
        for (int at = 3 * from; at < 3 * to && isPlain; at += 3) {
            int start = Math.max(0, entries[at + 1]);
            int end = entries[at + 1] < 0 ? 0 : entries[at + 2];
            plain.putInt(end - start);
            plain.put(text, start, end);
        }
        size += count;
    }

    /** Adds the keys of such a map, which are words. */
    public void mapKeys(Word[] words, int[] entries, int from, int to) {
        if (isPlain) {
            for (int entry = from; entry < to; entry++) {
                value(entry == from ? 0 : 1, words[entries[3 * entry]]);
            }
            return;
        }
        present(0, 1, to - from);
        reserve(to - from);
        for (int entry = from; entry < to; entry++) {
            ids[size++] = id(words[entries[3 * entry]]);
        }
    }

    private int id(Word word) {
        if (word.chunk != chunk) {
            word.id = distinct.id(word.text, 0, word.text.length);
            word.chunk = chunk;
        }
        return word.id;
    }

    /** Rows of a column that is no list, which all have the same word. */
    public void value(Word word, int rows) {
        for (int row = 0; row < rows; ) {
            int more = startRows(rows - row);
            for (int i = 0; i < more; i++) {
                value(0, word);
            }
            row += more;
        }
    }

    private void add(int id) {
        reserve(1);
        ids[size++] = id;
    }

    private void reserve(int more) {
        while (ids.length - size < more) {
            ids = Arrays.copyOf(ids, ids.length + (ids.length >> 1));
        }
    }

    public void value(int repetition, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        value(repetition, bytes, 0, bytes.length);
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long pageBytes() {
        return isPlain ? plain.length : 2L * size;
    }

    /** Texts of megabytes come by the hundred before the next look. */
    @Override
    long excessBytes() {
        return distinct.excessBytes();
    }

    /** As a page has one encoding. */
    @Override
    boolean endsPage() {
        return !isPlain && distinct.isFull(gone + size);
    }

    @Override
    void pageStarted() {
        isPlain |= distinct.isFull(gone);
    }

    @Override
    void clearPage() {
        gone += size;
        size = 0;
        plain.clear();
    }

    @Override
    ByteSink dictionary() {
        return distinct.size() == 0 ? null : distinct.entries();
    }

    @Override
    int dictionaryEntries() {
        return distinct.size();
    }

    @Override
    Encoding encode(ByteSink out) {
        if (isPlain) {
            out.put(plain.bytes, 0, plain.length);
            return Encoding.PLAIN;
        }
        // A page in which all is missing may come before there is any entry.
        int width = HybridRuns.width(Math.max(0, distinct.size() - 1));
        out.put(width);
        HybridRuns.encode(ids, 0, size, width, out);
        return distinct.size() == 0 ? Encoding.PLAIN : Encoding.RLE_DICTIONARY;
    }

    @Override
    void bounds(Statistics<?> statistics) {
        if (isPlain) {
            plainBounds(statistics);
            return;
        }
        boolean[] used = new boolean[distinct.size()];
        for (int i = 0; i < size; i++) {
            used[ids[i]] = true;
        }
        for (int id = 0; id < used.length; id++) {
            if (used[id]) {
                statistics.updateStats(Binary.fromConstantByteArray(distinct.text(id)));
            }
        }
    }

    /** None where one is longer than what a footer keeps of bounds. */
    private void plainBounds(Statistics<?> statistics) {
        int least = 0;
        int largest = 0;
        for (int at = 0; at < plain.length; at += Integer.BYTES + plain.getInt(at)) {
            least = compare(at, least) < 0 ? at : least;
            largest = compare(at, largest) > 0 ? at : largest;
        }
        if (Math.max(plain.getInt(least), plain.getInt(largest)) <= LONGEST_BOUND) {
            statistics.updateStats(plainText(least));
            statistics.updateStats(plainText(largest));
        }
    }

    /** Of texts that begin at these places with their lengths. */
    private int compare(int a, int b) {
        int from = a + Integer.BYTES;
        int other = b + Integer.BYTES;
        return Arrays.compareUnsigned(
                plain.bytes, from, from + plain.getInt(a), plain.bytes, other, other + plain.getInt(b));
    }

    private Binary plainText(int at) {
        int from = at + Integer.BYTES;
        return Binary.fromConstantByteArray(Arrays.copyOfRange(plain.bytes, from, from + plain.getInt(at)));
    }

    @Override
    void clearChunk() {
        distinct.clear();
        gone = 0;
        isPlain = false;
        chunk++;
    }
}
