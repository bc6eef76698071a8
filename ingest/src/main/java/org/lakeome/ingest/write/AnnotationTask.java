package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.spark.util.CollectionAccumulator;
import org.lakeome.ingest.source.BadLines;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

/** One Spark task: writes a split's rows as data files. The number only serves to name its files. */
record AnnotationTask(int number, TextSource source, Split split, AnnotationFormat format) implements Serializable {
    private static final int ROWS_BETWEEN_REPORTS = 1_000;

    AnnotationResult write(
            Table table, String jobId, int attempt, TaskProgress progress, CollectionAccumulator<String> locations)
            throws IOException {
        RollingFiles files = new RollingFiles(
                table, "%s/data/%s/%d/%05d-%05d".formatted(table.location(), jobId, attempt, 0, number));
        boolean whole = false;
        try (AnnotationRows rows = format.rows(source, split, BadLines.FAIL)) {
            Record row = GenericRecord.create(table.schema());
            row.setField("importjobid", jobId);
            while (rows.next(row)) {
                files.write(row);
                if (files.rows() % ROWS_BETWEEN_REPORTS == 0) {
                    progress.report(rows.bytesTaken(), files.rows(), rows.position());
                }
            }
            progress.report(rows.bytesTaken(), files.rows(), rows.position());
            List<DataFile> written = files.close();
            written.forEach(file -> locations.add(file.location()));
            whole = true;
            return new AnnotationResult.Written(written, files.rows());
        } catch (InputFault fault) {
            return new AnnotationResult.Faulted(fault.line(), fault.getMessage());
        } finally {
            if (!whole) {
                files.discard();
            }
        }
    }
}
