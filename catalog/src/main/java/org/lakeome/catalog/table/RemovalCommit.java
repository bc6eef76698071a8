package org.lakeome.catalog.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/**
 * What a worker may commit that takes one import out of a table: one snapshot without the files that the import has written,
 * and with fewer rows in files of upkeeps. Files of other imports must stay; what is in files is not read here.
 */
record RemovalCommit(WorkerCommit commit, Removal removal) {

    private static final Set<String> OPERATIONS = Set.of(DataOperations.OVERWRITE, DataOperations.DELETE);

    RemovalCommit(TableMetadata current, FileIO files, Removal removal) {
        this(new WorkerCommit(current, files, "Undoing an import may only remove the rows of that import"), removal);
    }

    static boolean isMeantBy(UpdateTableRequest request) {
        return WorkerCommit.added(request).stream().anyMatch(snapshot -> OPERATIONS.contains(snapshot.operation()));
    }

    /** Refuses any other change. */
    void check(UpdateTableRequest request) {
        Snapshot snapshot = commit.snapshot(request, OPERATIONS);
        if (!removal.job().value().equals(snapshot.summary().get(ImportRemoval.MARK))) {
            throw commit.refused("the mark of another job");
        }
        Map<String, ManifestFile> before = commit.currentManifests();
        Map<String, ManifestFile> after = commit.manifestsAfter(before, snapshot);
        Map<String, DataFile> gone = changed(before, after);
        Map<String, DataFile> come = changed(after, before);
        // merged or rewritten manifests hold files that were there and stay
        Set<String> stay =
                Set.copyOf(gone.keySet().stream().filter(come::containsKey).toList());
        stay.forEach(file -> requireSame(gone.remove(file), come.remove(file)));
        requireDeletions(before, after, gone.keySet());
        Map<FilePartition, Long> change = new HashMap<>();
        gone.values().forEach(file -> {
            writer(file).filter(writer -> !writer.equals(removal.job().value())).ifPresent(writer -> {
                throw commit.refused("the deletion of " + file.location() + ", which another import has written");
            });
            change.merge(partition(file), file.recordCount(), Long::sum);
        });
        come.values().forEach(file -> {
            commit.requireOwn(file.location());
            if (writer(file).isPresent()) {
                throw commit.refused("the file " + file.location() + " in the folder of an import");
            }
            change.merge(partition(file), -file.recordCount(), Long::sum);
        });
        requireRows(change);
    }

    private void requireRows(Map<FilePartition, Long> removed) {
        if (removed.values().stream().anyMatch(rows -> rows < 0)) {
            throw commit.refused("more rows in a partition than there were");
        }
        long all = removed.values().stream().mapToLong(Long::longValue).sum();
        removal.rows().filter(rows -> rows != all).ifPresent(rows -> {
            throw commit.refused("the removal of " + all + " rows, where the import has " + rows);
        });
    }

    private void requireSame(DataFile before, DataFile after) {
        if (before.recordCount() != after.recordCount() || !partition(before).equals(partition(after))) {
            throw commit.refused("the file " + before.location() + " with other facts");
        }
    }

    /** An entry that says deleted is believed by the clearing of the history. */
    private void requireDeletions(Map<String, ManifestFile> before, Map<String, ManifestFile> after, Set<String> gone) {
        after.forEach((path, manifest) -> {
            if (!before.containsKey(path)) {
                commit.deletedFiles(manifest).stream()
                        .filter(file -> !gone.contains(file))
                        .findAny()
                        .ifPresent(file -> {
                            throw commit.refused("the deletion of " + file + ", which it does not remove");
                        });
            }
        });
    }

    /** The files of manifests that are in the one and not in the other, by location. */
    private Map<String, DataFile> changed(Map<String, ManifestFile> in, Map<String, ManifestFile> notIn) {
        Map<String, DataFile> files = new HashMap<>();
        in.forEach((path, manifest) -> {
            if (!notIn.containsKey(path)) {
                commit.dataFiles(manifest).forEach(file -> {
                    if (files.put(file.location(), file) != null) {
                        throw commit.refused("the file " + file.location() + " twice");
                    }
                });
            }
        });
        return files;
    }

    private Optional<String> writer(DataFile file) {
        return ImportFiles.writer(commit.current().location(), file.location());
    }

    private FilePartition partition(DataFile file) {
        return FilePartition.of(commit.current().specsById(), file);
    }
}
