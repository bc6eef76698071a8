package org.lakeome.catalog.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/**
 * What an upkeep may commit: one snapshot that puts the rows of some files into others. How many rows each partition, and so
 * each sample, has must stay the same; what is in them is not read here.
 */
record RewriteCommit(WorkerCommit commit) {

    RewriteCommit(TableMetadata current, FileIO files) {
        this(new WorkerCommit(current, files, "An upkeep may only put the rows of its own table into other files"));
    }

    static boolean isMeantBy(UpdateTableRequest request) {
        return WorkerCommit.added(request).stream()
                .anyMatch(snapshot -> DataOperations.REPLACE.equals(snapshot.operation()));
    }

    /** Refuses any other change. */
    void check(UpdateTableRequest request) {
        Map<String, ManifestFile> before = commit.currentManifests();
        Map<String, ManifestFile> after =
                commit.manifestsAfter(before, commit.unmarkedSnapshot(request, Set.of(DataOperations.REPLACE)));
        Map<FilePartition, Long> change = new HashMap<>();
        Set<String> replaced = new HashSet<>();
        before.forEach((path, manifest) -> {
            if (!after.containsKey(path)) {
                commit.dataFiles(manifest).forEach(file -> {
                    replaced.add(file.location());
                    change.merge(partition(file), -file.recordCount(), Long::sum);
                });
            }
        });
        Set<String> seen = new HashSet<>();
        after.forEach((path, manifest) -> {
            if (!before.containsKey(path)) {
                commit.dataFiles(manifest).forEach(file -> {
                    commit.requireOwn(file.location());
                    // rewritten manifests hold files that were there and stay
                    if (!replaced.contains(file.location())
                            && ImportFiles.writer(commit.current().location(), file.location())
                                    .isPresent()) {
                        throw commit.refused("the new file " + file.location() + " in the folder of an import");
                    }
                    if (!seen.add(file.location())) {
                        throw commit.refused("the file " + file.location() + " twice");
                    }
                    change.merge(partition(file), file.recordCount(), Long::sum);
                });
                commit.deletedFiles(manifest).stream()
                        .filter(file -> !replaced.contains(file))
                        .findAny()
                        .ifPresent(file -> {
                            throw commit.refused("the deletion of " + file + ", which it does not replace");
                        });
            }
        });
        change.values().removeIf(rows -> rows == 0);
        if (!change.isEmpty()) {
            throw commit.refused("another number of rows in " + change.size() + " partitions");
        }
    }

    private FilePartition partition(DataFile file) {
        return FilePartition.of(commit.current().specsById(), file);
    }
}
