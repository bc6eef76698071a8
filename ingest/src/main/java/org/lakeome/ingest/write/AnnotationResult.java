package org.lakeome.ingest.write;

import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.DataFile;

/** What became of an {@link AnnotationTask}; a bad input is a result and no exception, so that Spark does not try it again. */
sealed interface AnnotationResult extends Serializable {
    record Written(List<DataFile> files, long rows) implements AnnotationResult {}

    record Faulted(long line, String message) implements AnnotationResult {}
}
