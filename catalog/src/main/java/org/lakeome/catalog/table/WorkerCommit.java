package org.lakeome.catalog.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.InternalData;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.types.Types;

/**
 * What every commit of an ingest worker has to be: one snapshot on the current one of the main branch, of data files in the
 * table's own folder, and no other change. The worker reads untrusted input, so its manifests are read file by file.
 *
 * @param what what the worker may do, as a refusal says it
 */
record WorkerCommit(TableMetadata current, FileIO files, String what) {

    /** Of an entry of a manifest, with the ids and the number of Iceberg's specification. */
    private static final Schema ENTRY = new Schema(
            Types.NestedField.required(0, "status", Types.IntegerType.get()),
            Types.NestedField.required(2, "data_file", Types.StructType.of(DataFile.FILE_PATH)));

    private static final int DELETED = 2;

    /** The snapshot that is to be added; refuses any other change. */
    Snapshot snapshot(UpdateTableRequest request, Set<String> operations) {
        checkRequirements(request.requirements());
        List<Snapshot> added = added(request);
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
        if (!operations.contains(snapshot.operation())) {
            throw refused("the operation " + snapshot.operation());
        }
        if (!Objects.equals(snapshot.parentId(), currentSnapshotId())) {
            throw refused("a snapshot whose parent is not the current one");
        }
        requireOwn(Objects.requireNonNullElse(snapshot.manifestListLocation(), "a snapshot without manifest list"));
        for (ManifestFile manifest : snapshot.allManifests(files)) {
            requireOwn(manifest.path());
            if (manifest.content() != ManifestContent.DATA) {
                throw refused("delete files");
            }
        }
        return snapshot;
    }

    /** As {@link #snapshot}, and none that says of an import that it was undone, which later undos and exports believe. */
    Snapshot unmarkedSnapshot(UpdateTableRequest request, Set<String> operations) {
        Snapshot snapshot = snapshot(request, operations);
        if (snapshot.summary().containsKey(ImportRemoval.MARK)) {
            throw refused("the mark of an undo");
        }
        return snapshot;
    }

    static List<Snapshot> added(UpdateTableRequest request) {
        return request.updates().stream()
                .filter(MetadataUpdate.AddSnapshot.class::isInstance)
                .map(update -> ((MetadataUpdate.AddSnapshot) update).snapshot())
                .toList();
    }

    private void checkRequirements(List<UpdateRequirement> requirements) {
        boolean onCurrentSnapshot = false;
        for (UpdateRequirement requirement : requirements) {
            switch (requirement) {
                case UpdateRequirement.AssertTableDoesNotExist _ -> throw refused("making a table");
                case UpdateRequirement.AssertRefSnapshotID ref
                when ref.refName().equals(SnapshotRef.MAIN_BRANCH) -> {
                    if (!Objects.equals(ref.snapshotId(), currentSnapshotId())) {
                        throw new CommitFailedException("Branch main has changed since the worker read it; try again");
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

    Map<String, ManifestFile> currentManifests() {
        return current.currentSnapshot() == null ? Map.of() : manifests(current.currentSnapshot());
    }

    /** By their paths; refuses one that is listed twice. */
    Map<String, ManifestFile> manifests(Snapshot snapshot) {
        return snapshot.allManifests(files).stream()
                .collect(Collectors.toMap(ManifestFile::path, Function.identity(), (first, _) -> {
                    throw refused("the manifest " + first.path() + " twice");
                }));
    }

    /** The manifests of the new snapshot, in which those of before must be listed as they were: queries go by the list. */
    Map<String, ManifestFile> manifestsAfter(Map<String, ManifestFile> before, Snapshot snapshot) {
        Map<String, ManifestFile> after = manifests(snapshot);
        after.forEach((path, manifest) -> {
            ManifestFile old = before.get(path);
            if (old != null && !listing(old).equals(listing(manifest))) {
                throw refused("the manifest " + path + " with another entry in the list");
            }
        });
        return after;
    }

    /** What a manifest list says of a manifest, to be compared. */
    private static List<Object> listing(ManifestFile manifest) {
        List<Object> all = new ArrayList<>(Arrays.asList(
                manifest.length(),
                manifest.partitionSpecId(),
                manifest.content(),
                manifest.sequenceNumber(),
                manifest.snapshotId(),
                manifest.addedFilesCount(),
                manifest.addedRowsCount(),
                manifest.existingFilesCount(),
                manifest.existingRowsCount(),
                manifest.deletedFilesCount(),
                manifest.deletedRowsCount()));
        if (manifest.partitions() != null) {
            manifest.partitions()
                    .forEach(field -> all.add(Arrays.asList(
                            field.containsNull(), field.containsNaN(), field.lowerBound(), field.upperBound())));
        }
        return all;
    }

    /** Location, partition and number of rows of the files that a manifest holds. */
    List<DataFile> dataFiles(ManifestFile manifest) {
        try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, files, current.specsById())) {
            List<DataFile> all = new ArrayList<>();
            reader.select(List.of("file_path", "partition", "record_count")).forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read manifest " + manifest.path(), e);
        }
    }

    /** Locations of the files that the manifest says are deleted, which a {@link ManifestReader} does not show. */
    List<String> deletedFiles(ManifestFile manifest) {
        try (CloseableIterable<StructLike> entries = InternalData.read(
                        FileFormat.AVRO, files.newInputFile(manifest.path()))
                .project(ENTRY)
                .build()) {
            List<String> deleted = new ArrayList<>();
            for (StructLike entry : entries) {
                if (entry.get(0, Integer.class) == DELETED) {
                    deleted.add(entry.get(1, StructLike.class).get(0, String.class));
                }
            }
            return deleted;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read manifest " + manifest.path(), e);
        }
    }

    private Long currentSnapshotId() {
        return current.currentSnapshot() == null
                ? null
                : Long.valueOf(current.currentSnapshot().snapshotId());
    }

    void requireOwn(String file) {
        if (!new TableLocation(current.location()).contains(file)) {
            throw refused("the file '" + file + "', which is not in the table's folder");
        }
    }

    ForbiddenException refused(String change) {
        return new ForbiddenException("%s; this commit holds %s", what, change);
    }
}
