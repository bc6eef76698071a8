package org.lakeome.catalog.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.lakeome.catalog.id.JobId;

/**
 * The files of a table's current snapshot in which rows of one import lie.
 *
 * @param own what the import itself has written, and so nothing else is in
 * @param mixed files of an upkeep, in which its rows may lie beside those of others
 */
record ImportFiles(List<DataFile> own, List<DataFile> mixed) {

    /** Behind the table's location; every import writes into a folder of its own. */
    private static final Pattern FOLDER =
            Pattern.compile("/data/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/\\d+/.*");

    static ImportFiles of(Table table, JobId job) {
        List<DataFile> own = new ArrayList<>();
        List<DataFile> mixed = new ArrayList<>();
        Optional<Long> began = sequenceNumber(table, job);
        boolean undone = isUndone(table, job);
        try (CloseableIterable<FileScanTask> files = table.newScan()
                .filter(Expressions.equal("importjobid", job.value()))
                .planFiles()) {
            for (FileScanTask task : files) {
                DataFile file = task.file();
                Optional<String> writer = writer(table.location(), file.location());
                if (writer.isPresent()) {
                    if (writer.get().equals(job.value())) {
                        own.add(file);
                    }
                } else if (!undone && (began.isEmpty() || file.dataSequenceNumber() >= began.get())) {
                    mixed.add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifests of " + table.name(), e);
        }
        return new ImportFiles(own, mixed);
    }

    /** The import that has written the file; empty for files of an upkeep. */
    static Optional<String> writer(String table, String file) {
        if (!file.startsWith(table)) {
            return Optional.empty();
        }
        Matcher folder = FOLDER.matcher(file.substring(table.length()));
        return folder.matches() ? Optional.of(folder.group(1)) : Optional.empty();
    }

    /** Whether a snapshot says that the rows were taken out, from all files at once; until the snapshot expires. */
    static boolean isUndone(Table table, JobId job) {
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .anyMatch(snapshot -> job.value().equals(snapshot.summary().get(ImportRemoval.MARK)));
    }

    /** Files from before the import hold none of its rows: an upkeep's have the number of the snapshot that it read. */
    private static Optional<Long> sequenceNumber(Table table, JobId job) {
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .filter(snapshot ->
                        JobMark.of(snapshot).filter(mark -> mark.isOf(job)).isPresent())
                .map(Snapshot::sequenceNumber)
                .findFirst();
    }

    long ownRows() {
        return own.stream().mapToLong(DataFile::recordCount).sum();
    }
}
