package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.lakeome.ingest.source.ContentSum;
import org.lakeome.ingest.source.LineRemarks;
import org.lakeome.ingest.source.RejectedRecord;

/** What the tasks of one file have written together; commits nothing. */
record WrittenRows(
        List<DataFile> files,
        long rows,
        SetAside aside,
        List<AnnotationResult.Faulted> faults,
        LineRemarks remarks,
        ContentSum content) {

    /** @param results of the tasks, in the order of the file */
    static WrittenRows of(List<AnnotationTask> tasks, List<AnnotationResult> results) throws IOException {
        LineRemarks remarks = new LineRemarks();
        List<DataFile> files = new ArrayList<>();
        List<DataFile> rejected = new ArrayList<>();
        List<AnnotationResult.Faulted> faults = new ArrayList<>();
        RejectedRecord first = null;
        long rows = 0;
        long bad = 0;
        ContentSum content = ContentSum.NOTHING;
        for (int i = 0; i < results.size(); i++) {
            AnnotationResult result = results.get(i);
            AnnotationTask task = tasks.get(i);
            if (result instanceof AnnotationResult.Written written) {
                files.addAll(written.files());
                rows += written.rows();
                remarks.add(written.remarks(), () -> task.input().linesBefore(task.split()));
                bad += written.rejected();
                content = content.plus(written.content());
                first = first == null ? written.first() : first;
                if (written.rejectedFile() != null) {
                    rejected.add(written.rejectedFile());
                }
            } else if (result instanceof AnnotationResult.Faulted faulted) {
                faults.add(faulted);
            }
        }
        faults.sort(Comparator.comparing(AnnotationResult.Faulted::line));
        return new WrittenRows(files, rows, new SetAside(bad, Map.of(), first, rejected), faults, remarks, content);
    }

    void discard(Table table, Optional<Table> rejected) {
        files.forEach(file -> table.io().deleteFile(file.location()));
        rejected.ifPresent(kept -> aside.files().forEach(file -> kept.io().deleteFile(file.location())));
    }
}
