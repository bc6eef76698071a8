package org.lakeome.ingest.write;

import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.source.RejectedRecord;

/** What became of an {@link AnnotationTask}; a bad input is a result and no exception, so that Spark does not try it again. */
sealed interface AnnotationResult extends Serializable {
    /**
     * @param rejected lines set aside, in the file rejectedFile
     * @param first of them; null, as the file, when there is none
     * @param content of the split
     * @param remarks whose lines count from the start of the split
     */
    record Written(
            List<DataFile> files,
            long rows,
            long rejected,
            RejectedRecord first,
            DataFile rejectedFile,
            LineRemarks remarks,
            ContentSum content)
            implements AnnotationResult {}

    record Faulted(long line, String message) implements AnnotationResult {}
}
