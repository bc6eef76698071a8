package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.Record;
import org.lakeome.ingest.columns.PagePacker;

/** One data file, written record by record in the order that they come; commits nothing. For one thread. */
final class RecordFile {
    private static final int PACKING = 2;
    private static final int PAGE_ROWS = 20_000;
    private static final int GROUP_ROWS = 1 << 18;
    /** A look at the bytes costs something, and a record may have 64 KiB. */
    private static final int ROWS_BETWEEN_LOOKS = 100;

    private final RowFile file;
    private final long groupBytes;
    private final int contigPlace;
    private final PagePacker packer;
    private final RecordEncoder encoder;
    private Object contig;
    private int groupRows;
    private int groups;

    /** @param groupBytes of a row group, about, which is held until it is whole */
    RecordFile(FileShape shape, String location, StructLike partition, long groupBytes) throws IOException {
        this.groupBytes = groupBytes;
        this.contigPlace = shape.contigPlace();
        this.packer = new PagePacker(PACKING, PAGE_ROWS);
        this.encoder = new RecordEncoder(shape.type(), packer);
        this.file = file(shape, location, partition);
    }

    private RowFile file(FileShape shape, String location, StructLike partition) throws IOException {
        try {
            return new RowFile(shape, location, partition);
        } catch (IOException | RuntimeException e) {
            packer.close();
            throw e;
        }
    }

    void add(Record row) throws IOException {
        if (contigPlace >= 0) {
            Object next = row.get(contigPlace);
            if (groupRows >= RowGroups.leastRows(groups) && !Objects.equals(contig, next)) {
                endGroup();
            }
            contig = next;
        }
        encoder.add(row);
        groupRows++;
        if (groupRows == GROUP_ROWS || groupRows % ROWS_BETWEEN_LOOKS == 0 && encoder.heldBytes() >= groupBytes) {
            endGroup();
        }
    }

    private void endGroup() throws IOException {
        int rows = groupRows;
        groupRows = 0;
        groups++;
        file.add(rows, encoder.pack(), Map.of());
    }

    /** About the bytes that the file would have if it were closed now. */
    long length() {
        return file.length() + encoder.heldBytes();
    }

    DataFile close() throws IOException {
        try (packer) {
            if (groupRows > 0) {
                endGroup();
            }
        }
        return file.close();
    }

    /** Removes what was written; the file belongs to no snapshot yet. */
    void discard() {
        packer.close();
        file.discard();
    }
}
