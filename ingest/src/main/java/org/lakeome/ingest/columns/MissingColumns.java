package org.lakeome.ingest.columns;

import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;

/** Chunks of nothing but nulls, for columns that a file leaves out. For one thread. */
public final class MissingColumns implements AutoCloseable {
    private record Kind(ColumnDescriptor column, long rows) {}

    private static final int PAGE_ROWS = 1 << 20;

    private final PagePacker packer = new PagePacker(1, PAGE_ROWS);
    private final Map<Kind, PackedPages> chunks = new HashMap<>();

    PackedPages of(ColumnDescriptor column, long rows) {
        return chunks.computeIfAbsent(new Kind(column, rows), this::chunk);
    }

    /** Without a value all kinds of columns are alike. */
    private PackedPages chunk(Kind kind) {
        Column nulls = new BooleanColumn(kind.column(), false, packer);
        for (long row = 0; row < kind.rows(); row++) {
            nulls.startRow();
            nulls.missing(0, 0);
        }
        return nulls.pack();
    }

    @Override
    public void close() {
        packer.close();
    }
}
