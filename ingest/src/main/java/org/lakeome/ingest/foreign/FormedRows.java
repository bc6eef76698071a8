package org.lakeome.ingest.foreign;

import java.io.IOException;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.InputFault;

/** The rows of a file in the form of the table; one record that changes. */
record FormedRows(CloseableIterable<Record> rows, RowForm form, Schema table, String file)
        implements CloseableIterable<Record> {

    @Override
    public CloseableIterator<Record> iterator() {
        CloseableIterator<Record> in = rows.iterator();
        Record out = GenericRecord.create(table);
        return new CloseableIterator<>() {
            private long row;

            @Override
            public boolean hasNext() {
                try {
                    return in.hasNext();
                } catch (InputFault e) {
                    throw e;
                } catch (RuntimeException e) {
                    throw damaged(e);
                }
            }

            @Override
            public Record next() {
                Record found = read();
                row++;
                try {
                    form.fill(found, out);
                    return out;
                } catch (FieldFault e) {
                    throw InputFault.told(
                            file, e.getMessage() + " [file " + file + ", row " + row + ", column " + e.field() + "]");
                }
            }

            private Record read() {
                try {
                    return in.next();
                } catch (InputFault e) {
                    throw e;
                } catch (RuntimeException e) {
                    throw damaged(e);
                }
            }

            private InputFault damaged(RuntimeException e) {
                return new InputFault(file, 0, "The file cannot be read beyond row " + row + ": " + e.getMessage());
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
