package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRefType;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import org.lakeome.catalog.table.ImportRemoval.Found;
import org.lakeome.catalog.table.ImportRemoval.Removed;

/** Which files an import's rows lie in, and what a worker that takes them out may commit. */
class ImportRemovalTest {
    private static final Resource.Table TABLE = new Resource.Table(
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
    private static final JobId FIRST = new JobId("11111111-1111-4111-8111-111111111111");
    private static final JobId SECOND = new JobId("55555555-5555-4555-8555-555555555555");
    private static final JobId THIRD = new JobId("99999999-9999-4999-8999-999999999999");

    @TempDir
    Path folder;

    private StoreTables tables;
    private ImportRemoval removal;
    private Table table;

    @BeforeEach
    void open() {
        tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("db")),
                new TableLocation("file:" + folder.resolve("warehouse")));
        tables.create(TABLE, new TableShape.Calls(FileLayout.SAMPLES));
        table = TableFixture.load(tables, TABLE);
        removal = new ImportRemoval(tables);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void filesOfOneImportGoInOneCommitAndThoseOfOthersStay() throws IOException {
        append(FIRST, file(FIRST, "a", "S1", 10), file(FIRST, "b", "S2", 10));
        DataFile second = file(SECOND, "a", "S1", 5);
        append(SECOND, second);
        append(THIRD, file(THIRD, "a", "S2", 7));
        int before = table.history().size();

        assertThat(removal.find(TABLE, FIRST)).isEqualTo(new Found(2, 20, 0));
        assertThat(removal.remove(TABLE, FIRST)).isEqualTo(Removed.ALL);

        assertThat(paths())
                .containsExactlyInAnyOrder(
                        second.location(), file(THIRD, "a", "S2", 7).location());
        assertThat(table.history()).hasSize(before + 1);
        assertThat(table.currentSnapshot().summary())
                .containsEntry("lakeome.undone-job", FIRST.value())
                .containsEntry("deleted-records", "20")
                .containsEntry("total-records", "12");
        assertThat(removal.find(TABLE, FIRST)).isEqualTo(Found.NOTHING);
        assertThat(removal.remove(TABLE, FIRST)).as("nothing more to commit").isEqualTo(Removed.ALL);
        table.refresh();
        assertThat(table.history()).hasSize(before + 1);
    }

    @Test
    void joinedFilesAreLeftToAWorkerUnlessTheyAreOlderThanTheImport() throws IOException {
        DataFile first = file(FIRST, "a", "S1", 10);
        DataFile third = file(THIRD, "a", "S1", 5);
        append(FIRST, first);
        append(THIRD, third);
        DataFile joined = joined("j", "S1", 15, FIRST, THIRD);
        join(Set.of(first, third), joined);
        append(SECOND, file(SECOND, "a", "S1", 3));

        assertThat(removal.find(TABLE, FIRST)).isEqualTo(new Found(0, 0, 1));
        assertThat(removal.remove(TABLE, FIRST)).isEqualTo(Removed.MIXED);
        // Its id lies between theirs, and so within the bounds of the joined file, which is older.
        assertThat(removal.find(TABLE, SECOND)).isEqualTo(new Found(1, 3, 0));
        assertThat(removal.remove(TABLE, SECOND)).isEqualTo(Removed.ALL);
        assertThat(paths()).containsExactly(joined.location());
    }

    @Test
    void rowsThatAWorkerHasTakenOutAreNotLookedForAgain() {
        DataFile first = file(FIRST, "a", "S1", 10);
        DataFile third = file(THIRD, "a", "S1", 5);
        append(FIRST, first);
        append(THIRD, third);
        DataFile joined = joined("j", "S1", 15, FIRST, THIRD);
        join(Set.of(first, third), joined);
        assertThat(removal.isUndone(TABLE, FIRST)).isFalse();
        table.newOverwrite()
                .set("lakeome.undone-job", FIRST.value())
                .deleteFile(joined)
                .addFile(joined("k", "S1", 5, FIRST, THIRD))
                .commit();

        assertThat(removal.isUndone(TABLE, FIRST)).isTrue();
        assertThat(removal.find(TABLE, FIRST)).isEqualTo(Found.NOTHING);
        assertThat(removal.remove(TABLE, FIRST)).isEqualTo(Removed.ALL);
        assertThat(removal.remove(TABLE, THIRD)).isEqualTo(Removed.MIXED);
    }

    @Test
    void joinThatWasQuickerIsNoticed() {
        DataFile first = file(FIRST, "a", "S1", 10);
        DataFile third = file(THIRD, "a", "S1", 5);
        append(FIRST, first);
        append(THIRD, third);
        var delete = table.newDelete().validateFilesExist().deleteFile(first);
        Table other = TableFixture.load(tables, TABLE);
        other.newRewrite()
                .rewriteFiles(Set.of(first, third), Set.of(joined("j", "S1", 15, FIRST, THIRD)))
                .commit();

        assertThatThrownBy(delete::commit).isInstanceOf(org.apache.iceberg.exceptions.ValidationException.class);
        assertThat(removal.remove(TABLE, FIRST)).isEqualTo(Removed.MIXED);
    }

    @Test
    void joinThatComesLaterDoesNotBringTheRowsBack() throws IOException {
        DataFile first = file(FIRST, "a", "S1", 10);
        DataFile third = file(THIRD, "a", "S1", 5);
        append(FIRST, first);
        append(THIRD, third);
        Table joiner = TableFixture.load(tables, TABLE);
        var rewrite = joiner.newRewrite()
                .validateFromSnapshot(joiner.currentSnapshot().snapshotId())
                .rewriteFiles(Set.of(first, third), Set.of(joined("j", "S1", 15, FIRST, THIRD)));

        assertThat(removal.remove(TABLE, FIRST)).isEqualTo(Removed.ALL);
        assertThatThrownBy(rewrite::commit).isInstanceOf(org.apache.iceberg.exceptions.ValidationException.class);
        assertThat(paths()).containsExactly(third.location());
    }

