package org.lakeome.ingest.write;

import java.io.Closeable;
import java.io.IOException;
import org.apache.iceberg.data.Record;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.LineRemarks;

/** The rows of one split as records of the store's table, by the names of its columns. For one thread. */
public interface AnnotationRows extends Closeable {
    /** Fills the row's columns, importjobid excepted; false when there are no more. */
    boolean next(Record row) throws IOException;

    long bytesTaken();

    /** Of the split's packed bytes; after its last row. */
    ContentSum content() throws IOException;

    /** Of the rows given so far; lines count from the start of the split. */
    LineRemarks remarks();

    /** Contig and 1-based position of the row given last, or empty. */
    String position();
}
