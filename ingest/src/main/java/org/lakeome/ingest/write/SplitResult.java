package org.lakeome.ingest.write;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.lakeome.ingest.vcf.RemarkKind;
import org.lakeome.ingest.vcf.Remarks;
import org.lakeome.ingest.vep.VepCounts;

/** What became of a {@link SplitTask}; a bad input is a result and no exception, so that Spark does not try it again. */
sealed interface SplitResult extends Serializable {
    /**
     * @param records counted by the first band only, so that the bands of a split add up to its records
     * @param vep counted by the first band only; the line counts from the start of the split
     */
    record Written(
            List<DataFile> files,
            long records,
            long rows,
            Set<String> undeclaredFormats,
            VepCounts vep,
            Map<RemarkKind, Remarks> remarks)
            implements SplitResult {}

    /** @param ofRecord the rest of the file can be read without the record at fault */
    record Faulted(long line, boolean ofRecord, String message) implements SplitResult {}
}
