package org.lakeome.catalog.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.TestCatalog;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.Operation;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.store.OnDuplicate;
import org.lakeome.catalog.store.Store;
import org.lakeome.catalog.store.StoreStatus;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Loss;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class ImportsTest {

    private static final String A = "s3://bucket/a.vcf.gz";
    private static final String B = "s3://bucket/b.vcf.gz";

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private static final String CONTENT = "120-0a1b2c3d-4e5f6071";
    private static final String OTHER_CONTENT = "7-00000000-00000001";

    private TestCatalog catalog;
    private Caller.User alice;
    private Store store;

    ImportsTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        catalog = new TestCatalog(kind, folder);
        alice = catalog.alice;
        store = catalog.store(alice, "exomes");
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private Lease lease() {
        return catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow();
    }

    private void loseWorker() {
        catalog.queue.workerLost("w1", new Loss("its process ended", true));
    }

    private void finish(Lease lease, Outcome.Status status, String message, ItemReport... items) {
        catalog.queue.finish(
                lease.work(), lease.attempt(), new Outcome(status, message, List.of(items), Optional.empty()));
    }

    private static ItemReport item(String source, ItemState state, String message) {
        return new ItemReport(source, state, message, 0, 0);
    }

    private void cancel(JobId job) {
        catalog.imports.cancel(
                catalog.authorizer.require(alice, Operation.CANCEL_JOB, Target.job(StoreKind.VARIANT, job)));
    }

    private static String role(Caller.User account) {
        return "arn:aws:iam::" + account.account() + ":role/import";
    }

    private JobId start(String roleArn, List<String> sources) {
        return catalog.imports.start(
                catalog.authorizer.require(alice, Operation.IMPORT, TestCatalog.target(alice, "exomes")),
                NewImport.ofVariants(roleArn, sources, true, Map.of("VEP", "CSQ")));
    }

    @Test
    void contentThatAnotherJobHasBroughtIsKnownWithItsJobAndDate() {
        JobId first = start(role(alice), List.of(A, B));
        finish(
                lease(),
                Outcome.Status.COMPLETED_WITH_FAILURES,
                "",
                new ItemReport(A, ItemState.COMPLETED, "", 5, 10, CONTENT),
                new ItemReport(B, ItemState.FAILED, "bad", 0, 0, OTHER_CONTENT));
        start(role(alice), List.of(A));
        Lease second = lease();
        String day =
                catalog.job(alice, first).completed().orElseThrow().toString().substring(0, 10);
        assertThat(catalog.imports.known(second.work(), List.of(CONTENT, OTHER_CONTENT)))
                .isEqualTo(Map.of(CONTENT, "job " + first + " of " + day + " (" + A + ")"));
        assertThat(catalog.imports.known(second.work(), List.of())).isEmpty();

        // Its own, of an attempt before, is no other's.
        finish(second, Outcome.Status.COMPLETED, "", new ItemReport(A, ItemState.COMPLETED, "", 1, 1, OTHER_CONTENT));
        assertThat(catalog.imports.known(second.work(), List.of(OTHER_CONTENT))).isEmpty();

        catalog.store(alice, "genomes");
        catalog.start(alice, "genomes", A);
        assertThat(catalog.imports.known(lease().work(), List.of(CONTENT))).isEmpty();
    }

    @Test
    void contentStaysKnownWhenItsJobIsForgottenAndNothingElseIsTakenForOne() {
        start(role(alice), List.of(A, B));
        finish(
                lease(),
                Outcome.Status.COMPLETED,
                "",
                new ItemReport(A, ItemState.COMPLETED, "", 5, 10, CONTENT),
                new ItemReport(B, ItemState.COMPLETED, "", 5, 10, "'; drop table work; --".repeat(9)));
        catalog.clock.advance(Duration.ofDays(3));
        catalog.imports.forgetEnded(Duration.ofDays(2));
        start(role(alice), List.of(A));
        assertThat(catalog.imports.known(lease().work(), List.of(CONTENT, "'"))).containsOnlyKeys(CONTENT);
    }

    @Test
    void callerWhoSaysNothingGetsWhatTheStoresTagsSay() {
        assertThat(onDuplicate(Optional.empty())).isEqualTo(OnDuplicate.IMPORT);
        assertThat(onDuplicate(Optional.of(false))).isEqualTo(OnDuplicate.FAIL);
        assertThat(onDuplicate(Optional.of(true))).isEqualTo(OnDuplicate.IMPORT);
        catalog.stores.tag(
                catalog.authorizer.require(alice, Operation.TAG_STORE, TestCatalog.target(alice, "exomes")),
                new Tags(Map.of("lakeome:on-duplicate", "skip")));
        assertThat(onDuplicate(Optional.empty())).isEqualTo(OnDuplicate.SKIP);
        assertThat(onDuplicate(Optional.of(false))).isEqualTo(OnDuplicate.SKIP);
        assertThat(onDuplicate(Optional.of(true))).isEqualTo(OnDuplicate.IMPORT);
    }

    private OnDuplicate onDuplicate(Optional<Boolean> again) {
        JobId job = catalog.imports.start(
                catalog.authorizer.require(alice, Operation.IMPORT, TestCatalog.target(alice, "exomes")),
                NewImport.ofVariants(role(alice), List.of(A), false, Map.of()).withAgain(again));
        return catalog.job(alice, job).settings().onDuplicate();
    }

    @Test
    void jobGoesFromSubmittedOverInProgressToCompleted() {
        JobId id = start(role(alice), List.of(B, A));
        ImportJob submitted = catalog.job(alice, id);
        assertThat(submitted.status()).isEqualTo(JobStatus.SUBMITTED);
        assertThat(submitted.destination()).isEqualTo(store.name());
        assertThat(submitted.leftNormalize()).isTrue();
        assertThat(submitted.annotationFields()).isEqualTo(Map.of("VEP", "CSQ"));
        assertThat(submitted.items()).extracting(ImportJob.Item::source).containsExactly(B, A);
        assertThat(submitted.completed()).isEmpty();

        Lease lease = lease();
        assertThat(catalog.imports.workOf(lease).job().id()).isEqualTo(id);
        assertThat(catalog.imports.workOf(lease).table().store().id()).isEqualTo(store.id());
        assertThat(catalog.job(alice, id).status()).isEqualTo(JobStatus.IN_PROGRESS);

        catalog.queue.heartbeat(
                lease.work(),
                1,
                TestCatalog.LEASE,
                new Progress("chr20:123, 40 % of 2 GB", List.of(item(A, ItemState.IN_PROGRESS, ""))));
        ImportJob running = catalog.job(alice, id);
        assertThat(running.statusMessage()).isEqualTo("chr20:123, 40 % of 2 GB");
        assertThat(running.items())
                .extracting(ImportJob.Item::status)
                .containsExactly(JobStatus.SUBMITTED, JobStatus.IN_PROGRESS);

        finish(lease, Outcome.Status.COMPLETED, "2 files, 10 rows");
        ImportJob completed = catalog.job(alice, id);
        assertThat(completed.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(completed.statusMessage()).isEqualTo("2 files, 10 rows");
        assertThat(completed.items()).extracting(ImportJob.Item::status).containsOnly(JobStatus.COMPLETED);
        assertThat(completed.completed()).isPresent();
    }

    @Test
    void variantStoreThatRefusesUndeclaredInfoTellsItsWorker() {
        assertThat(catalog.job(alice, start(role(alice), List.of(A))).formatOptions())
                .isEqualTo(new FormatOptions.None());
        catalog.stores.tag(
                catalog.authorizer.require(alice, Operation.TAG_STORE, TestCatalog.target(alice, "exomes")),
                new Tags(Map.of("lakeome:undeclared-info", "refuse")));

        JobId id = start(role(alice), List.of(B));
        assertThat(FormatOptionsJson.toJson(catalog.job(alice, id).formatOptions())
                        .toString())
                .isEqualTo("{\"strictInfos\":true}");
    }

    @Test
    void badItemFailsWithItsReasonAndTheGoodOneStays() {
        JobId id = catalog.start(alice, "exomes", A, B);
        Lease lease = lease();
        finish(
                lease,
                Outcome.Status.COMPLETED_WITH_FAILURES,
                "1 of 2 files failed",
                item(A, ItemState.COMPLETED, ""),
                item(B, ItemState.FAILED, "line 7: POS is 'x'"));

        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(job.items())
                .containsExactly(
                        new ImportJob.Item(A, JobStatus.COMPLETED, ""),
                        new ImportJob.Item(B, JobStatus.FAILED, "line 7: POS is 'x'"));
    }

    @Test
    void controlCharactersOfAHostileFileDoNotKeepAJobFromEnding() {
        JobId id = catalog.start(alice, "exomes", A);
        finish(lease(), Outcome.Status.FAILED, "POS is '\0\033[2J'", item(A, ItemState.FAILED, "REF is '\0'"));

        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.statusMessage()).isEqualTo("POS is '??[2J'");
        assertThat(job.items()).containsExactly(new ImportJob.Item(A, JobStatus.FAILED, "REF is '?'"));
    }

    @Test
    void jobOfALostWorkerIsNotInProgressUntilTheNextAttempt() {
        JobId id = catalog.start(alice, "exomes", A);
        lease();
        loseWorker();
        Lease second = lease();
        catalog.queue.workerLost("w1", new Loss("its process ended", true));

        ImportJob job = catalog.job(alice, id);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(job.status()).isEqualTo(JobStatus.SUBMITTED);
        assertThat(job.statusMessage()).contains("attempt 3 of 3");
    }

    @Test
    void jobWhoseWorkersDiedThreeTimesFailsAndSaysSo() {
        JobId id = catalog.start(alice, "exomes", A);
        for (int i = 0; i < 3; i++) {
            lease();
            loseWorker();
        }
        assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isEmpty();

        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.statusMessage()).contains("died 3 times");
        assertThat(job.items()).extracting(ImportJob.Item::status).containsExactly(JobStatus.FAILED);
    }

    @Test
    void fileAtWhichWorkersDieIsFoundAndTheOthersGoOnWithoutIt() {
        JobId id = catalog.start(alice, "exomes", A, B);
        assertThat(catalog.imports.workOf(lease()).reading()).isEqualTo(new ImportWork.Reading(false, Set.of()));
        loseWorker();
        for (int i = 0; i < 2; i++) {
            Lease lease = lease();
            assertThat(catalog.imports.workOf(lease).reading()).isEqualTo(new ImportWork.Reading(true, Set.of()));
            readAlone(lease, A);
            readAlone(lease, B);
            loseWorker();
        }
        Lease last = lease();
        ImportWork work = catalog.imports.workOf(last);
        assertThat(work.reading()).isEqualTo(new ImportWork.Reading(true, Set.of(1)));
        assertThat(work.job().items().get(1).status()).isEqualTo(JobStatus.FAILED);
        String reason = work.job().items().get(1).statusMessage();
        assertThat(reason).contains("died whenever it read this file", "its process ended");

        readAlone(last, A);
        finish(last, Outcome.Status.COMPLETED_WITH_FAILURES, reason, item(A, ItemState.COMPLETED, ""));
        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(job.items())
                .containsExactly(
                        new ImportJob.Item(A, JobStatus.COMPLETED, ""),
                        new ImportJob.Item(B, JobStatus.FAILED, reason));
    }

    @Test
    void whoeverWaitsIsToldWhyAndWhoDoesNotIsNot() {
        JobId running = catalog.start(alice, "exomes", A);
        lease();
        JobId waiting = catalog.start(alice, "exomes", B);
        catalog.imports.tellWaiting("No ingest worker can be started");
        assertThat(catalog.job(alice, waiting).statusMessage()).isEqualTo("No ingest worker can be started");
        assertThat(catalog.job(alice, running).statusMessage()).contains("in progress");
    }

    @Test
    void deathWhileNothingIsReadAloneIsNoFilesFault() {
        JobId id = catalog.start(alice, "exomes", A, B);
        for (int i = 0; i < 3; i++) {
            Lease lease = lease();
            readAlone(lease, A);
            readAlone(lease, "");
            loseWorker();
        }
        assertThat(catalog.job(alice, id).statusMessage()).contains("died 3 times");
    }

    @Test
    void jobAllOfWhoseFilesEndWorkersEnds() {
        JobId id = catalog.start(alice, "exomes", A, B);
        lease();
        loseWorker();
        for (String source : List.of(A, A, B, B)) {
            readAlone(lease(), source);
            loseWorker();
        }
        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.items()).allMatch(item -> item.statusMessage().contains("whenever it read this file"));
    }

    private void readAlone(Lease lease, String source) {
        catalog.queue.heartbeat(
                lease.work(), lease.attempt(), TestCatalog.LEASE, new Progress("", List.of(), Optional.of(source)));
    }

    @Test
    void jobWhoseLastWorkerDiedBetweenItsCommitAndItsReportIsWhatTheTableSays() {
        JobId id = catalog.start(alice, "exomes", A, B);
        for (int i = 0; i < 2; i++) {
            lease();
            loseWorker();
        }
        lease();
        catalog.commit(Outcome.Status.COMPLETED, A, B);
        loseWorker();

        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.statusMessage()).isEqualTo("found in the table");
        assertThat(job.items())
                .extracting(ImportJob.Item::status)
                .containsExactly(JobStatus.COMPLETED, JobStatus.COMPLETED);
    }

    @Test
    void itemsThatTheTableDoesNotHoldShareTheFateOfTheLostWorker() {
        JobId id = catalog.start(alice, "exomes", A, B);
        for (int i = 0; i < 2; i++) {
            lease();
            loseWorker();
        }
        lease();
        catalog.commit(Outcome.Status.COMPLETED_WITH_FAILURES, A);
        loseWorker();

        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(job.items())
                .extracting(ImportJob.Item::status)
                .containsExactly(JobStatus.COMPLETED, JobStatus.FAILED);
    }

    @Test
    void reasonOfAnItemThatFailedBeforeTheCommitOutlivesTheWorkerThatKnewIt() {
        JobId id = catalog.start(alice, "exomes", A, B);
        Lease first = lease();
        catalog.queue.heartbeat(
                first.work(), 1, TestCatalog.LEASE, new Progress("", List.of(item(A, ItemState.FAILED, "no header"))));
        loseWorker();
        Lease second = lease();
        catalog.queue.heartbeat(
                second.work(),
                2,
                TestCatalog.LEASE,
                new Progress("", List.of(item(A, ItemState.IN_PROGRESS, ""), item(B, ItemState.IN_PROGRESS, ""))));
        finish(second, Outcome.Status.FAILED, "", item(A, ItemState.FAILED, ""), item(B, ItemState.FAILED, ""));

        List<ImportJob.Item> items = catalog.job(alice, id).items();
        assertThat(items.get(0).statusMessage()).isEqualTo("no header");
        assertThat(items.get(1).statusMessage()).contains("before it could say why");
    }

    @Test
    void fileOfAnotherJobOfTheTableIsNamedToTheOwnerAndOneOfAnotherTableIsNot() {
        JobId first = catalog.start(alice, "exomes", A, B);
        finish(lease(), Outcome.Status.COMPLETED, "", item(A, ItemState.COMPLETED, ""));
        catalog.store(alice, "genomes");
        JobId elsewhere = catalog.start(alice, "genomes", A);
        finish(lease(), Outcome.Status.COMPLETED, "", item(A, ItemState.COMPLETED, ""));
        JobId second = catalog.start(alice, "exomes", "s3://bucket/c.vcf.gz");
        String other = "Other in file 1 of job " + elsewhere + ".";
        String absent = "None in file 3 of job " + first + ".";
        finish(
                lease(),
                Outcome.Status.COMPLETED,
                "",
                item(
                        "s3://bucket/c.vcf.gz",
                        ItemState.COMPLETED,
                        "Number=1 in file 2 of job " + first + ". " + other + " " + absent));

        assertThat(catalog.job(alice, second).items().getFirst().statusMessage())
                .isEqualTo("Number=1 in " + B + " (job " + first + "). " + other + " " + absent);
    }

    @Test
    void itemCommittedBeforeTheWorkersDiedIsNotCalledFailed() {
        JobId id = catalog.start(alice, "exomes", A, B);
        Lease lease = lease();
        catalog.queue.heartbeat(
                lease.work(), 1, TestCatalog.LEASE, new Progress("", List.of(item(A, ItemState.COMPLETED, ""))));
        for (int i = 0; i < 2; i++) {
            loseWorker();
            lease();
        }
        loseWorker();
        assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isEmpty();

        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(job.items())
                .extracting(ImportJob.Item::status)
                .containsExactly(JobStatus.COMPLETED, JobStatus.FAILED);
    }

    @Test
    void waitingJobIsCancelledAtOnceAndAnEndedOneNotAtAll() {
        JobId id = catalog.start(alice, "exomes", A);
        cancel(id);

        ImportJob job = catalog.job(alice, id);
        assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job.items()).extracting(ImportJob.Item::status).containsExactly(JobStatus.CANCELLED);
        assertThat(job.completed()).isPresent();
        assertThatThrownBy(() -> cancel(id)).isInstanceOf(ApiError.Invalid.class);
    }

    @Test
    void runningJobIsCancelledWhenItsWorkerStops() {
        JobId id = catalog.start(alice, "exomes", A);
        Lease lease = lease();
        cancel(id);
        cancel(id);
        assertThat(catalog.job(alice, id).status()).isEqualTo(JobStatus.IN_PROGRESS);

        finish(lease, Outcome.Status.CANCELLED, "Cancelled by the user");

        assertThat(catalog.job(alice, id).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void roleOfAnotherAccountIsForbidden() {
        assertThatThrownBy(() -> start(role(catalog.bob), List.of(A))).isInstanceOf(ApiError.Forbidden.class);
        assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isEmpty();
    }

    @Test
    void sourcesThatAreNoObjectsOrComeTwiceOrAreTooManyAreRefused() {
        List<List<String>> refused = List.of(
                List.of(),
                List.of("file:///etc/passwd"),
                List.of("http://169.254.169.254/latest"),
                List.of("s3://bucket"),
                List.of(A, A),
                IntStream.range(0, 1001).mapToObj(i -> "s3://bucket/" + i).toList());

        for (List<String> sources : refused) {
            assertThatThrownBy(() -> start(role(alice), sources)).isInstanceOf(ApiError.Invalid.class);
        }
        assertThat(start(role(alice), refused.getLast().subList(0, 1000))).isNotNull();
    }

    @Test
    void storeThatIsNotActiveTakesNoImport() {
        catalog.tables.failure = Optional.of(new IllegalStateException("full"));
        catalog.lifecycle.create(alice, TestCatalog.newStore(alice.account(), "broken"));
        catalog.awaitStatus(alice, new StoreName("broken"), StoreStatus.FAILED);

        assertThatThrownBy(() -> catalog.start(alice, "broken", A))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("FAILED");
    }

    @Test
    void jobBeyondTheQuotaWaitsForAnotherToEndWhileOtherAccountsGoOn() {
        List<JobId> jobs = IntStream.rangeClosed(0, Quotas.DEFAULT.concurrentImports())
                .mapToObj(i -> catalog.start(alice, "exomes", A))
                .toList();
        catalog.store(catalog.bob, "exomes");
        JobId bobs = catalog.start(catalog.bob, "exomes", A);
        Lease first = lease();
        List<JobId> others = Stream.generate(
                        () -> catalog.imports.workOf(lease()).job().id())
                .limit(Quotas.DEFAULT.concurrentImports())
                .toList();

        assertThat(others).contains(bobs).containsAll(jobs.subList(1, Quotas.DEFAULT.concurrentImports()));
        assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isEmpty();
        assertThat(catalog.job(alice, jobs.getLast()).status()).isEqualTo(JobStatus.SUBMITTED);

        finish(first, Outcome.Status.COMPLETED, "");

        assertThat(catalog.imports.workOf(lease()).job().id()).isEqualTo(jobs.getLast());
    }

    @Test
    void twoWorkersAtOnceDoNotTakeMoreThanTheQuota() throws Exception {
        IntStream.range(0, 12).forEach(i -> catalog.start(alice, "exomes", A));

        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<Lease>>> tries = Collections.nCopies(
                    12, () -> catalog.queue.lease("w" + Thread.currentThread().threadId(), TestCatalog.LEASE));
            long taken = 0;
            for (var lease : workers.invokeAll(tries)) {
                taken += lease.get().stream().count();
            }
            assertThat(taken).isLessThanOrEqualTo(Quotas.DEFAULT.concurrentImports());
        }
    }

    @Test
    void jobsThatWaitHaveAQuotaTooWhichIsNamedWithItsFigure() {
        try (TestCatalog small = new TestCatalog(kind, folder.resolve("small"), new Quotas(1, 1, 1, 1, 2, 1, 1, 1))) {
            small.store(small.alice, "exomes");
            small.start(small.alice, "exomes", A);
            small.start(small.alice, "exomes", A);

            assertThatThrownBy(() -> small.start(small.alice, "exomes", A))
                    .isInstanceOf(ApiError.QuotaExceeded.class)
                    .hasMessageContaining("'waiting import jobs' is 2, and there are 2");
            small.queue.lease("w1", TestCatalog.LEASE);
            assertThat(small.start(small.alice, "exomes", A)).isNotNull();
        }
    }

    @Test
    void endedJobsAreForgottenAfterTheirTimeAndOthersStay() {
        JobId old = catalog.start(alice, "exomes", A, B);
        finish(lease(), Outcome.Status.COMPLETED, "");
        JobId running = catalog.start(alice, "exomes", A);
        catalog.clock.advance(Duration.ofDays(2));
        JobId young = catalog.start(alice, "exomes", A);
        lease();
        finish(lease(), Outcome.Status.COMPLETED, "");

        catalog.imports.forgetEnded(Duration.ofDays(2));

        assertThat(list(ImportFilter.ALL)).containsExactly(running, young);
        assertThatThrownBy(() -> catalog.job(alice, old)).isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void listIsFilteredAndPaged() {
        catalog.store(alice, "genomes");
        List<JobId> jobs = List.of(
                catalog.start(alice, "exomes", A),
                catalog.start(alice, "genomes", A),
                catalog.start(alice, "exomes", B));
        cancel(jobs.getFirst());
        catalog.store(catalog.bob, "exomes");
        catalog.start(catalog.bob, "exomes", A);

        Page<ImportJob> first =
                catalog.imports.list(alice, StoreKind.VARIANT, ImportFilter.ALL, PageRequest.of(2, null));
        Page<ImportJob> second = catalog.imports.list(
                alice,
                StoreKind.VARIANT,
                ImportFilter.ALL,
                PageRequest.of(2, first.next().orElseThrow()));
        assertThat(first.items()).extracting(ImportJob::id).containsExactly(jobs.get(0), jobs.get(1));
        assertThat(second.items()).extracting(ImportJob::id).containsExactly(jobs.get(2));
        assertThat(second.next()).isEmpty();
        assertThat(list(new ImportFilter(List.of(), Optional.of(JobStatus.SUBMITTED), Optional.of("exomes"))))
                .containsExactly(jobs.get(2));
        assertThat(list(new ImportFilter(List.of(jobs.get(1).value(), "nonsense"), Optional.empty(), Optional.empty())))
                .containsExactly(jobs.get(1));
    }

    private List<JobId> list(ImportFilter filter) {
        return catalog.imports.list(alice, StoreKind.VARIANT, filter, PageRequest.first()).items().stream()
                .map(ImportJob::id)
                .toList();
    }

    @Test
    void historyOfADeletedStoreStays() {
        JobId id = catalog.start(alice, "exomes", A);
        finish(lease(), Outcome.Status.COMPLETED, "done");
        catalog.lifecycle.delete(
                catalog.authorizer.require(alice, Operation.DELETE_STORE, TestCatalog.target(alice, "exomes")), false);

        assertThat(catalog.job(alice, id).destination()).isEqualTo(store.name());
    }

    @Test
    void longMessageIsCutToWhatTheWireTakes() {
        JobId id = catalog.start(alice, "exomes", A);
        finish(lease(), Outcome.Status.FAILED, String.join("", Collections.nCopies(2000, "é")));

        assertThat(catalog.job(alice, id).statusMessage()).hasSize(1000);
    }

    @Test
    void halfACharacterInAMessageIsNotKept() {
        JobId cut = catalog.start(alice, "exomes", A);
        finish(lease(), Outcome.Status.FAILED, "x".repeat(996) + "😀".repeat(10));
        JobId sent = catalog.start(alice, "exomes", A);
        finish(lease(), Outcome.Status.FAILED, "allele \ud83d of 😀");

        assertThat(catalog.job(alice, cut).statusMessage()).isEqualTo("x".repeat(996) + "?...");
        assertThat(catalog.job(alice, sent).statusMessage()).isEqualTo("allele ? of 😀");
    }
}
