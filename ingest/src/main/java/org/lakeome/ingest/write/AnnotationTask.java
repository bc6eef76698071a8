package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.Breakdown;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.source.Split;

/** One Spark task: writes a split's rows as data files. The number only serves to name its files. */
record AnnotationTask(int number, AnnotationInput input, Split split) implements Serializable {
    private static final int ROWS_BETWEEN_REPORTS = 1_000;

    /**
     * Where a task writes.
     *
     * @param rejected the table for bad lines; null where the first one fails the file
     */
    record Target(Table table, Table rejected, String jobId, int attempt) implements Serializable {}

    AnnotationResult write(Target to, TaskProgress progress) throws IOException {
        try {
            return Breakdown.contained(input.name(), () -> written(to, progress));
        } catch (InputFault fault) {
            return new AnnotationResult.Faulted(fault.line(), fault.getMessage());
        }
    }

    private AnnotationResult written(Target to, TaskProgress progress) throws IOException {
        String name = name();
        RollingFiles files =
                new RollingFiles(to.table(), AttemptFiles.folder(to.table(), to.jobId(), to.attempt()) + name);
        RejectedLines aside = to.rejected() == null
                ? null
                : new RejectedLines(to.rejected(), to.jobId(), to.attempt(), name, files::rows);
        boolean whole = false;
        try {
            Told told = write(files, aside == null ? BadLines.FAIL : aside, to, progress);
            List<DataFile> written = files.close();
            // The driver of a stopped job does not hear of this task any more.
            progress.checkpoint(0);
            AnnotationResult result = aside == null
                    ? new AnnotationResult.Written(written, files.rows(), 0, null, null, told.remarks(), told.content())
                    : new AnnotationResult.Written(
                            written,
                            files.rows(),
                            aside.count(),
                            aside.first(),
                            aside.close(),
                            told.remarks(),
                            told.content());
            whole = true;
            return result;
        } finally {
            if (!whole) {
                files.discard();
                if (aside != null) {
                    aside.discard();
                }
            }
        }
    }

    private String name() {
        return "%05d-%05d".formatted(0, number);
    }

    private record Told(LineRemarks remarks, ContentSum content) {}

    private Told write(RollingFiles files, BadLines badLines, Target to, TaskProgress progress) throws IOException {
        try (AnnotationRows rows = input.rows(split, badLines)) {
            Record row = GenericRecord.create(to.table().schema());
            row.setField("importjobid", to.jobId());
            while (rows.next(row)) {
                files.write(row);
                if (files.rows() % ROWS_BETWEEN_REPORTS == 0) {
                    progress.report(rows.bytesTaken(), files.rows(), rows.position());
                }
            }
            progress.report(rows.bytesTaken(), files.rows(), rows.position());
            return new Told(rows.remarks(), rows.content());
        }
    }
}
