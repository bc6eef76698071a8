package org.lakeome.ingest.tabular;

import java.io.Closeable;
import java.io.IOException;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/**
 * The rows of a split of a TSV, CSV or BED file as typed values, coordinates 0-based and half-open. Empty cells are null.
 * For one thread.
 */
public final class TabularReader implements Closeable {
    private final TextSource source;
    private final TableLayout layout;
    private final TabularLines lines;
    private final BadLines badLines;
    private final CellSplitter splitter;
    private final Coordinates coordinates;
    private final NormalisedAlleles alleles;
    private Object[] row;
    private long records;

    /**
     * @param split one of {@link TabularSplits}
     * @param reference against which alleles are left-aligned, where the layout has some; null to leave them as written
     */
    public TabularReader(
            TextSource source,
            Split split,
            TableLayout layout,
            CsvOptions options,
            ReferenceSequence reference,
            BadLines badLines)
            throws IOException {
        this.source = source;
        this.layout = layout;
        this.lines = new TabularLines(source, split, layout, options);
        this.badLines = badLines;
        this.splitter = new CellSplitter(options);
        this.coordinates = new Coordinates(layout);
        this.alleles =
                reference == null || !layout.type().hasAlleles() ? null : new NormalisedAlleles(layout, reference);
    }

    /** Moves to the next row; false when there is none. */
    public boolean next() throws IOException {
        while (true) {
            try {
                String line = lines.next();
                if (line == null) {
                    return false;
                }
                row = values(splitter.split(line));
                coordinates.apply(row);
                if (alleles != null) {
                    alleles.apply(row, coordinates);
                }
                records++;
                return true;
            } catch (FieldFault fault) {
                badLines.take(source, lines.reader(), TabularLines.told(fault));
            }
        }
    }

    private Object[] values(String[] cells) {
        int width = layout.columns().size();
        if (cells.length != width) {
            throw new FieldFault(
                    "",
                    "",
                    "The line has " + cells.length + " columns, the store's schema " + width
                            + ". (A quoted value cannot go on in the next line.)");
        }
        Object[] values = new Object[width + (layout.type().addsEnd() ? 1 : 0)];
        for (int i = 0; i < width; i++) {
            // Spark takes an empty cell for null, whether it is quoted or not.
            values[i] = cells[i] == null || cells[i].isEmpty() ? null : value(i, cells[i]);
        }
        return values;
    }

    private Object value(int place, String text) {
        try {
            return layout.columns().get(place).type().value(text);
        } catch (FieldFault fault) {
            throw new FieldFault(
                    layout.columns().get(place).name() + " (column " + (place + 1) + ")", text, fault.getMessage());
        }
    }

    /** The values of the row read last, in the order of {@link TableLayout#tableNames}; the next call makes a new array. */
    public Object[] row() {
        return row;
    }

    /** Contig and 1-based position of the row read last, or empty. */
    public String position() {
        return row == null ? "" : coordinates.reached(row);
    }

    /** Rows read so far. */
    public long records() {
        return records;
    }

    /** Packed bytes of the split read so far. */
    public long bytesTaken() {
        return lines.bytesTaken();
    }

    @Override
    public void close() throws IOException {
        lines.close();
        if (alleles != null) {
            alleles.close();
        }
    }
}
