package org.lakeome.catalog.table;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/** What an import may commit: one snapshot that appends data files. */
record ImportCommit(WorkerCommit commit) {

    ImportCommit(TableMetadata current, FileIO files) {
        this(new WorkerCommit(current, files, "An import may only append data files of its own table"));
    }

    /** Refuses any other change. */
    void check(UpdateTableRequest request) {
        Map<String, ManifestFile> before = commit.currentManifests();
        Map<String, ManifestFile> after =
                commit.manifestsAfter(before, commit.unmarkedSnapshot(request, Set.of(DataOperations.APPEND)));
        Set<String> inNewManifests = new HashSet<>();
        for (ManifestFile manifest : after.values()) {
            if (!before.containsKey(manifest.path())) {
                if (manifest.hasDeletedFiles() || !commit.deletedFiles(manifest).isEmpty()) {
                    throw commit.refused("an append that deletes files");
                }
                for (DataFile file : commit.dataFiles(manifest)) {
                    commit.requireOwn(file.location());
                    inNewManifests.add(file.location());
                }
            }
        }
        // an append may merge old manifests into new ones, but must not lose what they held
        before.values().stream()
                .filter(manifest -> !after.containsKey(manifest.path()))
                .flatMap(manifest -> commit.dataFiles(manifest).stream())
                .map(DataFile::location)
                .filter(file -> !inNewManifests.contains(file))
                .findAny()
                .ifPresent(lost -> {
                    throw commit.refused("an append that drops the data file " + lost);
                });
    }
}
