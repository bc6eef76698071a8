package org.lakeome.ingest.write;

import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.VcfReader;

/** What a running task tells the driver, and where it notices that it shall stop. Spark carries the sums with its heartbeats. */
final class TaskProgress implements Serializable {
    private final LongAccumulator bytes;
    private final LongAccumulator records;
    private final LongAccumulator rows;
    private final PositionAccumulator position;
    /** What the items before this one, in the same task, have told. */
    private final long bytesBefore;

    private final long recordsBefore;

    TaskProgress(LongAccumulator bytes, LongAccumulator records, LongAccumulator rows, PositionAccumulator position) {
        this(bytes, records, rows, position, 0, 0);
    }

    private TaskProgress(
            LongAccumulator bytes,
            LongAccumulator records,
            LongAccumulator rows,
            PositionAccumulator position,
            long bytesBefore,
            long recordsBefore) {
        this.bytes = bytes;
        this.records = records;
        this.rows = rows;
        this.position = position;
        this.bytesBefore = bytesBefore;
        this.recordsBefore = recordsBefore;
    }

    /** For a task of several items, which is about to begin one. */
    TaskProgress ofNextItem() {
        return new TaskProgress(bytes, records, rows, position, bytes.sum(), records.sum());
    }

    /**
     * A row group was read and a share of it (0 to 1) written. The bands of a split read the same bytes and records, so each
     * counts its part of them.
     */
    void report(SplitTask task, VcfReader reader, long bytesBeforeGroup, int groupRecords, double share) {
        double done = bytesBeforeGroup + (reader.bytesTaken() - bytesBeforeGroup) * share;
        bytes.add(bytesBefore + (long) (done / task.bands()) - bytes.sum());
        double read = reader.records() - groupRecords * (1 - share);
        records.add(recordsBefore + (long) (read / task.bands()) - records.sum());
        RecordBatch batch = reader.batch();
        if (batch.size() > 0) {
            int at = (int) ((batch.size() - 1) * share);
            position.add(batch.contig(at) + ":" + (batch.start(at) + 1));
        }
    }

    /** A task of rows that are records reached this place; all counts are of the task so far. */
    void report(long bytesTaken, long rowsWritten, String reached) {
        bytes.add(bytesTaken - bytes.sum());
        records.add(rowsWritten - records.sum());
        if (!reached.isEmpty()) {
            position.add(reached);
        }
        checkpoint(rowsWritten - rows.sum());
    }

    void checkpoint(long writtenRows) {
        rows.add(writtenRows);
        TaskContext context = TaskContext.get();
        if (context != null) {
            context.killTaskIfInterrupted();
        }
    }
}
