package org.lakeome.ingest.columns;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnChunk;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.format.CompressionCodec;
import org.apache.iceberg.shaded.org.apache.parquet.format.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.format.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageEncodingStats;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageLocation;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageType;
import org.apache.iceberg.shaded.org.apache.parquet.format.Type;
import org.apache.iceberg.shaded.org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.ColumnIndexBuilder;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** What a file's footer and page indexes say of a column chunk, wherever the chunk stands. Not to be changed once built. */
final class ChunkFacts {
    private static final int INDEX_TRUNCATION = 64;

    private final ColumnDescriptor column;
    private final Statistics<?> statistics;
    private final ColumnIndexBuilder index;
    private final List<PageLocation> pages = new ArrayList<>();
    private final Map<Encoding, Integer> encodings = new EnumMap<>(Encoding.class);
    private int dictionaryBytes;
    private long bytes;
    private long expandedBytes;
    private long values;
    private long rows;
    /** Every page's values have bounds, or it has none. */
    private boolean bounded = true;

    private ChunkFacts(ColumnDescriptor column) {
        this.column = column;
        this.statistics = Statistics.createStats(column.getPrimitiveType());
        this.index = ColumnIndexBuilder.getBuilder(column.getPrimitiveType(), INDEX_TRUNCATION);
    }

    static Encoding written(org.apache.iceberg.shaded.org.apache.parquet.column.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }

    /** For one chunk. */
    static final class Builder {
        private final ChunkFacts facts;

        Builder(ColumnDescriptor column) {
            facts = new ChunkFacts(column);
        }

        /** @param length with its header */
        void dictionary(PackedPages.Packed dictionary, int length) {
            facts.dictionaryBytes = length;
            add(dictionary, length);
        }

        /** @param length with its header */
        void page(PackedPages.Page page, int length) {
            facts.pages.add(new PageLocation(facts.bytes, length, facts.rows));
            facts.encodings.merge(written(page.encoding()), 1, Integer::sum);
            facts.statistics.mergeStatistics(page.statistics());
            facts.index.add(page.statistics());
            facts.bounded &=
                    page.statistics().hasNonNullValue() || page.statistics().getNumNulls() == page.values();
            facts.values += page.values();
            facts.rows += page.rows();
            add(page.data(), length);
        }

        private void add(PackedPages.Packed page, int length) {
            facts.bytes += length;
            facts.expandedBytes += (long) length - page.bytes().length + page.length();
        }

        ChunkFacts build() {
            return facts;
        }
    }

    long bytes() {
        return bytes;
    }

    long expandedBytes() {
        return expandedBytes;
    }

    ColumnChunk chunk(long at) {
        ColumnMetaData metadata = new ColumnMetaData(
                type(column.getPrimitiveType().getPrimitiveTypeName()),
                Stream.concat(Stream.of(Encoding.RLE, Encoding.PLAIN), encodings.keySet().stream())
                        .distinct()
                        .toList(),
                List.of(column.getPath()),
                CompressionCodec.ZSTD,
                values,
                expandedBytes,
                bytes,
                at + dictionaryBytes);
        // With a count of nulls alone, Iceberg would take the bounds of the other row groups for those of the file.
        if (bounded) {
            metadata.setStatistics(ParquetMetadataConverter.toParquetStatistics(statistics));
        }
        if (dictionaryBytes > 0) {
            metadata.setDictionary_page_offset(at);
            metadata.addToEncoding_stats(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
        }
        encodings.forEach((encoding, count) ->
                metadata.addToEncoding_stats(new PageEncodingStats(PageType.DATA_PAGE, encoding, count)));
        return new ColumnChunk(at).setMeta_data(metadata);
    }

    private static Type type(PrimitiveTypeName name) {
        return name == PrimitiveTypeName.BINARY ? Type.BYTE_ARRAY : Type.valueOf(name.name());
    }

    OffsetIndex offsets(long at) {
        return new OffsetIndex(pages.stream()
                .map(page -> new PageLocation(
                        at + page.getOffset(), page.getCompressed_page_size(), page.getFirst_row_index()))
                .toList());
    }

    /** Null for a column without bounds: its pages would be taken for pages without values, and left out by readers that filter. */
    ColumnIndex index() {
        return bounded ? ParquetMetadataConverter.toParquetColumnIndex(column.getPrimitiveType(), index.build()) : null;
    }
}
