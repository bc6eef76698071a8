package org.lakeome.ingest.write;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.InputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.SeekableInputStream;

/**
 * Columns of a batch, encoded and packed as a Parquet row group in memory, which can be copied into any number of files as they
 * are. The site's columns are the larger part of a row and the same for every sample: encoding them once is what makes
 * files per sample affordable.
 */
final class EncodedColumns {
    private static final long NO_LIMIT = 1L << 30;

    private record Chunk(ColumnChunkMetaData metadata, ColumnIndex columnIndex, OffsetIndex offsetIndex) {}

    private final byte[] file;
    private final Map<ColumnPath, Chunk> chunks = new HashMap<>();

    private EncodedColumns(byte[] file) throws IOException {
        this.file = file;
        try (ParquetFileReader reader = ParquetFileReader.open(new Bytes(file))) {
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

    /** @param rows gives the rows, one after another; it may give the same record with other values each time */
    static EncodedColumns of(Schema columns, Map<String, String> properties, Consumer<FileAppender<Record>> rows)
            throws IOException {
        InMemoryOutputFile file = new InMemoryOutputFile();
        try (FileAppender<Record> appender = Parquet.write(file)
                .schema(columns)
                .setAll(properties)
                .set(TableProperties.PARQUET_COMPRESSION, "zstd")
                .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, String.valueOf(NO_LIMIT))
                .createWriterFunc(GenericParquetWriter::create)
                .build()) {
            rows.accept(appender);
        }
        return new EncodedColumns(file.toByteArray());
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
