package org.lakeome.ingest.columns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.iceberg.io.IOUtil;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnChunk;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.format.FileMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.format.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.RowGroup;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/** A whole Parquet file, whose column chunks can be taken over into another as they are. For one thread. */
public final class WrittenFile implements AutoCloseable {
    /** The length of the footer and the magic. */
    private static final int TAIL = 8;
    /** "PAR1" as a number; encrypted footers end otherwise. */
    private static final int MAGIC = 0x31524150;

    private static final int BUFFER = 1 << 16;

    private final SeekableInputStream in;
    private final FileMetaData footer;

    public WrittenFile(InputFile file) throws IOException {
        in = file.newStream();
        try {
            long end = file.getLength() - TAIL;
            ByteBuffer tail = ByteBuffer.wrap(bytes(end, TAIL)).order(ByteOrder.LITTLE_ENDIAN);
            int length = tail.getInt();
            if (tail.getInt() != MAGIC) {
                throw new IOException(file.location() + " is no Parquet file that can be read without a key");
            }
            footer = Util.readFileMetaData(new ByteArrayInputStream(bytes(end - length, length)));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    public MessageType type() throws IOException {
        return new ParquetMetadataConverter()
                .fromParquetMetadata(footer)
                .getFileMetaData()
                .getSchema();
    }

    public int rowGroupCount() {
        return footer.getRow_groupsSize();
    }

    List<RowGroup> rowGroups() {
        return footer.getRow_groups();
    }

    static long start(ColumnChunk chunk) {
        ColumnMetaData facts = chunk.getMeta_data();
        boolean dictionary = facts.isSetDictionary_page_offset() && facts.getDictionary_page_offset() > 0;
        return dictionary
                ? Math.min(facts.getDictionary_page_offset(), facts.getData_page_offset())
                : facts.getData_page_offset();
    }

    /** What a footer says of the chunk once it stands elsewhere, where it has neither indexes nor a bloom filter yet. */
    ColumnChunk moved(ColumnDescriptor column, ColumnChunk chunk, long to) {
        long by = to - start(chunk);
        ColumnChunk moved = chunk.deepCopy().setFile_offset(to);
        moved.unsetColumn_index_offset();
        moved.unsetColumn_index_length();
        moved.unsetOffset_index_offset();
        moved.unsetOffset_index_length();
        ColumnMetaData facts = moved.getMeta_data();
        facts.setData_page_offset(facts.getData_page_offset() + by);
        if (facts.isSetDictionary_page_offset() && facts.getDictionary_page_offset() > 0) {
            facts.setDictionary_page_offset(facts.getDictionary_page_offset() + by);
        }
        if (!isBounded(column, facts)) {
            // As ChunkFacts has it.
            facts.unsetStatistics();
        }
        facts.unsetBloom_filter_offset();
        facts.unsetBloom_filter_length();
        return moved;
    }

    /** Whether a reader takes bounds from it, or there is nothing to be bounded; Parquet's writers leave bounds out for NaN and long texts. */
    private boolean isBounded(ColumnDescriptor column, ColumnMetaData facts) {
        Statistics<?> statistics = new ParquetMetadataConverter()
                .fromParquetStatistics(footer.getCreated_by(), facts.getStatistics(), column.getPrimitiveType());
        return statistics.hasNonNullValue()
                || statistics.isNumNullsSet() && statistics.getNumNulls() == facts.getNum_values();
    }

    void copy(ColumnChunk chunk, OutputStream out) throws IOException {
        if (chunk.isSetFile_path() || chunk.isSetCrypto_metadata()) {
            throw new IOException("A column chunk lies in another file or is encrypted");
        }
        byte[] buffer = new byte[BUFFER];
        in.seek(start(chunk));
        for (long left = chunk.getMeta_data().getTotal_compressed_size(); left > 0; ) {
            int next = (int) Math.min(left, buffer.length);
            IOUtil.readFully(in, buffer, 0, next);
            out.write(buffer, 0, next);
            left -= next;
        }
    }

    /** Null where the chunk has none. */
    ColumnIndex index(ColumnChunk chunk) throws IOException {
        return chunk.isSetColumn_index_offset()
                ? Util.readColumnIndex(
                        new ByteArrayInputStream(bytes(chunk.getColumn_index_offset(), chunk.getColumn_index_length())))
                : null;
    }

    /** As they are once the chunk stands elsewhere; null where the chunk has none. */
    OffsetIndex offsets(ColumnChunk chunk, long to) throws IOException {
        if (!chunk.isSetOffset_index_offset()) {
            return null;
        }
        OffsetIndex offsets = Util.readOffsetIndex(
                new ByteArrayInputStream(bytes(chunk.getOffset_index_offset(), chunk.getOffset_index_length())));
        long by = to - start(chunk);
        offsets.getPage_locations().forEach(page -> page.setOffset(page.getOffset() + by));
        return offsets;
    }

    private byte[] bytes(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.seek(from);
        IOUtil.readFully(in, bytes, 0, length);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
