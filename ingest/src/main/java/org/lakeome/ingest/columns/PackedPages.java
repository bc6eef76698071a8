package org.lakeome.ingest.columns;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.format.DataPageHeader;
import org.apache.iceberg.shaded.org.apache.parquet.format.DictionaryPageHeader;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageHeader;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageType;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;

/**
 * A column chunk as it stands in a file, headers and all, which any number of row groups can take at any place. Immutable.
 *
 * @param parts headers and pages in turn
 */
public record PackedPages(ChunkFacts facts, List<byte[]> parts) {
    /** What the objects around a header or a page take, about. */
    private static final int HEAP_OF_PART = 256;

    record Packed(byte[] bytes, int length) {}

    record Page(Packed data, int values, int rows, Statistics<?> statistics, Encoding encoding) {}

    /** @param dictionary its entries in plain encoding; null for a chunk without */
    static PackedPages of(ColumnDescriptor column, Packed dictionary, int dictionaryEntries, List<Page> pages) {
        List<byte[]> parts = new ArrayList<>();
        ChunkFacts.Builder facts = new ChunkFacts.Builder(column);
        if (dictionary != null) {
            PageHeader header = header(PageType.DICTIONARY_PAGE, dictionary);
            header.setDictionary_page_header(new DictionaryPageHeader(
                    dictionaryEntries, org.apache.iceberg.shaded.org.apache.parquet.format.Encoding.PLAIN));
            facts.dictionary(dictionary, add(header, dictionary, parts));
        }
        for (Page page : pages) {
            PageHeader header = header(PageType.DATA_PAGE, page.data());
            header.setData_page_header(new DataPageHeader(
                    page.values(),
                    ChunkFacts.written(page.encoding()),
                    org.apache.iceberg.shaded.org.apache.parquet.format.Encoding.RLE,
                    org.apache.iceberg.shaded.org.apache.parquet.format.Encoding.RLE));
            facts.page(page, add(header, page.data(), parts));
        }
        return new PackedPages(facts.build(), List.copyOf(parts));
    }

    private static PageHeader header(PageType type, Packed page) {
        return new PageHeader(type, page.length(), page.bytes().length);
    }

    /** The bytes of header and page. */
    private static int add(PageHeader header, Packed page, List<byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try {
            Util.writePageHeader(header, bytes);
        } catch (IOException e) {
            throw new AssertionError("in memory", e);
        }
        parts.add(bytes.toByteArray());
        parts.add(page.bytes());
        return bytes.size() + page.bytes().length;
    }

    /** About the heap that the chunk takes. */
    public long heapBytes() {
        return facts.bytes() + HEAP_OF_PART * (1L + parts.size());
    }

    void writeTo(OutputStream file) throws IOException {
        for (byte[] part : parts) {
            file.write(part);
        }
    }
}
