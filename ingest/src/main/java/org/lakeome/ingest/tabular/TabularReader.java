package org.lakeome.ingest.tabular;

import java.io.Closeable;
import java.io.IOException;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.LineRemark;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/**
 * The rows of a split of a TSV, CSV or BED file as typed values, coordinates 0-based and half-open. Empty cells are null.
 * For one thread.
 */
public final class TabularReader implements Closeable {
    private final TextSource source;
    private final LineRemarks remarks = new LineRemarks();
    private final TabularLines lines;
    private final BadLines badLines;
    private final CellSplitter splitter;
    private final RowValues values;
    private final Coordinates coordinates;
    private final NormalisedAlleles alleles;
    /** A line set aside since the last row has an open quote, so the next may be the rest of its value. */
    private boolean openQuote;

    private Object[] row;
    private long records;

    /**
     * @param split one of {@link TabularSplits}
     * @param reference against which alleles are left-aligned, where the layout has some; null to leave them as written
     */
    public TabularReader(
            TextSource source, Split split, TabularFile file, ReferenceSequence reference, BadLines badLines)
            throws IOException {
        TableLayout layout = file.layout();
        this.source = source;
        this.lines = new TabularLines(source, split, file, remarks);
        this.badLines = badLines;
        this.splitter = new CellSplitter(file.options());
        this.values = new RowValues(layout, file.options(), remarks);
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
                row = values.of(cells(line), lines.reader().lines());
                coordinates.apply(row);
                if (alleles != null) {
                    alleles.apply(row, coordinates);
                }
                openQuote = false;
                records++;
                return true;
            } catch (FieldFault fault) {
                openQuote |= splitter.isOpen();
                remarks.takeBack(lines.reader().lines());
                badLines.take(source, lines.reader(), TabularLines.told(fault));
            }
        }
    }

    private String[] cells(String line) {
        if (openQuote && splitter.closes(line)) {
            openQuote = false;
            throw new FieldFault("", "", "The line is the rest of a quoted value that began in a line before.");
        }
        String[] cells = splitter.split(line);
        if (splitter.keptQuotes()) {
            remarks.add(LineRemark.QUOTES_KEPT, lines.reader().lines(), "", "");
        }
        return cells;
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

    /** Of the rows read so far; lines count from the start of the split. */
    public LineRemarks remarks() {
        return remarks;
    }

    /** Packed bytes of the split read so far. */
    public long bytesTaken() {
        return lines.bytesTaken();
    }

    /** Of the split's packed bytes; after its last row. */
    public ContentSum content() throws IOException {
        return lines.reader().content();
    }

    @Override
    public void close() throws IOException {
        lines.close();
        if (alleles != null) {
            alleles.close();
        }
    }
}
