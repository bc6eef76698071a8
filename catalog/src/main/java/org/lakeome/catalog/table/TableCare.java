package org.lakeome.catalog.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.lakeome.catalog.access.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a table's upkeep that changes only metadata: expiring snapshots, rewriting manifests, removing orphan files. Safe
 * beside imports, queries and other upkeeps. Asks no rights: callers hold an authorised table or store. Thread-safe.
 */
public final class TableCare {

    /** Files from here on are not joined. */
    public static final long SMALL_BYTES = SmallFiles.SMALL_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(TableCare.class);

    private static final int FEW_MANIFESTS = 10;
    private static final long MOST_FILES = 200_000;

    private final StoreTables tables;

    public TableCare(StoreTables tables) {
        this.tables = tables;
    }

    /**
     * What there is to do; empty once the table is gone.
     *
     * @param keepFrom snapshots from then on stay
     * @param orphansBefore files that are younger are no orphans
     * @param running the ids of the import jobs into the table that have not ended
     */
    public Optional<TablePlan> plan(
            Resource.Table table, Instant keepFrom, Instant orphansBefore, Set<String> running) {
        try {
            BaseTable loaded = load(table);
            SmallFiles small = SmallFiles.of(loaded);
            List<OrphanFiles.Found> orphans = new OrphanFiles(loaded, orphansBefore, running).find();
            return Optional.of(new TablePlan(
                    small.joined(),
                    small.into(),
                    small.bytes(),
                    changed(loaded),
                    expiring(loaded, cutoff(loaded, keepFrom, running)).size(),
                    orphans.size(),
                    bytes(orphans)));
        } catch (NoSuchTableException dropped) {
            return Optional.empty();
        }
    }

