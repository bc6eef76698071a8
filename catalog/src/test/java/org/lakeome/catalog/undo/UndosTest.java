package org.lakeome.catalog.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.ManifestFile;
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
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.job.ImportJob;
import org.lakeome.catalog.job.JobStatus;
import org.lakeome.catalog.table.ImportRemoval;
import org.lakeome.catalog.table.StoreTables;
import org.lakeome.catalog.table.TableCare;
import org.lakeome.catalog.table.TableFixture;
import org.lakeome.catalog.table.TableLocation;
import org.lakeome.catalog.upkeep.Upkeep;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;
import org.lakeome.catalog.work.WorkKind;

/** When an import may be taken back, who does it, and what it says afterwards. */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
class UndosTest {

    private static final String FILE = "s3://bucket/a.vcf.gz";

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private static final String CONTENT = "120-0a1b2c3d-4e5f6071";

    private TestCatalog catalog;
    private StoreTables tables;
    private Resource.Table table;
    private Undos undos;

    UndosTest(Databases.Kind kind) {
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
        undos = new Undos(catalog.database, catalog.queue, new ImportRemoval(tables));
    }

    @AfterEach
    void close() {
        tables.close();
        catalog.close();
    }

    @Test
    void importIsTakenBackOnceAndStaysCompletedWithAWordAboutIt() {
        JobId kept = imported(5, true);
        JobId undone = imported(7, true);

        assertThat(undos.plan(job(catalog.alice, undone)))
                .isEqualTo("Would remove 7 rows in 1 files from table exomes.");
        assertThat(undos.start(job(catalog.alice, undone)).status()).isEqualTo(UndoJob.Status.SUBMITTED);
        assertThatThrownBy(() -> undos.start(job(catalog.alice, undone)))
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("is being undone already");
        undos.tick();

        UndoJob ended = undos.find(job(catalog.alice, undone));
        assertThat(ended.status()).isEqualTo(UndoJob.Status.COMPLETED);
        assertThat(ended.message()).isEqualTo("Removed 7 rows from table exomes.");
        assertThat(rows()).isEqualTo("5");
        ImportJob told = catalog.job(catalog.alice, undone);
        assertThat(told.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(told.statusMessage())
                .isEqualTo("Undone: its rows are no longer in the store. Before: Imported 7 rows from 1 file.");
        assertThatThrownBy(() -> undos.start(job(catalog.alice, undone)))
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("was undone already");
        assertThatThrownBy(() -> undos.plan(job(catalog.alice, undone)))
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("was undone already");
        assertThatThrownBy(() -> undos.find(job(catalog.alice, kept))).isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void contentOfAnImportThatWasTakenBackIsKnownNoMore() {
        JobId undone = imported(7, true);
        catalog.start(catalog.alice, "exomes", FILE);
        WorkId next = lease().work();
        assertThat(catalog.imports.known(next, List.of(CONTENT)).get(CONTENT)).contains(undone.value());
        undos.start(job(catalog.alice, undone));
        assertThat(catalog.imports.known(next, List.of(CONTENT))).isNotEmpty();
        undos.tick();
        assertThat(catalog.imports.known(next, List.of(CONTENT))).isEmpty();
    }

    @Test
    void runningImportIsNotTakenBack() {
        JobId waiting = catalog.start(catalog.alice, "exomes", FILE);
        assertThatThrownBy(() -> undos.start(job(catalog.alice, waiting)))
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("is SUBMITTED; cancel it");
        lease();
        assertThatThrownBy(() -> undos.plan(job(catalog.alice, waiting)))
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("is IN_PROGRESS; cancel it");
    }

    @Test
    void importWithoutRowsHasNothingToUndo() {
        catalog.start(catalog.alice, "exomes", FILE);
        JobId failed = finish(lease(), Outcome.Status.FAILED, 0);
        assertThatThrownBy(() -> undos.start(job(catalog.alice, failed)))
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("nothing to undo");

        imported(5, false);
        assertThatThrownBy(() -> undos.start(job(catalog.alice, failed)))
                .as("beside joined files, in which any rows may lie")
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("nothing to undo");
    }

    @Test
    void undoWhoseWorkerDiedAfterItsCommitIsCompletedWhenItIsAskedForAgain() {
        JobId mixed = imported(7, false);
        undos.start(job(catalog.alice, mixed));
        undos.tick();
        Lease lease = lease();
        Table loaded = TableFixture.load(tables, table);
        loaded.newDelete()
                .set("lakeome.undone-job", mixed.value())
                .deleteFile(loaded.location() + "/data/01/" + mixed + ".parquet")
                .commit();
        catalog.queue.finish(
                lease.work(), lease.attempt(), new Outcome(Outcome.Status.FAILED, "no", List.of(), Optional.empty()));

        assertThat(undos.plan(job(catalog.alice, mixed))).isEqualTo("Would note that its rows were removed already.");
        undos.start(job(catalog.alice, mixed));
        undos.tick();
        assertThat(undos.find(job(catalog.alice, mixed)).status()).isEqualTo(UndoJob.Status.COMPLETED);
    }

    @Test
    void foreignImportIsAsUnknownAsOneThatIsNot() {
        JobId foreign = imported(5, true);
        JobId unknown = JobId.random();
        assertThatThrownBy(() -> job(catalog.bob, foreign))
                .isInstanceOf(ApiError.NotFound.class)
                .satisfies(hidden -> assertThatThrownBy(() -> job(catalog.bob, unknown))
                        .isInstanceOf(ApiError.NotFound.class)
                        .hasMessage(hidden.getMessage().replace(foreign.value(), unknown.value())));
    }

    @Test
    void rowsThatLieWithOthersAreTakenOutByAWorkerWithItsLeaseAlone() {
        JobId mixed = imported(7, false);
        undos.start(job(catalog.alice, mixed));
        undos.tick();
        undos.tick();
        Lease lease = lease();
        assertThat(catalog.queue.lease("w", TestCatalog.LEASE))
                .as("one work for both ticks")
                .isEmpty();
        assertThat(lease.kind()).isEqualTo(WorkKind.UNDO_IMPORT);
        assertThat(undos.workOf(lease)).isEqualTo(new UndoWork(mixed, List.of(table)));
        assertThat(undos.removalOf(lease.work(), table).rows()).contains(7L);
        Caller.ImportWorker worker = new Caller.ImportWorker(catalog.alice.account(), lease.work(), lease.attempt());
        Target<Resource.Table> target = Target.table("alice", "exomes");
        catalog.authorizer.require(worker, Operation.REMOVE_DATA, target);
        assertThatThrownBy(() -> catalog.authorizer.require(worker, Operation.COMMIT_DATA, target))
                .isInstanceOf(ApiError.Forbidden.class);

        catalog.queue.finish(
                lease.work(),
                lease.attempt(),
                new Outcome(Outcome.Status.COMPLETED, "Removed 7 rows.", List.of(), Optional.empty()));
        assertThat(undos.find(job(catalog.alice, mixed)))
                .isEqualTo(new UndoJob(mixed, UndoJob.Status.COMPLETED, "Removed 7 rows."));
        assertThatThrownBy(() -> catalog.authorizer.require(worker, Operation.REMOVE_DATA, target))
                .isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void undoThatFailedMayBeTriedAgain() {
        JobId mixed = imported(7, false);
        undos.start(job(catalog.alice, mixed));
        undos.tick();
        Lease lease = lease();
        catalog.queue.finish(
                lease.work(), lease.attempt(), new Outcome(Outcome.Status.FAILED, "no", List.of(), Optional.empty()));
        assertThat(undos.find(job(catalog.alice, mixed)).status()).isEqualTo(UndoJob.Status.FAILED);

        assertThat(undos.start(job(catalog.alice, mixed)).status()).isEqualTo(UndoJob.Status.SUBMITTED);
        undos.tick();
        assertThat(lease().kind()).isEqualTo(WorkKind.UNDO_IMPORT);
        assertThat(count("work")).as("one of the import and one of the undo").isEqualTo(2);
    }

    @Test
    void deletedStoreTakesItsUndosAlong() {
        JobId mixed = imported(7, false);
        undos.start(job(catalog.alice, mixed));
        undos.tick();
        catalog.database.run(sql -> undos.beforeDelete(sql, table.store(), false));

        assertThat(catalog.queue.lease("w", TestCatalog.LEASE)).isEmpty();
        assertThat(undos.find(job(catalog.alice, mixed)).message()).contains("was deleted");
    }

    @Test
    void forgottenImportIsForgottenWithItsUndo() {
        JobId mixed = imported(7, false);
        undos.start(job(catalog.alice, mixed));
        undos.tick();
        Lease lease = lease();
        catalog.queue.finish(
                lease.work(), lease.attempt(), new Outcome(Outcome.Status.COMPLETED, "", List.of(), Optional.empty()));
        catalog.clock.advance(Duration.ofDays(800));

        catalog.imports.forgetEnded(Duration.ofDays(730));
        assertThat(count("import_undo")).isZero();
        assertThat(count("work")).isZero();
    }

    @Test
    void workWhoseUndoIsGoneDoesNotStopTheQueue() {
        JobId mixed = imported(7, false);
        undos.start(job(catalog.alice, mixed));
        undos.tick();
        catalog.database.run(sql -> sql.statement("delete from import_undo").execute());
        catalog.clock.advance(Duration.ofSeconds(1));
        JobId waiting = catalog.start(catalog.alice, "exomes", FILE);

        Lease orphan = lease();
        assertThat(orphan.kind()).isEqualTo(WorkKind.UNDO_IMPORT);
        assertThatThrownBy(() -> undos.workOf(orphan)).isInstanceOf(ApiError.NotFound.class);
        assertThat(catalog.imports.workOf(lease()).job().id()).isEqualTo(waiting);
        catalog.queue.heartbeat(orphan.work(), orphan.attempt(), TestCatalog.LEASE, new Progress("reads", List.of()));
        catalog.queue.finish(
                orphan.work(), orphan.attempt(), new Outcome(Outcome.Status.FAILED, "", List.of(), Optional.empty()));
        assertThat(catalog.queue.lease("w", TestCatalog.LEASE)).isEmpty();
    }

    @Test
    void importThatIsBeingUndoneIsNotForgotten() {
        JobId mixed = imported(7, false);
        undos.start(job(catalog.alice, mixed));
        catalog.clock.advance(Duration.ofDays(800));
        catalog.imports.forgetEnded(Duration.ofDays(730));
        assertThat(count("import_undo")).isOne();

        undos.tick();
        assertThat(undos.workOf(lease()).job()).isEqualTo(mixed);
    }

    @Test
    void serverThatFailsLeavesAnUndoToTheWorkerThatHasIt() {
        JobId mixed = imported(7, false);
        undos.start(job(catalog.alice, mixed));
        undos.tick();

        boolean failed = catalog.database.transaction(sql -> new UndoRows(sql).failWaiting(mixed, "It failed."));
        assertThat(failed).isFalse();
        assertThat(undos.find(job(catalog.alice, mixed)).status()).isEqualTo(UndoJob.Status.SUBMITTED);
    }

    @Test
    void importSaysOnceThatItWasUndone() {
        JobId undone = imported(7, true);
        undos.start(job(catalog.alice, undone));
        undos.tick();
        // As another server, which was at it at the same time.
        catalog.database.run(sql -> new UndoRows(sql).complete(undone, "Removed its rows."));

        assertThat(catalog.job(catalog.alice, undone).statusMessage())
                .isEqualTo("Undone: its rows are no longer in the store. Before: Imported 7 rows from 1 file.");
    }

    @Test
    void historyFromBeforeAnUndoEndsWhenNothingRunningNeedsIt() {
        JobId kept = imported(5, true);
        JobId undone = imported(7, true);
        undos.start(job(catalog.alice, undone));
        undos.tick();
        Upkeep upkeep = new Upkeep(
                catalog.database,
                catalog.queue,
                new TableCare(tables),
                new Upkeep.Schedule(Optional.empty(), Duration.ofDays(7)));

        upkeep.tick();
        Table told = TableFixture.load(tables, table);
        assertThat(told.currentSnapshot().dataManifests(told.io()))
                .as("manifests that name the removed file")
                .noneMatch(ManifestFile::hasDeletedFiles);
        assertThat(marks()).as("an hour for queries").contains(kept.value(), undone.value());

        JobId running = catalog.start(catalog.alice, "exomes", FILE);
        Lease lease = lease();
        mark(running);
        JobId other = imported(3, true);
        undos.start(job(catalog.alice, other));
        undos.tick();
        catalog.clock.advance(Duration.ofDays(9999));
        upkeep.tick();
        assertThat(marks()).as("from the mark of a job that runs on").containsExactly(running.value(), other.value());

        finish(lease, Outcome.Status.COMPLETED, 0);
        catalog.clock.advance(Duration.ofMinutes(2));
        upkeep.tick();
        assertThat(marks()).isEmpty();
        assertThat(rows()).isEqualTo("5");
        assertThat(count("import_undo where history = 'GONE'")).isEqualTo(2);
    }

    private void mark(JobId job) {
        TableFixture.load(tables, table)
                .newAppend()
                .set("lakeome.job-id", job.value())
                .set("lakeome.items", "[]")
                .commit();
    }

    /** The imports whose snapshots are there. */
    private List<String> marks() {
        return StreamSupport.stream(TableFixture.load(tables, table).snapshots().spliterator(), false)
                .map(snapshot -> snapshot.summary().get("lakeome.job-id"))
                .filter(Objects::nonNull)
                .toList();
    }

    private long count(String rows) {
        return catalog.database.transaction(
                sql -> sql.statement("select count(*) as found from " + rows).one(row -> row.number("found")));
    }

    /** @param own whether the file lies where imports write, and not where an upkeep does */
    private JobId imported(long rows, boolean own) {
        JobId job = catalog.start(catalog.alice, "exomes", FILE);
        Table loaded = TableFixture.load(tables, table);
        AppendFiles append =
                loaded.newAppend().set("lakeome.job-id", job.value()).set("lakeome.items", "[]");
        append.appendFile(DataFiles.builder(loaded.spec())
                .withPath(loaded.location() + (own ? "/data/" + job + "/1/0.parquet" : "/data/01/" + job + ".parquet"))
                .withPartitionPath("sampleid=S1")
                .withFileSizeInBytes(1000)
                .withRecordCount(rows)
                .build());
        append.commit();
        assertThat(finish(lease(), Outcome.Status.COMPLETED, rows)).isEqualTo(job);
        return job;
    }

    private Lease lease() {
        return catalog.queue.lease("w", TestCatalog.LEASE).orElseThrow();
    }

    private JobId finish(Lease lease, Outcome.Status status, long rows) {
        JobId job = catalog.imports.workOf(lease).job().id();
        ItemState state = status == Outcome.Status.COMPLETED ? ItemState.COMPLETED : ItemState.FAILED;
        catalog.queue.finish(
                lease.work(),
                lease.attempt(),
                new Outcome(
                        status,
                        "Imported " + rows + " rows from 1 file.",
                        List.of(new ItemReport(FILE, state, "", rows, rows, CONTENT)),
                        Optional.empty()));
        return job;
    }

    private Authorized<Resource.Job> job(Caller.User caller, JobId job) {
        return catalog.authorizer.require(caller, Operation.UNDO_JOB, Target.job(StoreKind.VARIANT, job));
    }

    private String rows() {
        return TableFixture.load(tables, table).currentSnapshot().summary().get("total-records");
    }
}
