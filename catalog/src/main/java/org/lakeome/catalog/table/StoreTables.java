package org.lakeome.catalog.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.JdbcClientPool;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.work.Outcome;

/**
 * The Iceberg tables of the stores: one namespace per account, each table in a folder of its own below the warehouse. Asks
 * no rights: callers hold an authorised table or store. Thread-safe.
 */
public final class StoreTables implements AutoCloseable {
    private final JdbcCatalog catalog;
    private final TableLocation warehouse;

    private StoreTables(JdbcCatalog catalog, TableLocation warehouse) {
        this.catalog = catalog;
        this.warehouse = warehouse;
    }

    /**
     * Opens the catalog in the same database as everything else.
     *
     * @param warehouse an absolute {@code file:} URI
     */
    public static StoreTables open(DatabaseConfig database, TableLocation warehouse) {
        Map<String, String> properties = new HashMap<>();
        properties.put(CatalogProperties.URI, database.url());
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse.uri());
        properties.put(JdbcCatalog.PROPERTY_PREFIX + "user", database.user());
        properties.put(
                JdbcCatalog.PROPERTY_PREFIX + "password", database.password().value());
        properties.put(JdbcCatalog.PROPERTY_PREFIX + "schema-version", "V1");
        JdbcCatalog catalog = new JdbcCatalog(
                ignored -> new LocalFileIO(warehouse), given -> new JdbcClientPool(4, database.url(), given), true);
        catalog.initialize("lakeome", properties);
        return new StoreTables(catalog, warehouse);
    }

    /** Makes an empty table; one that is already there (a retry) stays as it is. */
    public void create(Resource.Table table, TableShape shape) {
        TableIdentifier identifier = identifier(table);
        ensureNamespace(identifier.namespace());
        TableLayout layout = TableLayout.of(shape);
        String unique = folderPrefix(table) + UUID.randomUUID().toString().substring(0, 8);
        try {
            catalog.buildTable(identifier, layout.schema())
                    .withPartitionSpec(layout.partition())
                    .withSortOrder(layout.order())
                    .withLocation(folder(table.owner()).child(unique).uri())
                    .withProperties(layout.properties())
                    .create();
        } catch (AlreadyExistsException e) {
            if (!folderName(catalog.loadTable(identifier)).startsWith(folderPrefix(table))) {
                throw e;
            }
        }
    }

    /** Removes the table and every file in its own folder, and nothing that its metadata may name elsewhere. */
    public void drop(Resource.Table table) {
        TableIdentifier identifier = identifier(table);
        TableLocation location;
        try {
            location = new TableLocation(catalog.loadTable(identifier).location());
        } catch (NoSuchTableException alreadyGone) {
            deleteLeftovers(table);
            return;
        }
        if (!folder(table.owner()).contains(location.uri())) {
            throw new IllegalStateException("Table " + identifier + " lies at " + location.uri()
                    + ", outside the folder of" + " its account; nothing was deleted.");
        }
        catalog.dropTable(identifier, false);
        deleteFolder(LocalFileIO.path(location.uri()));
    }

    /** What an import job has committed to the table, by the mark on its snapshot; empty if nothing. */
    public Optional<Outcome> committedItems(Resource.Table table, JobId job, List<String> sources) {
        try {
            for (Snapshot snapshot : catalog.loadTable(identifier(table)).snapshots()) {
                Optional<JobMark> mark = JobMark.of(snapshot).filter(found -> found.isOf(job));
                if (mark.isPresent()) {
                    return mark.flatMap(found -> found.outcome(sources));
                }
            }
            return Optional.empty();
        } catch (NoSuchTableException dropped) {
            return Optional.empty();
        }
    }

    /** A crash may have come between the end of the table and the end of its files. */
    private void deleteLeftovers(Resource.Table table) {
        Path owners = LocalFileIO.path(folder(table.owner()).uri());
        if (!Files.isDirectory(owners, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(owners, folderPrefix(table) + "*")) {
            folders.forEach(StoreTables::deleteFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("What is left of table " + table.name() + " cannot be deleted", e);
        }
    }

    /** Bytes of the data files that the current snapshot holds; 0 once the table is gone. */
    public long sizeBytes(Resource.Table table) {
        return total(table, SnapshotSummary.TOTAL_FILE_SIZE_PROP, FileScanTask::length);
    }

    /** Rows that the current snapshot holds; 0 once the table is gone. */
    public long rows(Resource.Table table) {
        return total(
                table, SnapshotSummary.TOTAL_RECORDS_PROP, file -> file.file().recordCount());
    }

    /** Samples that the current snapshot has rows of; empty where only the rows know, as in the layout {@code shared}. */
    public Optional<Long> samples(Resource.Table table) {
        try {
            Table loaded = catalog.loadTable(identifier(table));
            if (loaded.spec().isUnpartitioned()) {
                return Optional.empty();
            }
            Set<FilePartition> samples = new HashSet<>();
            try (CloseableIterable<FileScanTask> files = loaded.newScan().planFiles()) {
                files.forEach(file -> samples.add(FilePartition.of(loaded.specs(), file.file())));
            }
            return Optional.of((long) samples.size());
        } catch (NoSuchTableException droppedMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifests of " + identifier(table), e);
        }
    }

    /** Every snapshot keeps its totals, from those of the one before and its own change; else all files are asked. */
    private long total(Resource.Table table, String property, ToLongFunction<FileScanTask> ofFile) {
        try {
            Table loaded = catalog.loadTable(identifier(table));
            if (loaded.currentSnapshot() == null) {
                return 0;
            }
            String total = loaded.currentSnapshot().summary().get(property);
            // The writer of the snapshot may have put anything there.
            return total == null || !total.matches("\\d{1,18}") ? sum(loaded, ofFile) : Long.parseLong(total);
        } catch (NoSuchTableException droppedMeanwhile) {
            return 0;
        }
    }

    private static long sum(Table table, ToLongFunction<FileScanTask> ofFile) {
        try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
            long sum = 0;
            for (FileScanTask file : files) {
                sum += ofFile.applyAsLong(file);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifests of " + table.name(), e);
        }
    }

    @Override
    public void close() {
        catalog.close();
    }

    JdbcCatalog catalog() {
        return catalog;
    }

    static TableIdentifier identifier(Resource.Table table) {
        return TableIdentifier.of(table.namespace().value(), table.name().value());
    }

    private static String folderPrefix(Resource.Table table) {
        return table.id().value() + "-";
    }

    private void ensureNamespace(Namespace namespace) {
        try {
            catalog.createNamespace(namespace, Map.of());
        } catch (AlreadyExistsException usual) {
            // every store after the first
        }
    }

    private TableLocation folder(AccountId owner) {
        return warehouse.child(owner.value());
    }

    private static String folderName(Table table) {
        String location = ((BaseTable) table).operations().current().location();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static void deleteFolder(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            // does not follow links: a link inside is removed, its target stays
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The table is dropped, but its folder " + folder + " is still there; delete it", e);
        }
    }
}
