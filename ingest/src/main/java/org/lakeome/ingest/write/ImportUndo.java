package org.lakeome.ingest.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Takes the rows of one import out of a table, in one commit: files that the import has written go, and files of upkeeps, in
 * which its rows lie beside others, are written anew without them. Safe beside imports and upkeeps; done twice, it does nothing
 * the second time. {@link #run} once, {@link #stop} from any thread.
 */
public final class ImportUndo {
    /** In the summary of the snapshot that took the rows out: the import's id. */
    static final String MARK = "lakeome.undone-job";

    private static final String ROWS = "lakeome.undone-rows";
    private static final int RETRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 200;
    /** Every import writes into a folder of its own. */
    private static final Pattern FOLDER =
            Pattern.compile("/data/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/\\d+/.*");

    private final JavaSparkContext spark;
    private final Table table;
    private final String jobId;
    private final int attempt;
    private volatile boolean stopped;

    public ImportUndo(JavaSparkContext spark, Table table, String jobId, int attempt) {
        this.spark = spark;
        this.table = table;
        this.jobId = jobId;
        this.attempt = attempt;
    }

    /** How many rows this or an earlier attempt has taken out; throws {@link ImportStopped} when it was stopped before its commit. */
    public long run() {
        for (int retry = 0; ; retry++) {
            table.refresh();
            OptionalLong done = undone();
            if (done.isPresent()) {
                return done.getAsLong();
            }
            if (stopped) {
                throw new ImportStopped();
            }
            try {
                return undo(retry);
            } catch (ValidationException | CommitFailedException | CommitStateUnknownException | RESTException e) {
                // An upkeep may have put the rows elsewhere meanwhile, and an answer may have been lost.
                if (retry == RETRIES) {
                    throw e;
                }
                pause(retry, e);
            }
        }
    }

    private long undo(int retry) {
        List<DataFile> own = new ArrayList<>();
        List<DataFile> mixed = new ArrayList<>();
        find(own, mixed);
        List<RowRemoval.Result> results = rewritten(mixed, retry);
        long rows = own.stream().mapToLong(DataFile::recordCount).sum()
                + results.stream().mapToLong(RowRemoval.Result::removed).sum();
        if (rows == 0) {
            return 0;
        }
        if (stopped) {
            discard(retry);
            throw new ImportStopped();
        }
        OverwriteFiles overwrite = table.newOverwrite()
                .validateFromSnapshot(table.currentSnapshot().snapshotId())
                // A file that an upkeep has replaced must not be thought gone with its rows.
                .validateNoConflictingDeletes()
                .set(MARK, jobId)
                .set(ROWS, String.valueOf(rows));
        own.forEach(overwrite::deleteFile);
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).removed() > 0) {
                overwrite.deleteFile(mixed.get(i));
                results.get(i).files().forEach(overwrite::addFile);
            }
        }
        try {
            overwrite.commit();
        } catch (ValidationException | CommitFailedException e) {
            discard(retry);
            throw e;
        }
        return rows;
    }

    private void find(List<DataFile> own, List<DataFile> mixed) {
        OptionalLong began = sequenceNumber();
        try (CloseableIterable<FileScanTask> files =
                table.newScan().filter(Expressions.equal("importjobid", jobId)).planFiles()) {
            for (FileScanTask task : files) {
                DataFile file = task.file();
                Optional<String> writer = writer(file.location());
                if (writer.isPresent()) {
                    if (writer.get().equals(jobId)) {
                        own.add(file);
                    }
                } else if (began.isEmpty() || file.dataSequenceNumber() >= began.getAsLong()) {
                    mixed.add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> writer(String file) {
        if (!file.startsWith(table.location())) {
            return Optional.empty();
        }
        Matcher folder = FOLDER.matcher(file.substring(table.location().length()));
        return folder.matches() ? Optional.of(folder.group(1)) : Optional.empty();
    }

    /** Files from before the import hold none of its rows: an upkeep's have the number of the snapshot that it read. */
    private OptionalLong sequenceNumber() {
        for (Snapshot snapshot : table.snapshots()) {
            if (JobLedger.holds(snapshot, jobId)) {
                return OptionalLong.of(snapshot.sequenceNumber());
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong undone() {
        for (Snapshot snapshot : table.snapshots()) {
            if (jobId.equals(snapshot.summary().get(MARK))) {
                // The server, which marks too, does not count.
                return OptionalLong.of(Long.parseLong(snapshot.summary().getOrDefault(ROWS, "0")));
            }
        }
        return OptionalLong.empty();
    }

    private List<RowRemoval.Result> rewritten(List<DataFile> mixed, int retry) {
        if (mixed.isEmpty()) {
            return List.of();
        }
        Table shipped = SerializableTable.copyOf(table);
        String job = jobId;
        List<RowRemoval> tasks = new ArrayList<>();
        for (int i = 0; i < mixed.size(); i++) {
            tasks.add(new RowRemoval(mixed.get(i), folder(retry) + "%05d".formatted(i)));
        }
        spark.setJobGroup(jobId, "undo " + jobId, true);
        try {
            return spark.parallelize(tasks, tasks.size())
                    .map(task -> task.run(shipped, job))
                    .collect();
        } catch (Exception e) {
            // Whatever it is: Spark throws checked exceptions that it does not declare.
            new RunningTasks(spark, jobId).end();
            try {
                discard(retry);
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            if (stopped) {
                throw new ImportStopped();
            }
            throw e;
        }
    }

    /** Not that of the import, whose files need not be read when others are undone. */
    private String folder(int retry) {
        return table.location() + "/data/undo-" + jobId + "/" + attempt + "-" + retry + "/";
    }

    private void discard(int retry) {
        ((SupportsPrefixOperations) table.io()).deletePrefix(folder(retry));
    }

    private static void pause(int retry, RuntimeException cause) {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << retry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    /** Ends the work without a commit, soon; one that is just committing ends with its commit. */
    public void stop() {
        stopped = true;
        spark.cancelJobGroup(jobId);
    }
}
