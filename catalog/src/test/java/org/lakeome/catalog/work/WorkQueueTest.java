package org.lakeome.catalog.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.account.SecretVault;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.WorkId;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class WorkQueueTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Loss DIED = new Loss("its process ended", true);
    private static final Progress NOTHING_NEW = new Progress("", List.of());

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private final Databases.FixedClock clock = new Databases.FixedClock();
    private final RecordingHandler handler = new RecordingHandler();
    private Database database;
    private Accounts accounts;
    private WorkQueue queue;
    private AccountId owner;

    WorkQueueTest(Databases.Kind kind) {
        this.kind = kind;
    }

    /** Notes what it is told. */
    private static final class RecordingHandler implements WorkHandler {
        final Set<WorkId> unendable = new HashSet<>();
        boolean lessens;
        final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void started(Sql sql, WorkId work, int attempt) {
            heard.add("started " + attempt);
        }

        @Override
        public void progressed(Sql sql, WorkId work, Progress progress) {
            heard.add("progressed " + progress.message());
        }

        @Override
        public boolean died(Sql sql, WorkId work, String why) {
            return lessens;
        }

        @Override
        public void lost(Sql sql, WorkId work, String why) {
            heard.add("lost");
        }

        @Override
        public void finished(Sql sql, WorkId work, Outcome outcome) {
            if (unendable.contains(work)) {
                throw new ApiError.Invalid("A text holds a NUL character; leave it out");
            }
            heard.add("finished " + outcome.status());
        }
    }

    @BeforeEach
    void open() {
        database = Database.open(Databases.fresh(kind, folder), clock);
        accounts = new Accounts(database, SecretVault.open(folder.resolve("vault.key")));
        owner = accounts.create(new Alias("alice")).account().id();
        queue = new WorkQueue(database);
        queue.register(WorkKind.VARIANT_IMPORT, handler);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private WorkId submit() {
        return submit(owner);
    }

    private WorkId submit(AccountId account) {
        WorkId work = database.transaction(sql -> queue.submit(sql, WorkKind.VARIANT_IMPORT, account));
        clock.advance(Duration.ofMillis(1));
        return work;
    }

    private Lease leased() {
        return queue.lease("w1", LEASE).orElseThrow();
    }

    private List<WorkId> takeTurns(int count) {
        List<WorkId> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(leased().work());
            clock.advance(Duration.ofMillis(1));
        }
        return taken;
    }

    private static Outcome outcome(Outcome.Status status) {
        return new Outcome(status, "", List.of(), Optional.empty());
    }

    @Test
    void workIsLeasedInTheOrderItCame() {
        WorkId first = submit();
        WorkId second = submit();

        assertThat(leased().work()).isEqualTo(first);
        assertThat(leased().work()).isEqualTo(second);
        assertThat(queue.lease("w1", LEASE)).isEmpty();
    }

    @Test
    void accountsTakeTurnsAndEachKeepsItsOwnOrder() {
        AccountId bob = accounts.create(new Alias("bob")).account().id();
        AccountId carol = accounts.create(new Alias("carol")).account().id();
        List<WorkId> ofAlice = List.of(submit(), submit(), submit(), submit());
        List<WorkId> ofBob = List.of(submit(bob), submit(bob));

        assertThat(takeTurns(3)).containsExactly(ofAlice.get(0), ofBob.get(0), ofAlice.get(1));
        WorkId late = submit(carol);
        assertThat(takeTurns(4)).containsExactly(late, ofBob.get(1), ofAlice.get(2), ofAlice.get(3));
    }

    @Test
    void orderlyStopsCostNoAttempt() {
        submit();
        for (int i = 0; i < 5; i++) {
            leased();
            queue.workerStopped("w1");
        }
        for (int i = 0; i < 3; i++) {
            leased();
            queue.workerLost("w1", DIED);
        }

        assertThat(handler.heard).endsWith("lost", "started 7", "lost", "started 8", "finished FAILED");
        assertThat(queue.lease("w1", LEASE)).isEmpty();
    }

    @Test
    void whoWaitsForALeaseGoesAwayWithoutOneWhenTheServerStops() throws Exception {
        try (var pool = Executors.newFixedThreadPool(1)) {
            Future<Optional<Lease>> waiting = pool.submit(() -> queue.lease("w1", LEASE, Duration.ofMinutes(5)));
            queue.stopLeasing();
            assertThat(waiting.get(1, TimeUnit.MINUTES)).isEmpty();
        }
        submit();
        assertThat(queue.lease("w1", LEASE)).isEmpty();
    }

    @Test
    void eachWorkIsLeasedOnceHoweverManyAsk() throws Exception {
        int works = 24;
        for (int i = 0; i < works; i++) {
            submit();
        }
        List<Lease> leases = Collections.synchronizedList(new ArrayList<>());
        Callable<Void> leaser = () -> {
            for (Optional<Lease> lease = queue.lease("w", LEASE); lease.isPresent(); lease = queue.lease("w", LEASE)) {
                leases.add(lease.get());
            }
            return null;
        };

        try (var pool = Executors.newFixedThreadPool(6)) {
            for (Future<Void> done : pool.invokeAll(Collections.nCopies(6, leaser))) {
                done.get();
            }
        }

        assertThat(leases).hasSize(works);
        assertThat(leases).extracting(Lease::work).doesNotHaveDuplicates();
        assertThat(leases).extracting(Lease::attempt).containsOnly(1);
    }

    @Test
    void twoServersLookingAfterOneLapsedLeaseRetryItOnce() throws Exception {
        submit();
        leased();
        clock.advance(LEASE.plusSeconds(1));
        WorkQueue otherServer = new WorkQueue(database);
        otherServer.register(WorkKind.VARIANT_IMPORT, handler);

        List<Lease> leases = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Callable<Optional<Lease>>> both =
                    List.of(() -> queue.lease("a", LEASE), () -> otherServer.lease("b", LEASE));
            for (Future<Optional<Lease>> lease : pool.invokeAll(both)) {
                lease.get().ifPresent(leases::add);
            }
        }
        // Whoever lost the race may have looked before the work waited again.
        queue.lease("c", LEASE).ifPresent(leases::add);

        assertThat(leases).extracting(Lease::attempt).containsExactly(2);
    }

    @Test
    void heartbeatKeepsALeaseAlive() {
        submit();
        Lease lease = leased();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(20));
            assertThat(queue.heartbeat(lease.work(), 1, LEASE, NOTHING_NEW)).isEqualTo(Heartbeat.CONTINUE);
            assertThat(queue.lease("w2", LEASE)).isEmpty();
        }
    }

    @Test
    void lapsedLeaseGoesToAnotherWorkerAndTheFirstIsFencedOff() {
        submit();
        Lease first = leased();
        clock.advance(LEASE.plusSeconds(1));
        Lease second = queue.lease("w2", LEASE).orElseThrow();

        assertThat(second).isEqualTo(new Lease(first.work(), WorkKind.VARIANT_IMPORT, 2, LEASE));
        assertThatThrownBy(() -> queue.heartbeat(first.work(), 1, LEASE, NOTHING_NEW))
                .isInstanceOf(ApiError.Conflict.class);
        assertThatThrownBy(() -> queue.finish(first.work(), 1, outcome(Outcome.Status.COMPLETED)))
                .isInstanceOf(ApiError.Conflict.class);
        queue.finish(second.work(), 2, outcome(Outcome.Status.COMPLETED));
        assertThat(handler.heard).containsExactly("started 1", "lost", "started 2", "finished COMPLETED");
    }

    @Test
    void workFailsAfterTheThirdDeathOfAWorker() {
        WorkId work = submit();
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(leased().attempt()).isEqualTo(attempt);
            queue.workerLost("w1", DIED);
        }

        assertThat(queue.lease("w1", LEASE)).isEmpty();
        assertThat(handler.heard).endsWith("started 3", "finished FAILED");
        assertThatThrownBy(() -> queue.finish(work, 3, outcome(Outcome.Status.COMPLETED)))
                .isInstanceOf(ApiError.Conflict.class);
    }

    @Test
    void killedServersAndWorkersThatWereToldToStopCostNoAttempt() {
        submit();
        for (int i = 0; i < 4; i++) {
            leased();
            clock.advance(LEASE.plusSeconds(1));
            leased();
            queue.workerLost("w1", new Loss("told to stop", false));
        }
        for (int i = 0; i < 3; i++) {
            leased();
            queue.workerLost("w1", DIED);
        }

        assertThat(handler.heard).endsWith("started 10", "lost", "started 11", "finished FAILED");
    }

    @Test
    void workThatIsLostAgainAndAgainEndsSomeDay() {
        submit();
        for (int i = 0; i < WorkQueue.MOST_EXCUSED + WorkQueue.MAX_ATTEMPTS; i++) {
            leased();
            clock.advance(LEASE.plusSeconds(1));
        }

        assertThat(queue.lease("w1", LEASE)).isEmpty();
        assertThat(handler.heard).endsWith("finished FAILED");
    }

    @Test
    void workThatWasLessenedHasItsAttemptsAnewButNotForEver() {
        submit();
        handler.lessens = true;
        for (int i = 1; i < WorkQueue.MOST_ATTEMPTS; i++) {
            leased();
            queue.workerLost("w1", DIED);
            assertThat(handler.heard).endsWith("lost");
        }
        leased();
        queue.workerLost("w1", DIED);

        // Its tries count anew since the last time.
        assertThat(handler.heard).endsWith("lost");
        handler.lessens = false;
        leased();
        queue.workerLost("w1", DIED);
        assertThat(handler.heard).endsWith("finished FAILED");
    }

    @Test
    void workThatCannotBeEndedKeepsNobodyElseWaiting() {
        handler.unendable.add(submit());
        WorkId alsoLost = submit();
        for (int attempt = 1; attempt <= WorkQueue.MAX_ATTEMPTS; attempt++) {
            leased();
            leased();
            queue.workerLost("w1", DIED);
        }
        WorkId next = submit();

        assertThat(leased().work()).isEqualTo(next);
        assertThat(handler.heard).contains("finished FAILED");
        assertThat(queue.isLeased(alsoLost, WorkQueue.MAX_ATTEMPTS)).isFalse();
        queue.workerLost("w1", DIED);
        assertThat(queue.lease("w2", LEASE).orElseThrow().work()).isEqualTo(next);
    }

    @Test
    void workOfADeadWorkerIsTakenBackAtOnce() {
        submit();
        leased();
        queue.workerLost("another", DIED);
        assertThat(queue.lease("w2", LEASE)).isEmpty();

        queue.workerLost("w1", DIED);

        assertThat(queue.lease("w2", LEASE).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void repeatedReportOfTheSameAttemptIsTakenOnce() {
        submit();
        Lease lease = leased();
        queue.finish(lease.work(), 1, outcome(Outcome.Status.COMPLETED));
        queue.finish(lease.work(), 1, outcome(Outcome.Status.COMPLETED));

        assertThat(handler.heard).containsExactly("started 1", "finished COMPLETED");
    }

    @Test
    void cancelledWorkThatWaitsNeverStarts() {
        WorkId work = submit();

        assertThat(database.<WorkQueue.Cancellation>transaction(sql -> queue.cancel(sql, work)))
                .isEqualTo(WorkQueue.Cancellation.ENDED);
        assertThat(queue.lease("w1", LEASE)).isEmpty();
        assertThat(handler.heard).containsExactly("finished CANCELLED");
        assertThat(database.<WorkQueue.Cancellation>transaction(sql -> queue.cancel(sql, work)))
                .isEqualTo(WorkQueue.Cancellation.TOO_LATE);
    }

    @Test
    void workerOfCancelledWorkIsToldAndItsReportCounts() {
        submit();
        Lease lease = leased();
        assertThat(database.<WorkQueue.Cancellation>transaction(sql -> queue.cancel(sql, lease.work())))
                .isEqualTo(WorkQueue.Cancellation.REQUESTED);

        assertThat(queue.heartbeat(lease.work(), 1, LEASE, NOTHING_NEW)).isEqualTo(Heartbeat.CANCEL);
        queue.finish(lease.work(), 1, outcome(Outcome.Status.COMPLETED));
        assertThat(handler.heard).endsWith("finished COMPLETED");
    }

    @Test
    void cancelledWorkWhoseWorkerDiesIsNotTriedAgain() {
        submit();
        Lease lease = leased();
        database.run(sql -> queue.cancel(sql, lease.work()));
        clock.advance(LEASE.plusSeconds(1));

        assertThat(queue.lease("w2", LEASE)).isEmpty();
        assertThat(handler.heard).endsWith("finished CANCELLED");
    }

    @Test
    void abortedWorkAcceptsNothingFromItsWorker() {
        submit();
        Lease lease = leased();
        database.run(sql -> queue.abort(sql, lease.work(), "gone"));

        assertThat(handler.heard).endsWith("finished CANCELLED");
        assertThatThrownBy(() -> queue.heartbeat(lease.work(), 1, LEASE, NOTHING_NEW))
                .isInstanceOf(ApiError.Conflict.class);
        assertThatThrownBy(() -> queue.finish(lease.work(), 1, outcome(Outcome.Status.COMPLETED)))
                .isInstanceOf(ApiError.Conflict.class);
    }

    @Test
    void whatWasLentIsTakenBackHoweverTheWorkEnds() {
        List<WorkId> over = new ArrayList<>();
        queue.whenOver(over::add);

        submit();
        Lease finished = leased();
        queue.finish(finished.work(), 1, outcome(Outcome.Status.COMPLETED));
        assertThat(over).containsExactly(finished.work());

        submit();
        Lease aborted = leased();
        database.run(sql -> queue.abort(sql, aborted.work(), "gone"));
        assertThat(over).containsExactly(finished.work(), aborted.work());

        submit();
        Lease lost = leased();
        clock.advance(LEASE.plusSeconds(1));
        Lease again = leased();
        assertThat(again.work()).isEqualTo(lost.work());
        assertThat(over).hasSize(2);
    }

    @Test
    void kindWithoutAHandlerWaitsForAServerThatHasOne() {
        database.run(sql -> queue.submit(sql, WorkKind.REFERENCE_IMPORT, owner));

        assertThat(queue.lease("w1", LEASE)).isEmpty();
    }

    @Test
    void workSubmittedInARolledBackTransactionIsNotThere() {
        assertThatThrownBy(() -> database.run(sql -> {
                    queue.submit(sql, WorkKind.VARIANT_IMPORT, owner);
                    throw new ApiError.Invalid("no");
                }))
                .isInstanceOf(ApiError.Invalid.class);

        assertThat(queue.lease("w1", LEASE)).isEmpty();
    }
}
