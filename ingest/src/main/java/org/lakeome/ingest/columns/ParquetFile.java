package org.lakeome.ingest.columns;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnChunk;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.FileMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.format.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.RowGroup;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/**
 * Writes a Parquet file of chunks that are encoded already. A chunk that the row group before has as well is not written again:
 * the footer gives its place for both (docs/decisions/20261122-shared-site-columns.md). For one thread; close the stream oneself.
 */
public final class ParquetFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** @param index gives null for a column without bounds, as offsets does where nobody wrote them */
    private record Placed(ColumnChunk chunk, Supplier<ColumnIndex> index, Supplier<OffsetIndex> offsets) {}

    private record Group(List<Placed> chunks, long rows) {}

    private final MessageType type;
    private final OutputStream out;
    private final List<Group> groups = new ArrayList<>();
    /** The chunks of the last row group. */
    private Map<ChunkFacts, Placed> last = Map.of();

    private long position;

    public ParquetFile(MessageType type, OutputStream out) throws IOException {
        this.type = type;
        this.out = out;
        put(MAGIC);
    }

    /** @param chunks of every leaf of the file's type */
    public void add(long rows, Function<ColumnPath, PackedPages> chunks) throws IOException {
        Map<ChunkFacts, Placed> placed = new IdentityHashMap<>();
        List<Placed> group = new ArrayList<>();
        for (ColumnDescriptor column : type.getColumns()) {
            PackedPages pages = chunks.apply(ColumnPath.get(column.getPath()));
            Placed place = last.get(pages.facts());
            if (place == null) {
                place = put(pages);
            }
            placed.put(pages.facts(), place);
            group.add(place);
        }
        groups.add(new Group(group, rows));
        last = placed;
    }

    /** Takes over the row groups of another file as they are, whose columns are among this one's. */
    public void addAll(WrittenFile other, MissingColumns missing) throws IOException {
        Map<Long, Placed> copied = new HashMap<>();
        for (RowGroup rows : other.rowGroups()) {
            Map<List<String>, ColumnChunk> chunks = new HashMap<>();
            rows.getColumns().forEach(chunk -> chunks.put(chunk.getMeta_data().getPath_in_schema(), chunk));
            List<Placed> group = new ArrayList<>();
            for (ColumnDescriptor column : type.getColumns()) {
                ColumnChunk chunk = chunks.get(List.of(column.getPath()));
                if (chunk == null) {
                    group.add(put(missing.of(column, rows.getNum_rows())));
                } else {
                    long from = WrittenFile.start(chunk);
                    if (!copied.containsKey(from)) {
                        copied.put(from, copy(other, column, chunk));
                    }
                    group.add(copied.get(from));
                }
            }
            groups.add(new Group(group, rows.getNum_rows()));
        }
        last = Map.of();
    }

    private Placed put(PackedPages pages) throws IOException {
        long at = position;
        pages.writeTo(out);
        position += pages.facts().bytes();
        ChunkFacts facts = pages.facts();
        return new Placed(facts.chunk(at), facts::index, () -> facts.offsets(at));
    }

    private Placed copy(WrittenFile from, ColumnDescriptor column, ColumnChunk chunk) throws IOException {
        long at = position;
        from.copy(chunk, counted());
        ColumnIndex index = from.index(chunk);
        OffsetIndex offsets = from.offsets(chunk, at);
        return new Placed(from.moved(column, chunk, at), () -> index, () -> offsets);
    }

    /** Bytes so far. */
    public long length() {
        return position;
    }

    /** Ends the file; gives what readers will find in its footer. */
    public ParquetMetadata end(Map<String, String> properties) throws IOException {
        writeIndexes();
        FileMetaData footer = new ParquetMetadataConverter()
                .toParquetMetadata(
                        1,
                        new ParquetMetadata(
                                new org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.FileMetaData(
                                        type, properties, WriterName.CREATED_BY),
                                List.of()));
        long rows = 0;
        for (Group group : groups) {
            footer.addToRow_groups(rowGroup(group, footer.getRow_groupsSize()));
            rows += group.rows();
        }
        footer.setNum_rows(rows);
        long start = position;
        Util.writeFileMetaData(footer, counted());
        ByteSink length = new ByteSink();
        length.putInt(Math.toIntExact(position - start));
        put(Arrays.copyOf(length.bytes, length.length));
        put(MAGIC);
        return new ParquetMetadataConverter().fromParquetMetadata(footer);
    }

    private void writeIndexes() throws IOException {
        Set<Placed> all = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Placed> inOrder = new ArrayList<>();
        for (Group group : groups) {
            group.chunks().stream().filter(all::add).forEach(inOrder::add);
        }
        OutputStream counted = counted();
        for (Placed place : inOrder) {
            ColumnIndex index = place.index().get();
            if (index != null) {
                long at = position;
                Util.writeColumnIndex(index, counted);
                place.chunk().setColumn_index_offset(at).setColumn_index_length(Math.toIntExact(position - at));
            }
        }
        for (Placed place : inOrder) {
            OffsetIndex offsets = place.offsets().get();
            if (offsets != null) {
                long at = position;
                Util.writeOffsetIndex(offsets, counted);
                place.chunk().setOffset_index_offset(at).setOffset_index_length(Math.toIntExact(position - at));
            }
        }
    }

    /** Row groups that share their first chunk begin at one place, and a reader of a part of the file takes all of them or none. */
    private static RowGroup rowGroup(Group group, int ordinal) {
        long expanded = 0;
        long packed = 0;
        for (Placed place : group.chunks()) {
            expanded += place.chunk().getMeta_data().getTotal_uncompressed_size();
            packed += place.chunk().getMeta_data().getTotal_compressed_size();
        }
        List<ColumnChunk> chunks = group.chunks().stream().map(Placed::chunk).toList();
        RowGroup written = new RowGroup(chunks, expanded, group.rows())
                .setFile_offset(chunks.get(0).getFile_offset())
                .setTotal_compressed_size(packed);
        // A footer with more row groups than it can number leaves the number out.
        return ordinal <= Short.MAX_VALUE ? written.setOrdinal((short) ordinal) : written;
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private OutputStream counted() {
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                position++;
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
                position += count;
            }
        };
    }
}