    /** Upkeep itself replaces files and leaves the rows. */
    private static Instant changed(Table table) {
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .filter(snapshot -> !DataOperations.REPLACE.equals(snapshot.operation()))
                .map(snapshot -> Instant.ofEpochMilli(snapshot.timestampMillis()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Sees to it that a worker can rewrite the table's files; nothing once the table is gone. */
    public void prepare(Resource.Table table) {
        BaseTable loaded;
        try {
            loaded = load(table);
        } catch (NoSuchTableException droppedMeanwhile) {
            return;
        }
        if (!loaded.properties().entrySet().containsAll(TableLayout.NAMELESS_PATHS.entrySet())) {
            // Tables of before.
            UpdateProperties update = loaded.updateProperties();
            TableLayout.NAMELESS_PATHS.forEach(update::set);
            update.commit();
        }
    }

    /** Removes what is older than the arguments say, as those of {@link #plan}; empty once the table is gone. */
    public Optional<Cleaned> clean(Resource.Table table, Instant keepFrom, Instant orphansBefore, Set<String> running) {
        try {
            BaseTable loaded = load(table);
            long manifests = manifests(loaded).size();
            rewriteManifests(loaded);
            long cutoff = cutoff(loaded, keepFrom, running);
            List<Snapshot> expiring = expiring(loaded, cutoff);
            if (!expire(loaded, expiring)) {
                expiring = List.of();
            }
            List<OrphanFiles.Found> orphans = new OrphanFiles(loaded, orphansBefore, running).find();
            OrphanFiles.delete(orphans);
            return Optional.of(new Cleaned(
                    expiring.size(),
                    orphans.size(),
                    bytes(orphans),
                    manifests,
                    manifests(loaded).size()));
        } catch (NoSuchTableException dropped) {
            return Optional.empty();
        }
    }

    /** Sees to it that the present snapshot says nothing more of files that an undo has removed; done once the table is gone. */
    public void forgetRemovedFiles(Resource.Table table) {
        try {
            BaseTable loaded = load(table);
            List<ManifestFile> manifests = manifests(loaded);
            if (UndoneImports.latest(loaded.snapshots()).isPresent()
                    && manifests.stream().anyMatch(ManifestFile::hasDeletedFiles)
                    && files(manifests) <= MOST_FILES) {
                loaded.rewriteManifests()
                        .clusterBy(file -> "all")
                        .rewriteIf(ManifestFile::hasDeletedFiles)
                        .commit();
            }
        } catch (NoSuchTableException dropped) {
            // nothing is said of it either
        }
    }

    /**
     * Removes the snapshots from before the latest undo, and with them the files of rows that were taken back.
     *
     * @param undoneBefore what was undone later stays, for the queries that began before it
     * @param running as for {@link #plan}
     * @return whether none is left of those that may go at that time
     */
    public boolean forgetUndone(Resource.Table table, Instant undoneBefore, Set<String> running) {
        try {
            BaseTable loaded = load(table);
            Optional<Snapshot> undo =
                    UndoneImports.latest(StreamSupport.stream(loaded.snapshots().spliterator(), false)
                            .filter(snapshot -> snapshot.timestampMillis() <= undoneBefore.toEpochMilli())
                            .toList());
            if (undo.isEmpty()) {
                return true;
            }
            long before = undo.get().timestampMillis();
            long cutoff = cutoff(loaded, Instant.ofEpochMilli(before), running);
            return expire(loaded, expiring(loaded, cutoff)) && cutoff == before;
        } catch (NoSuchTableException dropped) {
            return true;
        }
    }

    /** False if they must stay, as what they declare has no room in the table's properties. */
    static boolean expire(Table table, List<Snapshot> expiring) {
        if (expiring.isEmpty()) {
            return true;
        }
        if (!new KeptDeclarations(table).carry(expiring)) {
            LOG.warn(
                    "The header lines of {} snapshots of table {} are too many to be kept without them: none expires",
                    expiring.size(),
                    table.name());
            return false;
        }
        TableLocation own = new TableLocation(table.location());
        // Those that were carried and no other: a commit in between lets one more be old enough. Without a time of our
        // own,
        // Iceberg takes five days.
        ExpireSnapshots expire = table.expireSnapshots().expireOlderThan(0).deleteWith(file -> {
            if (own.contains(file)) {
                table.io().deleteFile(file);
            } else {
                LOG.warn("{} is not in the folder of table {} and is not deleted", file, table.name());
            }
        });
        expiring.forEach(snapshot -> expire.expireSnapshotId(snapshot.snapshotId()));
        expire.commit();
        return true;
    }

    private BaseTable load(Resource.Table table) {
        return (BaseTable) tables.catalog().loadTable(StoreTables.identifier(table));
    }

    /**
     * Snapshots before this time may go. A job that has not ended is looked for, by its mark, in the ancestry of a new commit, so
     * nothing goes from its first mark on: a gap would end the ancestry.
     */
    private static long cutoff(Table table, Instant keepFrom, Set<String> running) {
        long cutoff = keepFrom.toEpochMilli();
        for (Snapshot snapshot : table.snapshots()) {
            boolean needed = JobMark.of(snapshot)
                    .filter(mark -> running.contains(mark.job()))
                    .isPresent();
            cutoff = needed ? Math.min(cutoff, snapshot.timestampMillis()) : cutoff;
        }
        return cutoff;
    }

    static List<Snapshot> expiring(Table table, long cutoff) {
        List<Snapshot> old = new ArrayList<>();
        for (Snapshot snapshot : table.snapshots()) {
            boolean current = table.currentSnapshot() != null
                    && snapshot.snapshotId() == table.currentSnapshot().snapshotId();
            if (!current && snapshot.timestampMillis() < cutoff) {
                old.add(snapshot);
            }
        }
        return old;
    }

    /** Into as few as hold them all; Iceberg's own merging, with each hundredth append, is enough for tables beyond that. */
    private static void rewriteManifests(Table table) {
        List<ManifestFile> manifests = manifests(table);
        if (manifests.size() < FEW_MANIFESTS || files(manifests) > MOST_FILES) {
            return;
        }
        table.rewriteManifests().clusterBy(file -> "all").commit();
        table.refresh();
    }

    private static long files(List<ManifestFile> manifests) {
        return manifests.stream()
                .mapToLong(manifest -> manifest.addedFilesCount() + manifest.existingFilesCount())
                .sum();
    }

    private static List<ManifestFile> manifests(Table table) {
        return table.currentSnapshot() == null
                ? List.of()
                : table.currentSnapshot().dataManifests(table.io());
    }

    private static long bytes(List<OrphanFiles.Found> orphans) {
        return orphans.stream().mapToLong(OrphanFiles.Found::bytes).sum();
    }
}
