package org.lakeome.ingest.foreign;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.InputFault;

/**
 * One Parquet file of a foreign table.
 *
 * @param folders values of columns that only the names of its folders say, as {@code sampleid=NA12878/}
 */
public record ForeignFile(ByteSource source, Map<String, String> folders) implements Serializable {
    private static final int FOOTER_BYTES = 8;

    /**
     * The file's rows as rows of the table, which are one record that changes; what cannot be one is an {@link InputFault}. The
     * columns are checked before the first row is read.
     */
    public CloseableIterable<Record> rows(Schema table) throws IOException {
        MessageType type = type();
        Schema found = schema(type);
        RowForm form = form(found, table);
        Parquet.ReadBuilder read = Parquet.read(new SourceInput(source))
                .project(found)
                .createReaderFunc(parquet -> GenericParquetReaders.buildReader(found, parquet));
        if (!ParquetSchemaUtil.hasIds(type)) {
            read.withNameMapping(MappingUtil.create(found));
        }
        return new FormedRows(read.build(), form, table, source.name());
    }

    /** Ends quietly if the rows can be those of the table. */
    public void check(Schema table) throws IOException {
        form(schema(type()), table);
    }

    private RowForm form(Schema found, Schema table) {
        ForeignColumns columns = ForeignColumns.of(source.name(), found, folders);
        return columns.isSuggested() && RowForm.holdsCalls(table)
                ? SuggestedForm.of(columns)
                : StoredForm.of(columns, table);
    }

    private Schema schema(MessageType type) {
        try {
            return ParquetSchemaUtil.convert(type);
        } catch (RuntimeException e) {
            throw new InputFault(
                    source.name(), 0, "Its columns have types that no table here can have: " + e.getMessage());
        }
    }

    private MessageType type() throws IOException {
        if (source.size() < FOOTER_BYTES) {
            throw notParquet();
        }
        try (ParquetFileReader reader = ParquetFileReader.open(new SourceInput(source).parquet())) {
            return reader.getFooter().getFileMetaData().getSchema();
        } catch (InputFault e) {
            throw e;
        } catch (RuntimeException e) {
            throw notParquet();
        }
    }

    private InputFault notParquet() {
        return new InputFault(
                source.name(), 0, "This is not a whole Parquet file; name Parquet files, or folders of nothing else.");
    }
}
