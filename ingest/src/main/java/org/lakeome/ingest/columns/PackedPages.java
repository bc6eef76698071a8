package org.lakeome.ingest.columns;

import java.io.IOException;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * A column chunk, encoded and compressed, which any number of files can take. Immutable.
 *
 * @param dictionary its entries in plain encoding; null for a chunk without
 */
public record PackedPages(Packed dictionary, int dictionaryEntries, List<Page> pages) {
    record Packed(byte[] bytes, int length) {}

    record Page(Packed data, int values, int rows, Statistics<?> statistics, Encoding encoding) {}

    /** Appends the chunk to the current row group of a file. */
    public void writeTo(ParquetFileWriter file, ColumnDescriptor column) throws IOException {
        long values = 0;
        for (Page page : pages) {
            values += page.values();
        }
        file.startColumn(column, values, CompressionCodecName.ZSTD);
        if (dictionary != null) {
            file.writeDictionaryPage(new DictionaryPage(
                    BytesInput.from(dictionary.bytes()), dictionary.length(), dictionaryEntries, Encoding.PLAIN));
        }
        for (Page page : pages) {
            file.writeDataPage(
                    page.values(),
                    page.data().length(),
                    BytesInput.from(page.data().bytes()),
                    page.statistics(),
                    page.rows(),
                    Encoding.RLE,
                    Encoding.RLE,
                    page.encoding());
        }
        file.endColumn();
    }
}
