package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRefType;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.JobId;

/** Which history and which files go, and which rewrites a worker may commit. */
class TableCareTest {
    private static final Resource.Table TABLE = TableFixture.table("0123456789ab");
    private static final JobId FIRST = JobId.random();
    private static final JobId SECOND = JobId.random();
    private static final JobId THIRD = JobId.random();

    @TempDir
    Path folder;

    private StoreTables tables;
    private TableCare care;
    private Table table;
    private int files;

    @BeforeEach
    void open() {
        tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("db")),
                new TableLocation("file:" + folder.resolve("warehouse")));
        tables.create(TABLE, new TableShape.Calls(FileLayout.SAMPLES));
        table = tables.catalog().loadTable(StoreTables.identifier(TABLE));
        care = new TableCare(tables);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void expirySparesAJobThatHasNotEndedAndAllThatCameAfterIt() throws InterruptedException {
        append(FIRST, "{\"0\":[\"##contig=<ID=chr1,length=7>\"]}");
        append(SECOND, null);
        append(THIRD, null);

        assertThat(plan(Set.of(SECOND.value())).snapshots()).isEqualTo(1);
        assertThat(clean(Set.of(SECOND.value())).snapshots()).isEqualTo(1);
        assertThat(jobs()).containsExactly(SECOND.value(), THIRD.value());
        assertThat(tables.committedItems(TABLE, SECOND, List.of("s3://b/a"))).isPresent();

        assertThat(clean(Set.of()).snapshots()).isEqualTo(1);
        assertThat(jobs()).containsExactly(THIRD.value());
        assertThat(tables.sizeBytes(TABLE)).isEqualTo(3 * 1000);
    }

    @Test
    void nothingYoungerThanTheRetentionGoes() throws InterruptedException {
        append(FIRST, null);
        append(SECOND, null);
        Instant now = Instant.now();

        Cleaned cleaned =
                care.clean(TABLE, now.minus(Duration.ofHours(1)), now, Set.of()).orElseThrow();

        assertThat(cleaned.snapshots()).isZero();
        assertThat(jobs()).containsExactly(FIRST.value(), SECOND.value());
    }

    @Test
    void declarationsOutliveTheirSnapshotsOnceAndWithoutSources() throws InterruptedException {
        append(FIRST, "{\"1\":[\"##contig=<ID=chr1,length=7>\",\"##contig=<ID=chr2>\"]}");
        // As snapshots were marked before.
        table.newAppend()
                .set("lakeome.job-id", SECOND.value())
                .set("lakeome.items", "[{\"source\":\"s3://b/x\"},{\"source\":\"s3://b/jane\"}]")
                .set("lakeome.vcf-header", "{\"s3://b/jane\":[\"##contig=<ID=chr2>\",\"##contig=<ID=chr3>\"]}")
                .commit();
        append(THIRD, null);
        clean(Set.of());
        append(JobId.random(), "{\"0\":[\"##contig=<ID=chr4>\"]}");
        append(JobId.random(), null);
        clean(Set.of());

        table.refresh();
        assertThat(table.properties().get("lakeome.vcf-header"))
                .startsWith("{\"" + FIRST + ":1\":[\"##contig=<ID=chr1,length=7>\",\"##contig=<ID=chr2>\"],\"" + SECOND
                        + ":1\":[\"##contig=<ID=chr3>\"],")
                .endsWith(":0\":[\"##contig=<ID=chr4>\"]}");
    }

    @Test
    void declarationsOfAnUndoneImportAreCarriedAsSuchWhereAnImportMayRelyOnThem() throws InterruptedException {
        append(FIRST, "{\"0\":[\"##contig=<ID=chr1,length=7>\"]}");
        append(JobId.random(), null);
        table.newDelete()
                .set("lakeome.undone-job", FIRST.value())
                .deleteFile(table.location() + "/data/0.parquet")
                .commit();
        Thread.sleep(2);
        append(SECOND, null);
        clean(Set.of());
        append(THIRD, null);
        clean(Set.of());

        table.refresh();
        assertThat(table.properties().get("lakeome.vcf-header"))
                .isEqualTo("{\"undone:" + FIRST + ":0\":[\"##contig=<ID=chr1,length=7>\"]}");
    }

    @Test
    void declarationsOfAnUndoneImportGoWhereNoImportMayRelyOnThem() throws InterruptedException {
        append(FIRST, "{\"0\":[\"##contig=<ID=chr1,length=7>\"]}");
        append(SECOND, "{\"0\":[\"##contig=<ID=chr2>\"]}");
        table.newDelete()
                .set("lakeome.undone-job", SECOND.value())
                .deleteFile(table.location() + "/data/1.parquet")
                .commit();
        Thread.sleep(2);
        append(THIRD, null);
        clean(Set.of());

        table.refresh();
        assertThat(table.properties().get("lakeome.vcf-header"))
                .isEqualTo("{\"" + FIRST + ":0\":[\"##contig=<ID=chr1,length=7>\"]}");
    }

    @Test
    void whatGrowsOldBetweenCarryingAndExpiryStays() throws InterruptedException {
        append(FIRST, null);
        append(SECOND, "{\"0\":[\"##contig=<ID=chr2>\"]}");
        Table loaded = TableFixture.load(tables, TABLE);
        List<Snapshot> old = TableCare.expiring(loaded, Long.MAX_VALUE);
        // Takes the place of the second as the current one, whose lines nobody has carried.
        append(THIRD, null);

        assertThat(TableCare.expire(loaded, old)).isTrue();
        assertThat(jobs()).containsExactly(SECOND.value(), THIRD.value());
    }

    @Test
    void nothingExpiresWhoseDeclarationsHaveNoRoom() throws InterruptedException {
        append(FIRST, "{\"0\":[\"##" + "a".repeat(1_200_000) + "\"]}");
        append(SECOND, "{\"0\":[\"##" + "b".repeat(1_200_000) + "\"]}");
        append(THIRD, null);

        assertThat(clean(Set.of()).snapshots()).isZero();
        assertThat(jobs()).containsExactly(FIRST.value(), SECOND.value(), THIRD.value());
    }

    @Test
    void expiryDeletesNothingOutsideTheTable() throws Exception {
        Path own = old(LocalFileIO.path(table.location()).resolve("data/own.parquet"));
        Path foreign = old(folder.resolve("warehouse/another/data/foreign.parquet"));
        DataFile first = dataFile("file:" + own, "S1", 1);
        DataFile second = dataFile("file:" + foreign, "S1", 1);
        table.newAppend().appendFile(first).appendFile(second).commit();
        table.newDelete().deleteFile(first).deleteFile(second).commit();
        append(THIRD, null);

        assertThat(clean(Set.of()).snapshots()).isEqualTo(2);
        assertThat(own).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void orphansGoUnlessTheyAreYoungOrOfAJobThatHasNotEnded() throws Exception {
        Path root = LocalFileIO.path(table.location());
        Path known = old(root.resolve("data/" + FIRST + "/1/0.parquet"));
        table.newAppend().appendFile(dataFile("file:" + known, "S1", 1)).commit();
        Path ended = old(root.resolve("data/" + SECOND + "/1/0.parquet"));
        Path running = old(root.resolve("data/" + THIRD + "/2/0.parquet"));
        Path young = Files.writeString(running.resolveSibling("1.parquet"), "x");
        Path manifest = old(root.resolve("metadata/left-m0.avro"));

        Instant before = Instant.now().minus(Duration.ofHours(24));
        TablePlan plan = care.plan(TABLE, before, before, Set.of(THIRD.value())).orElseThrow();
        Cleaned cleaned =
                care.clean(TABLE, before, before, Set.of(THIRD.value())).orElseThrow();

        assertThat(plan.orphans()).isEqualTo(2);
        assertThat(cleaned.orphans()).isEqualTo(2);
        assertThat(ended.getParent().getParent()).doesNotExist();
        assertThat(manifest).doesNotExist();
        assertThat(known).exists();
        assertThat(running).exists();

        // The job has ended meanwhile: what it has left is no longer spared, what is young still is.
        assertThat(care.clean(TABLE, before, before, Set.of()).orElseThrow().orphans())
                .isEqualTo(1);
        assertThat(running).doesNotExist();
        assertThat(young).exists();
        assertThat(tables.sizeBytes(TABLE)).isEqualTo(1000);
    }

    @Test
    void manifestsOfManySmallImportsBecomeOne() throws InterruptedException {
        for (int i = 0; i < 12; i++) {
            append(JobId.random(), null);
        }
        Cleaned cleaned = clean(Set.of());

        assertThat(cleaned.manifestsBefore()).isEqualTo(12);
        assertThat(cleaned.manifestsAfter()).isEqualTo(1);
        assertThat(tables.sizeBytes(TABLE)).isEqualTo(12 * 1000);
    }

    @Test
    void planCountsSmallFilesThatHaveOthersBesideThem() {
        table.newAppend()
                .appendFile(dataFile(table.location() + "/data/a", "S1", 1))
                .appendFile(dataFile(table.location() + "/data/b", "S1", 1))
                .appendFile(dataFile(table.location() + "/data/c", "S2", 1))
                .commit();

        TablePlan plan = plan(Set.of());
        assertThat(plan.joined()).isEqualTo(2);
        assertThat(plan.into()).isEqualTo(1);
        assertThat(plan.joinedBytes()).isEqualTo(2000);
        assertThat(plan.isWorthwhile(Optional.empty())).isFalse();
    }

    @Test
    void rewriteThatKeepsTheRowsOfEachSampleIsTaken() {
        DataFile first = dataFile(table.location() + "/data/a", "S1", 10);
        DataFile second = dataFile(table.location() + "/data/b", "S1", 5);
        table.newAppend().appendFile(first).appendFile(second).commit();

        check(table.newRewrite()
                .rewriteFiles(Set.of(first, second), Set.of(dataFile(table.location() + "/data/c", "S1", 15)))
                .apply());
    }

    @Test
    void rewriteWithOtherRowsOrForeignFilesOrAsAnAppendIsRefused() {
        DataFile first = dataFile(table.location() + "/data/a", "S1", 10);
        table.newAppend().appendFile(first).commit();

        assertRefused(rewrite(first, dataFile(table.location() + "/data/c", "S1", 9)), "number of rows in 1");
        assertRefused(rewrite(first, dataFile(table.location() + "/data/c", "S2", 10)), "number of rows in 2");
        assertRefused(rewrite(first, dataFile("file:/etc/passwd", "S1", 10)), "not in the table's folder");
        assertRefused(table.newAppend().appendFile(first).apply(), "the operation append");
    }

    private Snapshot rewrite(DataFile from, DataFile to) {
        return table.newRewrite().rewriteFiles(Set.of(from), Set.of(to)).apply();
    }

    private void assertRefused(Snapshot snapshot, String why) {
        assertThatThrownBy(() -> check(snapshot))
                .isInstanceOf(ForbiddenException.class)
                .hasMessageContaining(why);
    }

    private void check(Snapshot snapshot) {
        new RewriteCommit(((BaseTable) table).operations().current(), table.io())
                .check(new UpdateTableRequest(
                        List.of(new UpdateRequirement.AssertRefSnapshotID(
                                "main", table.currentSnapshot().snapshotId())),
                        List.of(
                                new MetadataUpdate.AddSnapshot(snapshot),
                                new MetadataUpdate.SetSnapshotRef(
                                        "main", snapshot.snapshotId(), SnapshotRefType.BRANCH, null, null, null))));
    }

    private TablePlan plan(Set<String> running) {
        return care.plan(TABLE, Instant.now(), Instant.EPOCH, running).orElseThrow();
    }

    private Cleaned clean(Set<String> running) {
        return care.clean(TABLE, Instant.now(), Instant.EPOCH, running).orElseThrow();
    }

    private List<String> jobs() {
        table.refresh();
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .map(snapshot -> snapshot.summary().get("lakeome.job-id"))
                .toList();
    }

    private void append(JobId job, String header) throws InterruptedException {
        AppendFiles append = table.newAppend()
                .set("lakeome.job-id", job.value())
                .set("lakeome.items", "[{\"item\":0,\"completed\":true}]")
                .appendFile(dataFile(table.location() + "/data/" + files++ + ".parquet", "S1", 1));
        if (header != null) {
            append.set("lakeome.vcf-header", header);
        }
        append.commit();
        // Expiry goes by whole milliseconds.
        Thread.sleep(2);
    }

    private DataFile dataFile(String path, String sample, long rows) {
        return DataFiles.builder(table.spec())
                .withPath(path)
                .withPartitionPath("sampleid=" + sample)
                .withFormat("parquet")
                .withFileSizeInBytes(1000)
                .withRecordCount(rows)
                .build();
    }

    private static Path old(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        return file;
    }
}
