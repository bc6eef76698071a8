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
 * them. {@link #pack} gives the chunk and makes the column empty again. For one thread.
 */
public abstract sealed class Column permits BooleanColumn, DoubleColumn, IntColumn, LongColumn, TextColumn {
    private static final int PAGE_ROWS = 20_000;
    private static final int ROWS_BETWEEN_LOOKS = 250;
    static final int PAGE_BYTES = 1 << 20;

    private static final int MOST_LEVEL = 15;
    private static final byte[][] RUNS = new byte[MOST_LEVEL + 1][1 << 8];

    static {
        for (int level = 0; level <= MOST_LEVEL; level++) {
            Arrays.fill(RUNS[level], (byte) level);
        }
    }

    private record PageStart(int level, int value) {}

    private final ColumnDescriptor column;
    private final boolean hasBounds;
    private final int mostRepetitions;
    private final int mostDefinitions;
    private byte[] repetitions;
    private byte[] definitions = new byte[1 << 10];
    private int levels;
    private final List<PageStart> pages = new ArrayList<>();
    private final List<Integer> pageRows = new ArrayList<>();
    private final List<Page> packed = new ArrayList<>();
    private final ByteSink sink = new ByteSink();
    private int rows;
    private int rowsToLook;

    /** @param hasBounds whether the least and largest values are kept for readers to prune by */
    Column(ColumnDescriptor column, boolean hasBounds) {
        this.column = column;
        this.hasBounds = hasBounds;
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
        if (rows == 0 || rows >= PAGE_ROWS || pageBytes() > PAGE_BYTES) {
            startPage();
        }
    }

    private void startPage() {
        endPage();
        pages.add(new PageStart(levels, size()));
        pageStarted();
    }

    private void endPage() {
        if (rows > 0) {
            pageRows.add(rows);
            pageEnded();
        }
        rows = 0;
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

    /** By copying, which is quicker than a loop even for a few dozen. */
    private static void fill(byte[] out, int from, int to, int level) {
        byte[] run = RUNS[level];
        for (int at = from; at < to; at += run.length) {
            System.arraycopy(run, 0, out, at, Math.min(run.length, to - at));
        }
    }

    private void grow() {
        definitions = Arrays.copyOf(definitions, 2 * definitions.length);
        repetitions = mostRepetitions > 0 ? Arrays.copyOf(repetitions, definitions.length) : repetitions;
    }

    public final PackedPages pack(PageCompressor compressor) {
        endPage();
        ByteSink dictionary = dictionary();
        Packed packedDictionary = dictionary == null ? null : compressor.pack(dictionary);
        int entries = dictionary == null ? 0 : dictionaryEntries();
        packPages(compressor);
        PackedPages chunk = PackedPages.of(column, packedDictionary, entries, List.copyOf(packed));
        packed.clear();
        rowsToLook = 0;
        clearValues();
        return chunk;
    }

    /** Encodes the pages that have ended, and forgets their values. */
    final void packPages(PageCompressor compressor) {
        pages.add(new PageStart(levels, size()));
        for (int page = 0; page < pageRows.size(); page++) {
            packed.add(page(page, compressor));
        }
        levels = 0;
        pages.clear();
        pageRows.clear();
        clearPages();
    }

    private Page page(int page, PageCompressor compressor) {
        PageStart from = pages.get(page);
        PageStart to = pages.get(page + 1);
        int count = to.level() - from.level();
        sink.clear();
        encode(repetitions, from.level(), count, mostRepetitions);
        encode(definitions, from.level(), count, mostDefinitions);
        Encoding encoding = encode(packed.size(), from.value(), to.value(), sink);
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        statistics.incrementNumNulls((long) count - (to.value() - from.value()));
        if (hasBounds) {
            bounds(from.value(), to.value(), statistics);
        }
        return new Page(compressor.pack(sink), count, pageRows.get(page), statistics, encoding);
    }

    /** Levels as a data page of version 1 has them: a length of four bytes, then runs; nothing where all must be 0. */
    private void encode(byte[] source, int from, int count, int largest) {
        if (largest == 0) {
            return;
        }
        int at = sink.length;
        sink.putInt(0);
        HybridRuns.encode(source, from, from + count, HybridRuns.width(largest), sink);
        sink.setInt(at, sink.length - at - Integer.BYTES);
    }

    /** Values that are not packed yet. */
    abstract int size();

    /** About the bytes of the page that is being gathered. */
    abstract long pageBytes();

    void pageStarted() {}

    void pageEnded() {}

    /** All values are in pages that are packed, and so of no more use. */
    void clearPages() {}

    /** Called once all values are there and before pages are encoded; null for a chunk without dictionary. */
    ByteSink dictionary() {
        return null;
    }

    int dictionaryEntries() {
        return 0;
    }

    abstract Encoding encode(int page, int from, int to, ByteSink out);

    abstract void bounds(int from, int to, Statistics<?> statistics);

    abstract void clearValues();
}
