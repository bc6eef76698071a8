package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.TableId;
import org.lakeome.catalog.id.TableName;

/** What a store says of its size is what its files are, after any row of imports, undos, joins and clearings. */
class StoreSizeTest {

    @TempDir
    Path folder;

    @Test
    void totalsOfTheSnapshotAreThoseOfTheFilesWhateverCameBefore() throws IOException {
        long seed = Long.getLong("lakeome.test.seed", System.nanoTime());
        System.out.println("StoreSizeTest seed " + seed);
        Random random = new Random(seed);
        Resource.Table table = new Resource.Table(
                new TableId("0123456789ab"),
                new TableName("cohort"),
                TablePart.DATA,
                Optional.empty(),
                new Resource.Store(
                        new StoreId("aaaaaaaaaaaa"),
                        StoreKind.VARIANT,
                        new StoreName("cohort"),
                        new AccountId("111122223333"),
                        new Alias("alice")));
        try (StoreTables tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("db")),
                new TableLocation("file:" + folder.resolve("warehouse")))) {
            tables.create(table, new TableShape.Calls(FileLayout.SAMPLES));
            assertThat(tables.sizeBytes(table)).isZero();
            assertThat(tables.rows(table)).isZero();
            List<JobId> jobs = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                change(tables, table, random, jobs);
                requireTrue(tables, table, step);
            }
            tables.drop(table);
            assertThat(tables.sizeBytes(table)).isZero();
            assertThat(tables.rows(table)).isZero();
        }
    }

    @Test
    void totalThatIsNoNumberIsAddedUpFromTheFiles() {
        Resource.Table table = TableFixture.table("0123456789ab");
        try (StoreTables tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("db")),
                new TableLocation("file:" + folder.resolve("warehouse")))) {
            tables.create(table, new TableShape.Calls(FileLayout.SAMPLES));
            Table loaded = TableFixture.load(tables, table);
            DataFile file = file(loaded, "/data/a", "S1", new Random(1), 7);
            String written =
                    SnapshotParser.toJson(loaded.newAppend().appendFile(file).apply());
            Snapshot wrong =
                    SnapshotParser.fromJson(written.replaceAll("(\"total-records\"\\s*:\\s*)\"7\"", "$1\"many\"")
                            .replaceAll("(\"total-files-size\"\\s*:\\s*)\"\\d+\"", "$1\"-1\""));
            TableOperations operations = ((BaseTable) loaded).operations();
            TableMetadata before = operations.current();
            operations.commit(
                    before,
                    TableMetadata.buildFrom(before)
                            .setBranchSnapshot(wrong, "main")
                            .build());
            assertThat(TableFixture.load(tables, table).currentSnapshot().summary())
                    .containsEntry("total-records", "many")
                    .containsEntry("total-files-size", "-1");

            assertThat(tables.rows(table)).isEqualTo(7);
            assertThat(tables.sizeBytes(table)).isEqualTo(file.fileSizeInBytes());
        }
    }

    private static void change(StoreTables tables, Resource.Table table, Random random, List<JobId> jobs)
            throws IOException {
        Table loaded = TableFixture.load(tables, table);
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                JobId job = JobId.random();
                jobs.add(job);
                var append =
                        loaded.newAppend().set("lakeome.job-id", job.value()).set("lakeome.items", "[]");
                for (int i = 0; i <= random.nextInt(4); i++) {
                    String sample = "S" + random.nextInt(3);
                    append.appendFile(file(loaded, "/data/" + job + "/1/" + i, sample, random, 1 + random.nextInt(50)));
                }
                append.commit();
            }
            case 2 -> {
                if (!jobs.isEmpty()) {
                    new ImportRemoval(tables).remove(table, jobs.remove(random.nextInt(jobs.size())));
                }
            }
            default -> {
                join(loaded, random);
                new TableCare(tables).clean(table, Instant.now(), Instant.EPOCH, Set.of());
            }
        }
    }

    /** Two files of one sample become one, as an upkeep does. */
    private static void join(Table loaded, Random random) throws IOException {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = loaded.newScan().planFiles()) {
            tasks.forEach(task -> files.add(task.file()));
        }
        List<DataFile> ofOne = files.stream()
                .filter(file -> file.partition().get(0, String.class).equals("S1"))
                .limit(2)
                .toList();
        if (ofOne.size() == 2) {
            long rows = ofOne.stream().mapToLong(DataFile::recordCount).sum();
            loaded.newRewrite()
                    .validateFromSnapshot(loaded.currentSnapshot().snapshotId())
                    .rewriteFiles(Set.copyOf(ofOne), Set.of(file(loaded, "/data/01/" + rows, "S1", random, rows)))
                    .commit();
        }
    }

    private static DataFile file(Table table, String path, String sample, Random random, long rows) {
        return DataFiles.builder(table.spec())
                .withPath(table.location() + path + "-" + random.nextLong() + ".parquet")
                .withPartitionPath("sampleid=" + sample)
                .withFormat("parquet")
                .withFileSizeInBytes(1 + random.nextInt(100_000))
                .withRecordCount(rows)
                .build();
    }

    private static void requireTrue(StoreTables tables, Resource.Table table, int step) throws IOException {
        long bytes = 0;
        long rows = 0;
        List<String> samples = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                TableFixture.load(tables, table).newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                bytes += task.file().fileSizeInBytes();
                rows += task.file().recordCount();
                samples.add(task.file().partition().get(0, String.class));
            }
        }
        assertThat(tables.sizeBytes(table)).as("bytes after step " + step).isEqualTo(bytes);
        assertThat(tables.rows(table)).as("rows after step " + step).isEqualTo(rows);
        assertThat(tables.samples(table)).contains(samples.stream().distinct().count());
    }
}
