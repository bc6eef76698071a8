package org.lakeome.catalog.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.TableMetadata;

/**
 * Files in a table's folder that no snapshot and no metadata know: what died with a worker. Spared are young files, which
 * somebody may be about to commit, and those of jobs that have not ended, however old.
 */
final class OrphanFiles {

    record Found(Path path, long bytes) {}

    private final BaseTable table;
    private final Instant before;
    private final Set<String> running;

    /** @param running the ids of the import jobs into the table that have not ended */
    OrphanFiles(BaseTable table, Instant before, Set<String> running) {
        this.table = table;
        this.before = before;
        this.running = running;
    }

    List<Found> find() {
        // In this order: what is committed after the listing is not in it, and what was before is known.
        List<Found> old = oldFiles();
        table.refresh();
        Set<Path> known = known();
        return old.stream().filter(file -> !known.contains(file.path())).toList();
    }

    /** Deletes the files, and the folders of jobs that they leave empty. */
    static void delete(List<Found> orphans) {
        for (Found orphan : orphans) {
            try {
                Files.deleteIfExists(orphan.path());
                // Of <job>/<attempt>/<file>; a folder that holds something else stays.
                Path attempt = orphan.path().getParent();
                if (isEmpty(attempt) && Files.deleteIfExists(attempt) && isEmpty(attempt.getParent())) {
                    Files.deleteIfExists(attempt.getParent());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The orphan " + orphan.path() + " cannot be deleted", e);
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        boolean ours = !folder.endsWith("data") && !folder.endsWith("metadata");
        try (var entries = Files.list(folder)) {
            return ours && entries.findAny().isEmpty();
        }
    }

    private List<Found> oldFiles() {
        Path root = LocalFileIO.path(table.location());
        List<Found> files = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return files;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ofRunningJob = folder.getParent().endsWith("data")
                            && running.contains(folder.getFileName().toString());
                    return ofRunningJob ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.lastModifiedTime().toInstant().isBefore(before)) {
                        files.add(new Found(file, attributes.size()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + root + " cannot be listed", e);
        }
        return files;
    }

    private Set<Path> known() {
        Set<String> known = new HashSet<>();
        TableMetadata metadata = table.operations().current();
        known.add(metadata.metadataFileLocation());
        metadata.previousFiles().forEach(entry -> known.add(entry.file()));
        metadata.statisticsFiles().stream().map(StatisticsFile::path).forEach(known::add);
        metadata.partitionStatisticsFiles().stream()
                .map(PartitionStatisticsFile::path)
                .forEach(known::add);
        Set<String> read = new HashSet<>();
        for (Snapshot snapshot : metadata.snapshots()) {
            known.add(snapshot.manifestListLocation());
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (read.add(manifest.path())) {
                    known.add(manifest.path());
                    addFiles(manifest, metadata, known);
                }
            }
        }
        Set<Path> paths = new HashSet<>();
        known.forEach(location -> paths.add(LocalFileIO.path(location)));
        return paths;
    }

    private void addFiles(ManifestFile manifest, TableMetadata metadata, Set<String> known) {
        try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, table.io(), metadata.specsById())) {
            reader.select(List.of("file_path")).forEach(file -> known.add(file.location()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read manifest " + manifest.path(), e);
        }
    }
}
