package org.lakeome.ingest.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Appends a job's files in one snapshot, exactly once: the append is refused when the table already holds the job, and after a
 * doubt the table is asked.
 */
final class JobCommit {
    private static final int RETRIES = 7;
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final Table table;
    private final String jobId;

    JobCommit(Table table, String jobId) {
        this.table = table;
        this.jobId = jobId;
    }

    /**
     * The outcomes that the table holds afterwards: those given, or those of an earlier attempt that was first.
     * {@link CommitRefused} if it is certain that the files are not in the table and never will be.
     */
    List<ItemOutcome> append(int attempt, List<ItemOutcome> items, Map<String, String> header, List<DataFile> files) {
        Map<String, String> marks = new HashMap<>(JobLedger.marks(jobId, attempt, items));
        marks.putAll(header);
        for (int retry = 0; ; retry++) {
            try {
                AppendFiles append = table.newAppend().validateWith(new JobIsNew(jobId));
                marks.forEach(append::set);
                files.forEach(append::appendFile);
                append.commit();
                return items;
            } catch (ValidationException | CommitFailedException | CommitStateUnknownException | RESTException e) {
                Optional<List<ItemOutcome>> held = held(attempt, items, e);
                if (held.isPresent()) {
                    return held.get();
                }
                // After a doubt, what was sent first may still arrive.
                if (retry == 0 && isRefused(e)) {
                    throw new CommitRefused(e);
                }
                if (retry == RETRIES || isRefused(e)) {
                    throw e;
                }
                pause(retry, e);
            }
        }
    }

    /**
     * Appends the records set aside, before the rows: a job that dies in between is tried again, finds its rejected records
     * there, and commits only the rows. The other way round, a job that its table holds would never bring them.
     */
    void appendRejected(int attempt, List<ItemOutcome> items, List<DataFile> files) {
        if (held(attempt, items).isPresent()) {
            files.forEach(file -> table.io().deleteFile(file.location()));
        } else {
            append(attempt, items, Map.of(), files);
        }
    }

    /** The table keeps no messages, but those of this attempt are at hand. */
    private Optional<List<ItemOutcome>> held(int attempt, List<ItemOutcome> items) {
        table.refresh();
        List<String> sources = items.stream().map(ItemOutcome::source).toList();
        return JobLedger.find(table, jobId, sources)
                .map(found -> JobLedger.holds(table, jobId, attempt) ? items : found);
    }

    /** Asks until there is an answer, for a server that starts again gives none; without one nothing may be appended. */
    private Optional<List<ItemOutcome>> held(int attempt, List<ItemOutcome> items, RuntimeException doubt) {
        for (int retry = 0; ; retry++) {
            try {
                return held(attempt, items);
            } catch (RuntimeException e) {
                if (retry == RETRIES) {
                    doubt.addSuppressed(e);
                    throw doubt;
                }
                pause(retry, doubt);
            }
        }
    }

    /** Nothing was committed, and asking again changes nothing. */
    private static boolean isRefused(RuntimeException e) {
        return e instanceof CleanableFailure && !(e instanceof CommitFailedException);
    }

    private static void pause(int retry, RuntimeException cause) {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << retry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    private record JobIsNew(String jobId) implements SnapshotAncestryValidator {
        @Override
        public boolean validate(Iterable<Snapshot> ancestry) {
            for (Snapshot snapshot : ancestry) {
                if (JobLedger.holds(snapshot, jobId)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String errorMessage() {
            return "The table already holds import job " + jobId;
        }
    }
}
