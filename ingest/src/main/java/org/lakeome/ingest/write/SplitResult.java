package org.lakeome.ingest.write;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;

/** What became of a {@link SplitTask}; a bad input is a result and no exception, so that Spark does not try it again. */
sealed interface SplitResult extends Serializable {
    /** @param records counted by the first band only, so that the bands of a split add up to its records */
    record Written(List<DataFile> files, long records, long rows, Set<String> undeclaredFormats)
            implements SplitResult {}

    record Faulted(long line, String message) implements SplitResult {}
}
