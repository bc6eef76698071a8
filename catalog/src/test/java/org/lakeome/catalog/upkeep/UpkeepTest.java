package org.lakeome.catalog.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.TestCatalog;
import org.lakeome.catalog.access.Authorized;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Resource;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.db.DatabaseConfig;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.table.StoreTables;
import org.lakeome.catalog.table.TableCare;
import org.lakeome.catalog.table.TableFixture;
import org.lakeome.catalog.table.TableLocation;
import org.lakeome.catalog.table.TablePlan;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.WorkKind;
import org.lakeome.catalog.work.WorkQueue;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class UpkeepTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private TestCatalog catalog;
    private StoreTables tables;
    private Resource.Table table;

    UpkeepTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        catalog = new TestCatalog(kind, folder);
        table = catalog.store(catalog.alice, "exomes").tables().getFirst();
        tables = StoreTables.open(
                DatabaseConfig.embedded(folder.resolve("tables")),
                new TableLocation("file:" + folder.resolve("warehouse")));
        tables.create(table, new TableShape.Calls(FileLayout.SAMPLES));
    }

    @AfterEach
    void close() {
        tables.close();
        catalog.close();
    }

    private Upkeep upkeep(Optional<Duration> every) {
        return new Upkeep(catalog.database, catalog.queue, new TableCare(tables), new Upkeep.Schedule(every, WEEK));
    }

    /** With a queue of its own on the same database. */
    private Upkeep otherServer() {
        return new Upkeep(
                catalog.database,
                new WorkQueue(catalog.database),
                new TableCare(tables),
                new Upkeep.Schedule(Optional.of(Duration.ofHours(24)), WEEK));
    }

    private Authorized<Resource.Store> store(Caller.User caller) {
        return catalog.authorizer.require(
                caller, Operation.OPTIMIZE_STORE, TestCatalog.target(catalog.alice, "exomes"));
    }

    private void appendSmallFiles(int count) {
        Table loaded = TableFixture.load(tables, table);
        AppendFiles append = loaded.newAppend();
        for (int i = 0; i < count; i++) {
            append.appendFile(DataFiles.builder(loaded.spec())
                    .withPath(loaded.location() + "/data/" + i + ".parquet")
                    .withPartitionPath("sampleid=S1")
                    .withFileSizeInBytes(1000)
                    .withRecordCount(1)
                    .build());
        }
        append.commit();
    }

    private void finish(Lease lease, Outcome.Status status, String message) {
        catalog.queue.finish(lease.work(), lease.attempt(), new Outcome(status, message, List.of(), Optional.empty()));
    }

    @Test
    void tableThatIsDeletedWhileItsUpkeepIsPlannedGetsNone() {
        Upkeep upkeep = upkeep(Optional.empty());
        appendSmallFiles(3);
        TablePlan plan = new TableCare(tables)
                .plan(table, Instant.now(), Instant.EPOCH, Set.of())
                .orElseThrow();
        catalog.database.run(
                sql -> sql.statement("update store_table set made = false").execute());
        assertThat(upkeep.start(table, plan, WEEK)).isEmpty();
        catalog.database.run(sql -> sql.statement("delete from store_table").execute());
        tables.drop(table);
        assertThat(upkeep.start(table, plan, WEEK)).isEmpty();
        assertThat(catalog.queue.lease("w", TestCatalog.LEASE)).isEmpty();
    }

    @Test
    void smallFilesGoToAWorkerAndTheHistoryIsClearedAfterIt() {
        Upkeep upkeep = upkeep(Optional.empty());
        appendSmallFiles(3);
        assertThat(upkeep.plan(store(catalog.alice), WEEK).values())
                .containsExactly("Would join 3 files into about 1, 0.0 MB; would remove 0 snapshots, 0 orphan files.");

        UpkeepJob job = upkeep.start(store(catalog.alice), WEEK).getFirst();
        assertThat(job.status()).isEqualTo(UpkeepJob.Status.SUBMITTED);
        assertThatThrownBy(() -> upkeep.start(store(catalog.alice), WEEK)).isInstanceOf(ApiError.Conflict.class);

        Lease lease = catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow();
        assertThat(lease.kind()).isEqualTo(WorkKind.OPTIMIZE);
        assertThat(upkeep.workOf(lease).table()).isEqualTo(table);
        Caller.ImportWorker worker = new Caller.ImportWorker(catalog.alice.account(), lease.work(), lease.attempt());
        Target<Resource.Table> target = Target.table("alice", "exomes");
        catalog.authorizer.require(worker, Operation.REWRITE_DATA, target);
        catalog.authorizer.require(worker, Operation.READ_DATA, target);
        assertThatThrownBy(() -> catalog.authorizer.require(worker, Operation.COMMIT_DATA, target))
                .isInstanceOf(ApiError.Forbidden.class);
        finish(lease, Outcome.Status.COMPLETED, "Joined 3 files into 1, 0.1 MB");
        assertThatThrownBy(() -> catalog.authorizer.require(worker, Operation.REWRITE_DATA, target))
                .isInstanceOf(ApiError.NotFound.class);
        upkeep.tick();

        UpkeepJob ended = upkeep.latest(store(catalog.alice)).getFirst();
        assertThat(ended.status()).isEqualTo(UpkeepJob.Status.COMPLETED);
        assertThat(ended.message()).isEqualTo("Joined 3 files into 1, 0.1 MB; removed 0 snapshots, 0 orphan files.");
    }

    @Test
    void leaseOfAnImportDoesNotRewrite() {
        upkeep(Optional.empty());
        catalog.start(catalog.alice, "exomes", "s3://bucket/a.vcf.gz");
        Lease lease = catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow();
        Caller.ImportWorker worker = new Caller.ImportWorker(catalog.alice.account(), lease.work(), lease.attempt());

        assertThatThrownBy(() ->
                        catalog.authorizer.require(worker, Operation.REWRITE_DATA, Target.table("alice", "exomes")))
                .isInstanceOf(ApiError.Forbidden.class);
    }

    @Test
    void nobodyButTheOwnerFindsTheStore() {
        assertThatThrownBy(() -> store(catalog.bob)).isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void historyIsClearedAfterAFailedJoinTooWhichStaysAFailure() {
        Upkeep upkeep = upkeep(Optional.empty());
        appendSmallFiles(2);
        upkeep.start(store(catalog.alice), WEEK);
        finish(catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow(), Outcome.Status.FAILED, "no");
        upkeep.tick();

        UpkeepJob ended = upkeep.latest(store(catalog.alice)).getFirst();
        assertThat(ended.status()).isEqualTo(UpkeepJob.Status.FAILED);
        assertThat(ended.message())
                .isEqualTo("Small files could not be joined: no; removed 0 snapshots, 0 orphan files.");
    }

    @Test
    void retentionOfLessThanAnHourIsRefused() {
        Upkeep upkeep = upkeep(Optional.empty());
        assertThatThrownBy(() -> upkeep.start(store(catalog.alice), Duration.ofMinutes(59)))
                .isInstanceOf(ApiError.Invalid.class);
    }

    @Test
    void scheduleStartsWhereItIsWorthwhileAndOneAtATime() {
        Upkeep upkeep = upkeep(Optional.of(Duration.ofHours(6)));
        appendSmallFiles(30);
        upkeep.tick();
        assertThat(upkeep.latest(store(catalog.alice))).as("not at the start").isEmpty();

        catalog.clock.advance(Duration.ofHours(7));
        upkeep.tick();
        assertThat(upkeep.latest(store(catalog.alice))).hasSize(1);
        catalog.clock.advance(Duration.ofHours(7));
        upkeep.tick();
        assertThat(upkeep.latest(store(catalog.alice))).as("one is under way").hasSize(1);
    }

    @Test
    void scheduleLeavesFilesThatTheLastUpkeepLeftUntilRowsComeOrGo() {
        Upkeep upkeep = upkeep(Optional.of(Duration.ofHours(6)));
        appendSmallFiles(30);
        // Snapshots have the time of the machine.
        catalog.clock.advance(
                Duration.between(catalog.clock.instant(), Instant.now()).plusDays(1));
        upkeep.tick();
        finish(catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow(), Outcome.Status.COMPLETED, "Nothing");
        upkeep.tick();
        assertThat(latest(upkeep)).isEqualTo(UpkeepJob.Status.COMPLETED);

        catalog.clock.advance(Duration.ofHours(7));
        upkeep.tick();
        assertThat(upkeep.latest(store(catalog.alice))).hasSize(1);
    }

    @Test
    void restartDoesNotPutTheScheduleOff() {
        appendSmallFiles(30);
        upkeep(Optional.of(Duration.ofHours(24))).tick();
        catalog.clock.advance(Duration.ofHours(20));
        Upkeep restarted = otherServer();
        restarted.tick();
        assertThat(restarted.latest(store(catalog.alice))).isEmpty();

        catalog.clock.advance(Duration.ofHours(5));
        Upkeep again = otherServer();
        again.tick();
        assertThat(again.latest(store(catalog.alice))).hasSize(1);
    }

    @Test
    void ofTwoServersOneLooksAfterATable() {
        appendSmallFiles(30);
        Upkeep first = upkeep(Optional.of(Duration.ofHours(24)));
        Upkeep second = otherServer();
        catalog.clock.advance(Duration.ofHours(25));
        first.tick();
        second.tick();
        finish(catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow(), Outcome.Status.COMPLETED, "Joined");
        second.tick();
        first.tick();
        second.tick();

        assertThat(first.latest(store(catalog.alice)))
                .extracting(UpkeepJob::status)
                .containsExactly(UpkeepJob.Status.COMPLETED);
    }

    @Test
    void whileOneServerIsAtItTheOthersWait() {
        Upkeep upkeep = upkeep(Optional.empty());
        joined(upkeep);
        new UpkeepTurn(catalog.database).run(() -> {
            upkeep.tick();
            assertThat(latest(upkeep)).isEqualTo(UpkeepJob.Status.CLEANING);
        });

        upkeep.tick();
        assertThat(latest(upkeep)).isEqualTo(UpkeepJob.Status.COMPLETED);
    }

    @Test
    void turnOfAServerThatDiedLapses() {
        Upkeep upkeep = upkeep(Optional.empty());
        joined(upkeep);
        catalog.database.run(
                sql -> assertThat(new UpkeepRows(sql).takeTurn("dead", sql.now().plusSeconds(120)))
                        .isTrue());
        upkeep.tick();
        assertThat(latest(upkeep)).isEqualTo(UpkeepJob.Status.CLEANING);

        catalog.clock.advance(Duration.ofSeconds(121));
        upkeep.tick();
        assertThat(latest(upkeep)).isEqualTo(UpkeepJob.Status.COMPLETED);
    }

    private void joined(Upkeep upkeep) {
        appendSmallFiles(2);
        upkeep.start(store(catalog.alice), WEEK);
        finish(catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow(), Outcome.Status.COMPLETED, "Joined");
    }

    private UpkeepJob.Status latest(Upkeep upkeep) {
        return upkeep.latest(store(catalog.alice)).getFirst().status();
    }

    @Test
    void deletedStoreTakesItsUpkeepAlong() {
        Upkeep upkeep = upkeep(Optional.empty());
        appendSmallFiles(2);
        upkeep.start(store(catalog.alice), WEEK);
        catalog.database.run(sql -> upkeep.beforeDelete(sql, table.store(), false));

        assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isEmpty();
        assertThat(upkeep.latest(store(catalog.alice)).getFirst().message()).contains("was deleted");
    }

    @Test
    void deletedVersionTakesItsUpkeepAlong() {
        Upkeep upkeep = upkeep(Optional.empty());
        appendSmallFiles(2);
        upkeep.start(store(catalog.alice), WEEK);
        catalog.database.run(sql -> upkeep.beforeDelete(sql, table, false));
        upkeep.tick();

        assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isEmpty();
        UpkeepJob ended = upkeep.latest(store(catalog.alice)).getFirst();
        assertThat(ended.status()).isEqualTo(UpkeepJob.Status.FAILED);
        assertThat(ended.message()).isEqualTo("Table 'exomes' was deleted");
    }
}
