package org.lakeome.ingest.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.lakeome.ingest.columns.PackedPages.Packed;
import org.lakeome.ingest.columns.PackedPages.Page;

/**
 * One leaf column of a row group that is being gathered: levels as Parquet's data model has them, values as the subclass keeps
 * them. A page is packed as soon as it is whole, so that only one is held as it came; {@link #pack} gives the chunk and makes the
 * column empty again. For one thread.
 */
public abstract sealed class Column permits BooleanColumn, DoubleColumn, IntColumn, LongColumn, TextColumn {
    private static final int ROWS_BETWEEN_LOOKS = 250;
    static final int PAGE_BYTES = 1 << 20;

    private static final int MOST_LEVEL = 15;
    private static final int FEW = 8;
    private static final byte[][] RUNS = new byte[MOST_LEVEL + 1][1 << 8];

    static {
        for (int level = 0; level <= MOST_LEVEL; level++) {
            Arrays.fill(RUNS[level], (byte) level);
        }
    }

    private final ColumnDescriptor column;
    private final boolean hasBounds;
    private final PagePacker packer;
    private final int mostRepetitions;
    private final int mostDefinitions;
    private byte[] repetitions;
    private byte[] definitions = new byte[1 << 10];
    private int levels;
    private final List<Page> packed = new ArrayList<>();
    private long packedBytes;
    /** Of the page that is being gathered. */
    private int rows;

    private int rowsToLook;

    /** @param hasBounds whether the least and largest values are kept for readers to prune by */
    Column(ColumnDescriptor column, boolean hasBounds, PagePacker packer) {
        this.column = column;
        this.hasBounds = hasBounds;
        this.packer = packer;
        this.mostRepetitions = column.getMaxRepetitionLevel();
        this.mostDefinitions = column.getMaxDefinitionLevel();
        this.repetitions = new byte[mostRepetitions > 0 ? definitions.length : 0];
    }

    public final ColumnDescriptor descriptor() {
        return column;
    }

    /** To be called before the levels of each row. */
    public final void startRow() {
        if (rowsToLook == 0) {
            look();
        }
        rowsToLook--;
        rows++;
    }

    /** Starts rows of the same page, at most so many, and says how many. */
    final int startRows(int most) {
        if (rowsToLook == 0) {
            look();
        }
        int started = Math.min(most, rowsToLook);
        rowsToLook -= started;
        rows += started;
        return started;
    }

    private void look() {
        rowsToLook = ROWS_BETWEEN_LOOKS;
        if (rows >= packer.pageRows() || endsPage() || pageBytes() > PAGE_BYTES) {
            endPage();
        }
        if (rows == 0) {
            pageStarted();
        }
    }

    private void endPage() {
        if (rows > 0) {
            Page page = page();
            packed.add(page);
            packedBytes += page.data().bytes().length;
            levels = 0;
            rows = 0;
            clearPage();
        }
    }

    /** Where the row, or an element of it, has no value: the level up to which it is there. */
    public final void missing(int repetition, int definition) {
        if (levels == definitions.length) {
            grow();
        }
        if (mostRepetitions > 0) {
            repetitions[levels] = (byte) repetition;
        }
        definitions[levels++] = (byte) definition;
    }

    final void present(int repetition) {
        missing(repetition, mostDefinitions);
    }

    /** The first of so many values stands at one repetition level, the others at another. */
    final void present(int first, int others, int count) {
        while (definitions.length - levels < count) {
            grow();
        }
        if (mostRepetitions > 0) {
            repetitions[levels] = (byte) first;
            fill(repetitions, levels + 1, levels + count, others);
        }
        fill(definitions, levels, levels + count, mostDefinitions);
        levels += count;
    }

    /** More than a few by copying, which is then quicker than a loop. */
    private static void fill(byte[] out, int from, int to, int level) {
        if (to - from <= FEW) {
            for (int at = from; at < to; at++) {
                out[at] = (byte) level;
            }
            return;
        }
        byte[] run = RUNS[level];
        for (int at = from; at < to; at += run.length) {
            System.arraycopy(run, 0, out, at, Math.min(run.length, to - at));
        }
    }

    private void grow() {
        definitions = Arrays.copyOf(definitions, 2 * definitions.length);
        repetitions = mostRepetitions > 0 ? Arrays.copyOf(repetitions, definitions.length) : repetitions;
    }

    /** About the heap that the values take which are not given away yet, packed or not. */
    public final long heldBytes() {
        return packedBytes + pageBytes() + 2L * levels + excessBytes();
    }

    public final PackedPages pack() {
        endPage();
        ByteSink dictionary = dictionary();
        Packed packedDictionary = dictionary == null ? null : packer.pack(dictionary);
        int entries = dictionary == null ? 0 : dictionaryEntries();
        PackedPages chunk = PackedPages.of(column, packedDictionary, entries, List.copyOf(packed));
        packed.clear();
        packedBytes = 0;
        rowsToLook = 0;
        clearChunk();
        return chunk;
    }

    private Page page() {
        ByteSink sink = packer.page();
        encode(repetitions, mostRepetitions, sink);
        encode(definitions, mostDefinitions, sink);
        Encoding encoding = encode(sink);
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        statistics.incrementNumNulls((long) levels - size());
        if (hasBounds && size() > 0) {
            bounds(statistics);
        }
        return new Page(packer.pack(sink), levels, rows, statistics, encoding);
    }

    /** Levels as a data page of version 1 has them: a length of four bytes, then runs; nothing where all must be 0. */
    private void encode(byte[] source, int largest, ByteSink sink) {
        if (largest == 0) {
            return;
        }
        int at = sink.length;
        sink.putInt(0);
        HybridRuns.encode(source, 0, levels, HybridRuns.width(largest), sink);
        sink.setInt(at, sink.length - at - Integer.BYTES);
    }

    /** Values of the page that is being gathered. */
    abstract int size();

    /** About the bytes of those values. */
    abstract long pageBytes();

    /** Of what the whole chunk holds beside its pages, the bytes beyond what any chunk may. */
    long excessBytes() {
        return 0;
    }

    /** Whether the next row needs a page of its own, however short this one is. */
    boolean endsPage() {
        return false;
    }

    void pageStarted() {}

    /** Writes the values of the page; there may be none. */
    abstract Encoding encode(ByteSink out);

    /** Of a page that has values. */
    abstract void bounds(Statistics<?> statistics);

    /** The values of the page are packed. */
    abstract void clearPage();

    /** Called once all pages are packed; null for a chunk without dictionary. */
    ByteSink dictionary() {
        return null;
    }

    int dictionaryEntries() {
        return 0;
    }

    /** The chunk is given away. */
    void clearChunk() {}
}
