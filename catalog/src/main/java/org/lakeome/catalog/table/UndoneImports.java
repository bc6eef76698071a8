package org.lakeome.catalog.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/**
 * The imports of a table whose rows were taken back, as its snapshots say.
 *
 * @param undone sequence number of the snapshot without the rows, by job
 * @param committed sequence number of the snapshot that brought the rows, by job, for jobs of all kinds
 */
record UndoneImports(Map<String, Long> undone, Map<String, Long> committed) {

    static UndoneImports of(Iterable<Snapshot> snapshots) {
        Map<String, Long> undone = new HashMap<>();
        Map<String, Long> committed = new HashMap<>();
        for (Snapshot snapshot : snapshots) {
            Optional.ofNullable(snapshot.summary().get(ImportRemoval.MARK))
                    .ifPresent(job -> undone.merge(job, snapshot.sequenceNumber(), Math::min));
            JobMark.of(snapshot).ifPresent(mark -> committed.merge(mark.job(), snapshot.sequenceNumber(), Math::min));
        }
        return new UndoneImports(undone, committed);
    }

    /** The snapshot of the latest undo, behind which nobody looks. */
    static Optional<Snapshot> latest(TableMetadata metadata) {
        return latest(metadata.snapshots());
    }

    static Optional<Snapshot> latest(Iterable<Snapshot> snapshots) {
        Snapshot latest = null;
        for (Snapshot snapshot : snapshots) {
            if (snapshot.summary().containsKey(ImportRemoval.MARK)
                    && (latest == null || snapshot.sequenceNumber() > latest.sequenceNumber())) {
                latest = snapshot;
            }
        }
        return Optional.ofNullable(latest);
    }

    boolean contains(String job) {
        return undone.containsKey(job);
    }

    /**
     * Whether what the files of the undone import declared still tells what a field of other rows means: an import keeps no line
     * that one before it, not undone by then, has declared.
     */
    boolean isReliedOn(String job) {
        Long from = committed.get(job);
        return from == null
                || committed.entrySet().stream()
                        .anyMatch(other -> !undone.containsKey(other.getKey())
                                && other.getValue() > from
                                && other.getValue() < undone.get(job));
    }
}
