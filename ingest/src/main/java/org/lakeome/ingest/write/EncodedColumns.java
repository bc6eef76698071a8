package org.lakeome.ingest.write;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.InputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.SeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/**
 * Columns of a batch, encoded and packed as a Parquet row group in memory, which can be copied into any number of files as they
 * are. The site's columns are the larger part of a row and the same for every sample: encoding them once is what makes
 * files per sample affordable.
 */
final class EncodedColumns {
    private static final long NO_LIMIT = 1L << 30;
    private static final ParquetReadOptions READ =
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build();

    /** Columns that are written straight into the column store, row by row, beside those of the records. */
    interface DirectColumns {
        /** Gives the writer of row 0, 1, 2, ... */
        IntConsumer open(MessageType type, ColumnWriteStore store);
    }

    private record Chunk(ColumnChunkMetaData metadata, ColumnIndex columnIndex, OffsetIndex offsetIndex) {}

    private final byte[] file;
    private final Map<ColumnPath, Chunk> chunks = new HashMap<>();

    private EncodedColumns(byte[] file) throws IOException {
        this.file = file;
        try (ParquetFileReader reader = ParquetFileReader.open(new Bytes(file), READ)) {
            if (reader.getFooter().getBlocks().size() != 1) {
                throw new IllegalStateException("A batch became more than one row group");
            }
            for (ColumnChunkMetaData chunk :
                    reader.getFooter().getBlocks().get(0).getColumns()) {
                chunks.put(
                        chunk.getPath(),
                        new Chunk(chunk, reader.readColumnIndex(chunk), reader.readOffsetIndex(chunk)));
            }
        }
    }

    /**
     * @param compressor kept by the caller, because making one reads Hadoop's configuration, which takes longer than a batch
     * @param rows gives the rows, one after another; it may give the same record with other values each time
     */
    static EncodedColumns of(Schema columns, BytesInputCompressor compressor, Consumer<Consumer<Record>> rows)
            throws IOException {
        return of(columns, columns, compressor, rows, (type, store) -> row -> {});
    }

    /**
     * @param all the columns of the records and those that {@code direct} writes; the latter get no statistics
     */
    static EncodedColumns of(
            Schema all,
            Schema columns,
            BytesInputCompressor compressor,
            Consumer<Consumer<Record>> rows,
            DirectColumns direct)
            throws IOException {
        MessageType type = ParquetSchemaUtil.convert(all, "table");
        ParquetProperties properties = properties(type, columns);
        InMemoryOutputFile file = new InMemoryOutputFile();
        ParquetFileWriter out = new ParquetFileWriter(
                new ParquetOutput(file),
                type,
                ParquetFileWriter.Mode.OVERWRITE,
                NO_LIMIT,
                0,
                64,
                Integer.MAX_VALUE,
                false);
        try (ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                        compressor, type, HeapByteBufferAllocator.getInstance(), 64, false);
                ColumnWriteStore store = properties.newColumnWriteStore(type, pages, pages)) {
            ParquetValueWriter<Record> model =
                    GenericParquetWriter.create(columns, ParquetSchemaUtil.convert(columns, "table"));
            model.setColumnStore(store);
            IntConsumer beside = direct.open(type, store);
            int[] count = {0};
            rows.accept(row -> {
                model.write(0, row);
                beside.accept(count[0]);
                store.endRecord();
                count[0]++;
            });
            out.start();
            out.startBlock(count[0]);
            store.flush();
            pages.flushToFileWriter(out);
            out.endBlock();
            out.end(Map.of());
        }
        return new EncodedColumns(file.toByteArray());
    }

    private static ParquetProperties properties(MessageType type, Schema recordColumns) {
        ParquetProperties.Builder properties = ParquetProperties.builder();
        for (ColumnDescriptor column : type.getColumns()) {
            if (recordColumns.findField(column.getPath()[0]) == null) {
                String path = String.join(".", column.getPath());
                properties.withStatisticsEnabled(path, false).withSizeStatisticsEnabled(path, false);
            }
        }
        return properties.build();
    }

    boolean has(ColumnDescriptor column) {
        return chunks.containsKey(ColumnPath.get(column.getPath()));
    }

    void copy(ColumnDescriptor column, ParquetFileWriter to) throws IOException {
        Chunk chunk = chunks.get(ColumnPath.get(column.getPath()));
        to.appendColumnChunk(
                column, new Bytes(file).newStream(), chunk.metadata(), null, chunk.columnIndex(), chunk.offsetIndex());
    }

    private record Bytes(byte[] bytes) implements InputFile {
        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            return new Stream(new Place(bytes));
        }
    }

    /** A stream over an array that tells and changes its place. */
    private static final class Place extends ByteArrayInputStream {
        Place(byte[] bytes) {
            super(bytes);
        }

        int place() {
            return pos;
        }

        void move(long to) {
            pos = Math.toIntExact(to);
        }
    }

    private static final class Stream extends DelegatingSeekableInputStream {
        private final Place place;

        Stream(Place place) {
            super(place);
            this.place = place;
        }

        @Override
        public long getPos() {
            return place.place();
        }

        @Override
        public void seek(long to) {
            place.move(to);
        }
    }
}
