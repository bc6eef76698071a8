package org.lakeome.catalog.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/**
 * What an ingest worker may commit: one snapshot that appends data files of the table's own folder to the main branch.
 * The worker reads untrusted input, so its manifests are checked file by file.
 */
record ImportCommit(TableMetadata current, FileIO files) {

    /** Refuses any other change. */
    void check(UpdateTableRequest request) {
        checkRequirements(request.requirements());
        List<Snapshot> added = request.updates().stream()
                .filter(MetadataUpdate.AddSnapshot.class::isInstance)
                .map(update -> ((MetadataUpdate.AddSnapshot) update).snapshot())
                .toList();
        if (added.size() != 1) {
            throw refused(added.size() + " snapshots instead of one");
        }
        Snapshot snapshot = added.getFirst();
        for (MetadataUpdate update : request.updates()) {
            switch (update) {
                case MetadataUpdate.AddSnapshot _ -> {}
                case MetadataUpdate.SetSnapshotRef ref when isMain(ref, snapshot) -> {}
                default -> throw refused("the update " + update.getClass().getSimpleName());
            }
        }
        checkSnapshot(snapshot);
    }

    private void checkRequirements(List<UpdateRequirement> requirements) {
        boolean onCurrentSnapshot = false;
        for (UpdateRequirement requirement : requirements) {
            switch (requirement) {
                case UpdateRequirement.AssertTableDoesNotExist _ -> throw refused("making a table");
                case UpdateRequirement.AssertRefSnapshotID ref
                when ref.refName().equals(SnapshotRef.MAIN_BRANCH) -> {
                    if (!Objects.equals(ref.snapshotId(), currentSnapshotId())) {
                        throw new CommitFailedException("Branch main has changed since the import read it; try again");
                    }
                    onCurrentSnapshot = true;
                }
                default -> {}
            }
        }
        if (!onCurrentSnapshot) {
            // without it the commit could be applied to a later state than the one that is checked here
            throw refused("a commit that does not require the current snapshot of branch main");
        }
    }

    private static boolean isMain(MetadataUpdate.SetSnapshotRef ref, Snapshot added) {
        return ref.name().equals(SnapshotRef.MAIN_BRANCH)
                && ref.snapshotId() == added.snapshotId()
                && ref.type().equalsIgnoreCase("branch")
                && ref.maxRefAgeMs() == null
                && ref.maxSnapshotAgeMs() == null
                && ref.minSnapshotsToKeep() == null;
    }

    private void checkSnapshot(Snapshot added) {
        if (!DataOperations.APPEND.equals(added.operation())) {
            throw refused("the operation " + added.operation());
        }
        if (!Objects.equals(added.parentId(), currentSnapshotId())) {
            throw refused("a snapshot whose parent is not the current one");
        }
        requireOwn(Objects.requireNonNullElse(added.manifestListLocation(), "a snapshot without manifest list"));
        Map<String, ManifestFile> before =
                current.currentSnapshot() == null ? Map.of() : byPath(current.currentSnapshot());
        Map<String, ManifestFile> after = byPath(added);
        Set<String> inNewManifests = new HashSet<>();
        for (ManifestFile manifest : after.values()) {
            requireOwn(manifest.path());
            if (manifest.content() != ManifestContent.DATA) {
                throw refused("delete files");
            }
            if (!before.containsKey(manifest.path())) {
                dataFiles(manifest).forEach(file -> {
                    requireOwn(file);
                    inNewManifests.add(file);
                });
            }
        }
        // an append may merge old manifests into new ones, but must not lose what they held
        before.values().stream()
                .filter(manifest -> !after.containsKey(manifest.path()))
                .flatMap(manifest -> dataFiles(manifest).stream())
                .filter(file -> !inNewManifests.contains(file))
                .findAny()
                .ifPresent(lost -> {
                    throw refused("an append that drops the data file " + lost);
                });
    }

    private Map<String, ManifestFile> byPath(Snapshot snapshot) {
        return snapshot.allManifests(files).stream()
                .collect(Collectors.toMap(ManifestFile::path, Function.identity(), (first, _) -> first));
    }

    private Set<String> dataFiles(ManifestFile manifest) {
        try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, files, current.specsById())) {
            Set<String> paths = new HashSet<>();
            reader.select(List.of("file_path")).forEach(file -> paths.add(file.location()));
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read manifest " + manifest.path(), e);
        }
    }

    private Long currentSnapshotId() {
        return current.currentSnapshot() == null
                ? null
                : Long.valueOf(current.currentSnapshot().snapshotId());
    }

    private void requireOwn(String file) {
        if (!new TableLocation(current.location()).contains(file)) {
            throw refused("the file '" + file + "', which is not in the table's folder");
        }
    }

    private static ForbiddenException refused(String what) {
        return new ForbiddenException(
                "An import may only append data files of its own table; this commit holds %s", what);
    }
}