    @Test
    void removedFilesGoFromTheDiskWithTheirSnapshot() throws Exception {
        append(FIRST, file(FIRST, "a", "S1", 10));
        Path onDisk = LocalFileIO.path(file(FIRST, "a", "S1", 10).location());
        java.nio.file.Files.createDirectories(onDisk.getParent());
        java.nio.file.Files.writeString(onDisk, "rows");
        removal.remove(TABLE, FIRST);
        Thread.sleep(2);
        append(SECOND, file(SECOND, "a", "S1", 5));

        new TableCare(tables).clean(TABLE, Instant.now(), Instant.EPOCH, Set.of());
        assertThat(onDisk).doesNotExist();
    }

    @Test
    void workerMayTakeOutWhatTheImportBroughtAndNothingElse() {
        DataFile own = file(FIRST, "b", "S2", 4);
        DataFile first = file(FIRST, "a", "S1", 10);
        DataFile third = file(THIRD, "a", "S1", 5);
        append(FIRST, first, own);
        append(THIRD, third);
        DataFile joined = joined("j", "S1", 15, FIRST, THIRD);
        join(Set.of(first, third), joined);
        DataFile other = file(SECOND, "a", "S1", 14);
        append(SECOND, other);

        DataFile left = joined("k", "S1", 5, THIRD, THIRD);
        assertThatCode(() -> check(FIRST, 14L, overwrite(FIRST, List.of(own, joined), left)))
                .doesNotThrowAnyException();
        assertRefused(overwrite(FIRST, List.of(own, joined), joined("k", "S1", 4, THIRD, THIRD)), "15 rows");
        assertRefused(overwrite(FIRST, List.of(own, joined)), "19 rows");
        assertRefused(overwrite(FIRST, List.of(other)), "which another import has written");
        assertRefused(overwrite(SECOND, List.of(own, joined), left), "the mark of another job");
        assertRefused(
                overwrite(FIRST, List.of(own, joined), joined("k", "S3", 5, THIRD, THIRD)), "more rows in a partition");
        assertRefused(overwrite(FIRST, List.of(own, joined), file(FIRST, "x", "S1", 5)), "in the folder of an import");
        assertRefused(
                overwrite(
                        FIRST,
                        List.of(own, joined),
                        DataFiles.builder(table.spec())
                                .copy(left)
                                .withPath("file:/etc/passwd")
                                .build()),
                "not in the table's folder");
        assertRefused(table.newAppend().appendFile(left).apply(), "the operation append");
    }

    private void assertRefused(Snapshot snapshot, String why) {
        assertThatThrownBy(() -> check(FIRST, 14L, snapshot))
                .isInstanceOf(ForbiddenException.class)
                .hasMessageContaining(why);
    }

    private Snapshot overwrite(JobId mark, List<DataFile> without, DataFile... with) {
        OverwriteFiles overwrite = table.newOverwrite().set("lakeome.undone-job", mark.value());
        without.forEach(overwrite::deleteFile);
        List.of(with).forEach(overwrite::addFile);
        return overwrite.apply();
    }

    private void check(JobId job, long rows, Snapshot snapshot) {
        new RemovalCommit(((BaseTable) table).operations().current(), table.io(), new Removal(job, Optional.of(rows)))
                .check(new UpdateTableRequest(
                        List.of(new UpdateRequirement.AssertRefSnapshotID(
                                "main", table.currentSnapshot().snapshotId())),
                        List.of(
                                new MetadataUpdate.AddSnapshot(snapshot),
                                new MetadataUpdate.SetSnapshotRef(
                                        "main", snapshot.snapshotId(), SnapshotRefType.BRANCH, null, null, null))));
    }

    private void append(JobId job, DataFile... files) {
        var append = table.newAppend().set("lakeome.job-id", job.value()).set("lakeome.items", "[]");
        List.of(files).forEach(append::appendFile);
        append.commit();
    }

    private void join(Set<DataFile> from, DataFile to) {
        table.newRewrite()
                .rewriteFiles(from, Set.of(to), table.currentSnapshot().sequenceNumber())
                .commit();
    }

    /** What an import writes. */
    private DataFile file(JobId job, String name, String sample, long rows) {
        return dataFile("/data/" + job + "/1/" + name + ".parquet", sample, rows, job, job);
    }

    /** What an upkeep writes. */
    private DataFile joined(String name, String sample, long rows, JobId from, JobId to) {
        return dataFile("/data/0101/0110/" + name + ".parquet", sample, rows, from, to);
    }

    private DataFile dataFile(String path, String sample, long rows, JobId from, JobId to) {
        int id = table.schema().findField("importjobid").fieldId();
        return DataFiles.builder(table.spec())
                .withPath(table.location() + path)
                .withPartitionPath("sampleid=" + sample)
                .withFormat("parquet")
                .withFileSizeInBytes(1000)
                .withMetrics(new Metrics(
                        rows,
                        Map.of(),
                        Map.of(id, rows),
                        Map.of(id, 0L),
                        Map.of(),
                        // As Iceberg cuts bounds of text.
                        Map.of(id, bytes(from.value().substring(0, 16))),
                        Map.of(
                                id,
                                bytes(to.value().substring(0, 15)
                                        + (char) (to.value().charAt(15) + 1)))))
                .build();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> paths() throws IOException {
        table.refresh();
        List<String> paths = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            tasks.forEach(task -> paths.add(task.file().location()));
        }
        return paths;
    }
}
