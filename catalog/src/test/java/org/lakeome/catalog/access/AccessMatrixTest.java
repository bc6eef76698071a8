package org.lakeome.catalog.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lakeome.catalog.TestCatalog;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.WorkId;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.catalog.undo.Undos;
import org.lakeome.catalog.upkeep.Upkeep;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Loss;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.WorkKind;

/** For each operation the callers that pass are stated; that all others do not is generated. */
@ParameterizedClass
@MethodSource("kinds")
class AccessMatrixTest {

    /** Everyone there is, as they stand to alice's store `exomes`, the job into it and the shares of it. */
    private enum Actor {
        OWNER,
        ACTIVE_SUBSCRIBER,
        PENDING_SUBSCRIBER,
        FORMER_SUBSCRIBER,
        STRANGER,
        WORKER,
        WORKER_OF_LOST_ATTEMPT,
        WORKER_OF_FUTURE_ATTEMPT,
        WORKER_OF_ENDED_JOB,
        WORKER_OF_CANCELLED_JOB,
        WORKER_OF_OTHER_STORE,
        WORKER_FOR_WRONG_OWNER,
        WORKER_OF_NOTHING,
        WORKER_OF_UPKEEP,
        WORKER_OF_UNDO,
        TRINO_SERVICE
    }

    private static final Map<Operation, Set<Actor>> PASSING = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    Operation.READ_DATA,
                    EnumSet.of(
                            Actor.OWNER,
                            Actor.ACTIVE_SUBSCRIBER,
                            Actor.WORKER,
                            Actor.WORKER_OF_CANCELLED_JOB,
                            Actor.WORKER_OF_UPKEEP,
                            Actor.WORKER_OF_UNDO)),
            Map.entry(Operation.COMMIT_DATA, EnumSet.of(Actor.WORKER)),
            Map.entry(Operation.REWRITE_DATA, EnumSet.of(Actor.WORKER_OF_UPKEEP)),
            Map.entry(Operation.REMOVE_DATA, EnumSet.of(Actor.WORKER_OF_UNDO)),
            Map.entry(Operation.OPTIMIZE_STORE, EnumSet.of(Actor.OWNER)),
            Map.entry(Operation.DESCRIBE_STORE, EnumSet.of(Actor.OWNER)),
            Map.entry(Operation.UPDATE_STORE, EnumSet.of(Actor.OWNER)),
            Map.entry(Operation.DELETE_STORE, EnumSet.of(Actor.OWNER)),
            Map.entry(Operation.TAG_STORE, EnumSet.of(Actor.OWNER)),
            Map.entry(Operation.IMPORT, EnumSet.of(Actor.OWNER)),
            Map.entry(Operation.SHARE_STORE, EnumSet.of(Actor.OWNER)),
            // The share of the active subscriber.
            Map.entry(Operation.DESCRIBE_SHARE, EnumSet.of(Actor.OWNER, Actor.ACTIVE_SUBSCRIBER)),
            Map.entry(Operation.ACCEPT_SHARE, EnumSet.of(Actor.ACTIVE_SUBSCRIBER)),
            Map.entry(Operation.END_SHARE, EnumSet.of(Actor.OWNER, Actor.ACTIVE_SUBSCRIBER)),
            Map.entry(Operation.DESCRIBE_JOB, EnumSet.of(Actor.OWNER)),
            Map.entry(Operation.CANCEL_JOB, EnumSet.of(Actor.OWNER)),
            Map.entry(Operation.UNDO_JOB, EnumSet.of(Actor.OWNER))));

    /** Who may know that a resource exists, and so gets a 403 where it does not pass. */
    private static final Map<Class<?>, Set<Actor>> KNOWING = Map.of(
            Resource.Store.class, EnumSet.of(Actor.OWNER, Actor.ACTIVE_SUBSCRIBER),
            Resource.Table.class,
                    EnumSet.of(
                            Actor.OWNER,
                            Actor.ACTIVE_SUBSCRIBER,
                            Actor.WORKER,
                            Actor.WORKER_OF_CANCELLED_JOB,
                            Actor.WORKER_OF_UPKEEP,
                            Actor.WORKER_OF_UNDO),
            Resource.Share.class, EnumSet.of(Actor.OWNER, Actor.ACTIVE_SUBSCRIBER),
            Resource.Job.class, EnumSet.of(Actor.OWNER));

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private final StoreKind storeKind;
    private final Map<Actor, Caller> callers = new EnumMap<>(Actor.class);
    private TestCatalog catalog;
    private JobId job;
    private ShareId share;

    AccessMatrixTest(Databases.Kind kind, StoreKind storeKind) {
        this.kind = kind;
        this.storeKind = storeKind;
    }

    static Stream<Arguments> kinds() {
        return Arrays.stream(Databases.Kind.values())
                .flatMap(kind -> Arrays.stream(StoreKind.values()).map(storeKind -> Arguments.of(kind, storeKind)));
    }

    @BeforeEach
    void setTheScene() {
        catalog = new TestCatalog(kind, folder);
        Caller.User alice = catalog.alice;
        Resource.Table table =
                catalog.store(alice, storeKind, "exomes").tables().getFirst();
        catalog.store(alice, storeKind, "genomes");
        Caller.User former = catalog.user("former");
        Caller.User pending = catalog.user("pending");
        share = catalog.offer(alice, storeKind, "exomes", catalog.bob).id();
        catalog.accept(catalog.bob, share);
        ShareId ended = catalog.offer(alice, storeKind, "exomes", former).id();
        catalog.accept(former, ended);
        catalog.end(alice, ended);
        catalog.offer(alice, storeKind, "exomes", pending);

        JobId endedJob = catalog.start(alice, storeKind, "exomes", "s3://bucket/ended.vcf");
        Lease endedLease = lease();
        catalog.queue.finish(
                endedLease.work(), 1, new Outcome(Outcome.Status.COMPLETED, "", List.of(), Optional.empty()));
        catalog.stores.tag(
                catalog.authorizer.require(alice, Operation.TAG_STORE, TestCatalog.target(alice, storeKind, "exomes")),
                new Tags(Map.of("lakeome:on-bad-record", "quarantine")));
        job = catalog.start(alice, storeKind, "exomes", "s3://bucket/a.vcf");
        WorkId work = lease().work();
        catalog.queue.workerLost("w", new Loss("its process ended", true));
        assertThat(lease().attempt()).isEqualTo(2);
        JobId cancelled = catalog.start(alice, storeKind, "exomes", "s3://bucket/c.vcf");
        WorkId cancelledWork = lease().work();
        catalog.imports.cancel(
                catalog.authorizer.require(alice, Operation.CANCEL_JOB, Target.job(storeKind, cancelled)));
        catalog.start(alice, storeKind, "genomes", "s3://bucket/b.vcf");
        WorkId otherWork = lease().work();
        // Only its keeping of the work is wanted here.
        new Upkeep(catalog.database, catalog.queue, null, null);
        upkeep(table);
        WorkId upkeepWork = lease().work();
        new Undos(catalog.database, catalog.queue, null);
        undo(endedJob);
        WorkId undoWork = lease().work();

        callers.put(Actor.OWNER, alice);
        callers.put(Actor.ACTIVE_SUBSCRIBER, catalog.bob);
        callers.put(Actor.PENDING_SUBSCRIBER, pending);
        callers.put(Actor.FORMER_SUBSCRIBER, former);
        callers.put(Actor.STRANGER, catalog.carol);
        callers.put(Actor.WORKER, new Caller.ImportWorker(alice.account(), work, 2));
        callers.put(Actor.WORKER_OF_LOST_ATTEMPT, new Caller.ImportWorker(alice.account(), work, 1));
        callers.put(Actor.WORKER_OF_FUTURE_ATTEMPT, new Caller.ImportWorker(alice.account(), work, 3));
        callers.put(Actor.WORKER_OF_ENDED_JOB, new Caller.ImportWorker(alice.account(), endedLease.work(), 1));
        callers.put(Actor.WORKER_OF_CANCELLED_JOB, new Caller.ImportWorker(alice.account(), cancelledWork, 1));
        callers.put(Actor.WORKER_OF_OTHER_STORE, new Caller.ImportWorker(alice.account(), otherWork, 1));
        callers.put(Actor.WORKER_FOR_WRONG_OWNER, new Caller.ImportWorker(catalog.bob.account(), work, 2));
        callers.put(Actor.WORKER_OF_NOTHING, new Caller.ImportWorker(alice.account(), WorkId.random(), 1));
        callers.put(Actor.WORKER_OF_UPKEEP, new Caller.ImportWorker(alice.account(), upkeepWork, 1));
        callers.put(Actor.WORKER_OF_UNDO, new Caller.ImportWorker(alice.account(), undoWork, 1));
        callers.put(Actor.TRINO_SERVICE, new Caller.TrinoService());
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private void upkeep(Resource.Table table) {
        catalog.database.run(sql -> sql.statement("insert into upkeep_job (id, work_id, owner, store_id, table_id,"
                        + " table_name, status, status_message, small_files, retain_seconds, created, updated)"
                        + " values ('u', :work, :owner, :store, :table, :name, 'SUBMITTED', '', 2, 3600, :now, :now)")
                .bind(
                        "work",
                        catalog.queue
                                .submit(sql, WorkKind.OPTIMIZE, table.owner())
                                .value())
                .bind("owner", table.owner().value())
                .bind("store", table.store().id().value())
                .bind("table", table.id().value())
                .bind("name", table.name().value())
                .bind("now", sql.now())
                .execute());
    }

    private void undo(JobId ended) {
        catalog.database.run(sql -> sql.statement("insert into import_undo (job_id, work_id, status, status_message,"
                        + " created, updated) values (:job, :work, 'SUBMITTED', '', :now, :now)")
                .bind("job", ended.value())
                .bind(
                        "work",
                        catalog.queue
                                .submit(sql, WorkKind.UNDO_IMPORT, catalog.alice.account())
                                .value())
                .bind("now", sql.now())
                .execute());
    }

    private Lease lease() {
        return catalog.queue.lease("w", TestCatalog.LEASE).orElseThrow();
    }

    private Target<?> target(Class<?> resource) {
        if (resource == Resource.Share.class) {
            return Target.share(share);
        }
        if (resource == Resource.Table.class) {
            return Target.table("alice", "exomes");
        }
        return resource == Resource.Job.class
                ? Target.job(storeKind, job)
                : TestCatalog.target(catalog.alice, storeKind, "exomes");
    }

    private static Class<?> resource(Operation operation) {
        return Stream.of(Resource.Store.class, Resource.Table.class, Resource.Share.class, Resource.Job.class)
                .filter(operation::isAbout)
                .findFirst()
                .orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> onlyTheStatedCallersPass() {
        assertThat(PASSING).containsOnlyKeys(Operation.values());
        return Arrays.stream(Operation.values()).flatMap(operation -> Arrays.stream(Actor.values())
                .map(actor -> DynamicTest.dynamicTest(operation + " by " + actor, () -> check(operation, actor))));
    }

    private void check(Operation operation, Actor actor) {
        Class<?> resource = resource(operation);
        Throwable answer =
                catchThrowable(() -> catalog.authorizer.require(callers.get(actor), operation, target(resource)));
        if (PASSING.get(operation).contains(actor)) {
            assertThat(answer).isNull();
        } else if (KNOWING.get(resource).contains(actor)) {
            assertThat(answer).isInstanceOf(ApiError.Forbidden.class);
        } else {
            assertThat(answer).isInstanceOf(ApiError.NotFound.class);
        }
    }

    /** Raw lines that an import set aside: nobody shared them, so no subscriber knows that they are there. */
    @TestFactory
    Stream<DynamicTest> onlyOwnerAndWorkerKnowOfRejectedRecords() {
        Set<Actor> knowing = EnumSet.of(Actor.OWNER, Actor.WORKER, Actor.WORKER_OF_CANCELLED_JOB);
        return Stream.of(Operation.READ_DATA, Operation.COMMIT_DATA).flatMap(operation -> Arrays.stream(Actor.values())
                .map(actor -> DynamicTest.dynamicTest(operation + " by " + actor, () -> {
                    Throwable answer = catchThrowable(() -> catalog.authorizer.require(
                            callers.get(actor), operation, Target.table("alice", "exomes__rejected")));
                    if (!knowing.contains(actor)) {
                        assertThat(answer)
                                .isInstanceOf(ApiError.NotFound.class)
                                .hasMessage("Table does not exist: alice.exomes__rejected");
                    } else if (PASSING.get(operation).contains(actor)) {
                        assertThat(answer).isNull();
                    } else {
                        assertThat(answer).isInstanceOf(ApiError.Forbidden.class);
                    }
                    assertThat(catalog.tablesOf(callers.get(actor)).contains("alice.exomes__rejected"))
                            .isEqualTo(knowing.contains(actor));
                })));
    }

    @Test
    void storeOfTheOtherKindIsNotThere() {
        for (StoreKind other : StoreKind.values()) {
            Throwable answer = catchThrowable(() -> catalog.authorizer.require(
                    catalog.alice, Operation.DESCRIBE_STORE, TestCatalog.target(catalog.alice, other, "exomes")));
            if (other == storeKind) {
                assertThat(answer).isNull();
            } else {
                assertThat(answer).isInstanceOf(ApiError.NotFound.class).hasMessageContaining(other.store());
            }
        }
    }

    @Test
    void visibleTablesAreThoseThatMayBeRead() {
        for (Actor actor : Actor.values()) {
            List<Resource.Table> visible = catalog.authorizer.visibleTables(callers.get(actor));
            boolean readable = PASSING.get(Operation.READ_DATA).contains(actor);
            assertThat(visible.stream().anyMatch(table -> table.name().value().equals("exomes")))
                    .as(actor.name())
                    .isEqualTo(readable);
        }
    }

    @Test
    void rulesForTheQueryEngineAreTheSameDecisions() {
        List<String> rules = catalog.authorizer.tableReaders(new Caller.TrinoService()).stream()
                .map(reader -> reader.reader() + " reads " + reader.namespace() + "." + reader.table())
                .toList();

        assertThat(rules)
                .containsExactly(
                        "alice reads alice.exomes",
                        "alice reads alice.exomes__rejected",
                        "alice reads alice.genomes",
                        "bob reads alice.exomes");
    }

    @Test
    void hiddenTableAnswersAsAnAbsentOne() {
        for (Operation operation : List.of(Operation.READ_DATA, Operation.COMMIT_DATA)) {
            for (Actor actor : List.of(Actor.STRANGER, Actor.PENDING_SUBSCRIBER, Actor.FORMER_SUBSCRIBER)) {
                Throwable hidden = catchThrowable(() ->
                        catalog.authorizer.require(callers.get(actor), operation, Target.table("alice", "exomes")));
                Throwable absent = catchThrowable(() ->
                        catalog.authorizer.require(callers.get(actor), operation, Target.table("alice", "nothing")));

                assertThat(hidden).hasSameClassAs(absent);
                assertThat(hidden.getMessage().replace("exomes", "nothing")).isEqualTo(absent.getMessage());
            }
        }
    }

    @Test
    void wordsOfSqlClientsThatAreNoNamesFindNothing() {
        for (String word : List.of(
                "", "exomes$files", "EXOMES", "exomes' or '1'='1", "%", "exomes\0", "\ud800", "a".repeat(5000))) {
            assertThatThrownBy(() ->
                            catalog.authorizer.require(catalog.alice, Operation.READ_DATA, Target.table("alice", word)))
                    .as(word)
                    .isInstanceOf(ApiError.NotFound.class);
            assertThatThrownBy(() -> catalog.authorizer.require(
                            catalog.alice, Operation.READ_DATA, Target.table(word, "exomes")))
                    .as(word)
                    .isInstanceOf(ApiError.NotFound.class);
        }
    }

    @Test
    void proofOfOneOperationIsNotTakenForAnother() {
        Authorized<Resource.Store> toDescribe = catalog.authorizer.require(
                catalog.alice, Operation.DESCRIBE_STORE, TestCatalog.target(catalog.alice, storeKind, "exomes"));

        assertThatThrownBy(() -> catalog.lifecycle.delete(toDescribe, true)).isInstanceOf(IllegalStateException.class);
    }
}
