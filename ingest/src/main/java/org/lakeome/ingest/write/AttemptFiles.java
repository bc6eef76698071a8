package org.lakeome.ingest.write;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The files that one attempt of a job writes, found by the folder they lie in, so that those of a task which nobody heard of are
 * found too. They may be removed only before a commit of the attempt has begun, or when it was refused.
 */
record AttemptFiles(JavaSparkContext spark, Table table, Optional<Table> rejected, String jobId, int attempt) {
    static String folder(Table table, String jobId, int attempt) {
        return table.location() + "/data/" + jobId + "/" + attempt + "/";
    }

    /**
     * Commits the records set aside, then the rows; the outcomes that the table holds afterwards. From here on no file is removed,
     * as a commit may be there although it seemed to fail, but for one that was refused.
     */
    List<ItemOutcome> commit(
            List<ItemOutcome> outcomes, Map<String, String> header, List<DataFile> rows, List<DataFile> aside) {
        AttemptFiles uncommitted = this;
        try {
            if (!aside.isEmpty()) {
                new JobCommit(rejected.orElseThrow(), jobId).appendRejected(attempt, outcomes, aside);
                uncommitted = new AttemptFiles(spark, table, Optional.empty(), jobId, attempt);
            }
            return rows.isEmpty() ? outcomes : new JobCommit(table, jobId).append(attempt, outcomes, header, rows);
        } catch (CommitRefused e) {
            uncommitted.abandon(e);
            throw e;
        }
    }

    /** Waits for the tasks of a job that has ended early, some of which may still reach their end, then removes all files. */
    void abandon(Throwable cause) {
        try {
            new RunningTasks(spark, jobId).end();
            remove("");
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** Of an item none of whose tasks is running. */
    void removeItem(int item) {
        remove("%05d-".formatted(item));
    }

    private void remove(String prefix) {
        remove(table, prefix);
        rejected.ifPresent(kept -> remove(kept, prefix));
    }

    private void remove(Table from, String prefix) {
        ((SupportsPrefixOperations) from.io()).deletePrefix(folder(from, jobId, attempt) + prefix);
    }
}
