package org.lakeome.ingest.write;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.vcf.RemarkKind;
import org.lakeome.ingest.vcf.Remarks;
import org.lakeome.ingest.vep.VepCounts;

/** What became of a {@link SplitTask}; a bad input is a result and no exception, so that Spark does not try it again. */
sealed interface SplitResult extends Serializable {
    /**
     * @param records counted by the first band only, so that the bands of a split add up to its records
     * @param undeclaredFormats that were left out, because the task did not know of them
     * @param undeclaredInfos that were kept as text; told by the first band only, with lines that count from the start of the split
     * @param content of the split, whichever band read it
     * @param vep counted by the first band only; the line counts from the start of the split
     */
    record Written(
            List<DataFile> files,
            long records,
            long rows,
            Set<String> undeclaredFormats,
            Map<String, Long> undeclaredInfos,
            VepCounts vep,
            Map<RemarkKind, Remarks> remarks,
            ContentSum content)
            implements SplitResult {}

    /** @param ofRecord the rest of the file can be read without the record at fault */
    record Faulted(long line, boolean ofRecord, String message) implements SplitResult {}
}
