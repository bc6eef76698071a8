package org.lakeome.catalog.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
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
import org.lakeome.catalog.account.Arns;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.share.Share;
import org.lakeome.catalog.store.Store;
import org.lakeome.catalog.store.StoreStatus;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class EventsTest {

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private TestCatalog catalog;
    private Events events;
    private Caller.User alice;
    private Caller.User bob;
    private Caller.User carol;

    EventsTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        catalog = new TestCatalog(kind, folder);
        events = new Events(catalog.database);
        alice = catalog.alice;
        bob = catalog.bob;
        carol = catalog.carol;
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private List<Event> all(Caller.User caller) {
        return events.list(caller, EventFilter.ALL, 1000);
    }

    /** As {@code what/it/is STATUS}. */
    private List<String> log(Caller.User caller) {
        return all(caller).stream().map(EventsTest::line).toList();
    }

    private static String line(Event event) {
        return event.change().resource() + " " + event.change().status();
    }

    private Authorized<Resource.Store> may(Operation operation, String store) {
        return catalog.authorizer.require(alice, operation, TestCatalog.target(alice, store));
    }

    private Authorized<Resource.Store> mayAnnotation(Operation operation, String store) {
        return catalog.authorizer.require(alice, operation, TestCatalog.annotationTarget(alice, store));
    }

    private void awaitLast(String line) {
        await().atMost(TestCatalog.PATIENCE)
                .untilAsserted(() -> assertThat(log(alice)).last().isEqualTo(line));
    }

    private static EventFilter after(Event event) {
        return new EventFilter(Optional.of(event.id()), Optional.empty(), Optional.empty());
    }

    @Test
    void lifeOfAStoreIsToldStateByState() {
        catalog.store(alice, "exomes");
        catalog.stores.describe(may(Operation.UPDATE_STORE, "exomes"), Optional.of("of the clinic"));
        catalog.stores.describe(may(Operation.UPDATE_STORE, "exomes"), Optional.empty());
        catalog.lifecycle.delete(may(Operation.DELETE_STORE, "exomes"), false);
        awaitLast("variantStore/exomes DELETED");

        assertThat(log(alice))
                .containsExactly(
                        "variantStore/exomes CREATING",
                        "variantStore/exomes CREATED",
                        "variantStore/exomes UPDATED",
                        "variantStore/exomes DELETING",
                        "variantStore/exomes DELETED");
        assertThat(all(alice)).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(log(bob)).isEmpty();
    }

    @Test
    void storeWhoseTableFailsIsToldAsFailed() {
        catalog.tables.failure = Optional.of(new IllegalStateException("no space"));
        catalog.lifecycle.create(alice, TestCatalog.newStore(alice.account(), "exomes"));
        catalog.awaitStatus(alice, new StoreName("exomes"), StoreStatus.FAILED);
        catalog.lifecycle.delete(may(Operation.DELETE_STORE, "exomes"), false);
        awaitLast("variantStore/exomes DELETION_FAILED");

        assertThat(log(alice))
                .containsExactly(
                        "variantStore/exomes CREATING",
                        "variantStore/exomes CREATION_FAILED",
                        "variantStore/exomes DELETING",
                        "variantStore/exomes DELETION_FAILED");
    }

    @Test
    void versionsAreToldAndEndWithTheirStore() {
        catalog.annotationStore(alice, "clinvar", new StoreFormat.Vcf());
        catalog.version(alice, "clinvar", "may");
        catalog.version(alice, "clinvar", "june");
        catalog.versions.delete(
                mayAnnotation(Operation.UPDATE_STORE, "clinvar"), List.of(new VersionName("may")), false);
        awaitLast("annotationStore/clinvar/version/may DELETED");
        int before = all(alice).size();
        catalog.lifecycle.delete(mayAnnotation(Operation.DELETE_STORE, "clinvar"), true);
        awaitLast("annotationStore/clinvar DELETED");

        assertThat(log(alice))
                .startsWith("annotationStore/clinvar CREATING", "annotationStore/clinvar/version/clinvar CREATING")
                .containsSubsequence(
                        "annotationStore/clinvar/version/may CREATING",
                        "annotationStore/clinvar/version/may CREATED",
                        "annotationStore/clinvar/version/may DELETING",
                        "annotationStore/clinvar/version/may DELETED");
        assertThat(log(alice).subList(before, all(alice).size()))
                .containsExactly(
                        "annotationStore/clinvar DELETING",
                        "annotationStore/clinvar/version/clinvar DELETED",
                        "annotationStore/clinvar/version/june DELETED",
                        "annotationStore/clinvar DELETED");
        assertThat(all(alice).getLast().change().type()).isEqualTo(EventType.ANNOTATION_STORE);
    }

    @Test
    void jobIsToldWhenItsStateChangesAndNotWithEachReport() {
        catalog.store(alice, "exomes");
        JobId job = catalog.start(alice, "exomes", "s3://genomes/secret-patient.vcf.gz");
        Lease first = catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow();
        report(first, "10 %");
        report(first, "20 %");
        catalog.clock.advance(TestCatalog.LEASE.plusSeconds(1));
        catalog.queue.takeBackLapsed();
        Lease second = catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow();
        report(second, "30 %");
        catalog.queue.finish(
                second.work(),
                second.attempt(),
                new Outcome(Outcome.Status.COMPLETED, "done", List.of(), Optional.empty()));

        assertThat(log(alice).subList(2, all(alice).size()))
                .extracting(line -> line.replace(job.value(), "JOB"))
                .containsExactly(
                        "variantStore/exomes/JOB SUBMITTED",
                        "variantStore/exomes/JOB IN_PROGRESS",
                        "variantStore/exomes/JOB SUBMITTED",
                        "variantStore/exomes/JOB IN_PROGRESS",
                        "variantStore/exomes/JOB COMPLETED");
        assertThat(all(alice)).as("no event holds a file's name").noneMatch(event -> event.toString()
                .contains("secret-patient"));
    }

    private void report(Lease lease, String message) {
        catalog.queue.heartbeat(lease.work(), lease.attempt(), TestCatalog.LEASE, new Progress(message, List.of()));
    }

    @Test
    void changeThatIsRolledBackLeavesNoEvent() {
        catalog.store(alice, "exomes");
        catalog.offer(alice, "exomes", bob);
        List<String> before = log(alice);

        assertThatThrownBy(() -> catalog.lifecycle.delete(may(Operation.DELETE_STORE, "exomes"), false))
                .isInstanceOf(ApiError.Conflict.class);
        assertThatThrownBy(() -> catalog.store(alice, "exomes")).isInstanceOf(ApiError.Conflict.class);
        assertThatThrownBy(() -> catalog.database.run(sql -> {
                    change(1).log(sql);
                    throw new IllegalStateException("after the event");
                }))
                .hasMessage("after the event");

        assertThat(log(alice)).isEqualTo(before);
    }

    @Test
    void bothPartiesOfAShareHearOfItAndNobodyElse() {
        Store store = catalog.store(alice, "exomes");
        Share share = catalog.offer(alice, "exomes", bob);
        catalog.accept(bob, share.id());
        catalog.end(alice, share.id());
        catalog.stores.describe(may(Operation.UPDATE_STORE, "exomes"), Optional.of("not for bob"));
        JobId job = catalog.start(alice, "exomes", "s3://genomes/a.vcf.gz");

        String about = "share/" + share.id();
        assertThat(log(bob))
                .containsExactly(
                        about + " PENDING",
                        about + " ACTIVATING",
                        about + " ACTIVE",
                        about + " DELETING",
                        about + " DELETED");
        assertThat(log(alice))
                .containsExactly(
                        "variantStore/exomes CREATING",
                        "variantStore/exomes CREATED",
                        about + " PENDING",
                        about + " ACTIVATING",
                        about + " ACTIVE",
                        about + " DELETING",
                        about + " DELETED",
                        "variantStore/exomes UPDATED",
                        "variantStore/exomes/" + job + " SUBMITTED");
        assertThat(log(carol)).isEmpty();
        Event last = all(bob).getLast();
        assertThat(last.account()).isEqualTo(bob.account());
        assertThat(last.change().members())
                .as("what GetShare tells the subscriber of a share that is over")
                .isEqualTo(Map.of(
                        "shareId", share.id().value(),
                        "resourceArn", share.resourceArn(),
                        "storeName", store.name().value(),
                        "ownerId", alice.account().value(),
                        "principalSubscriber", bob.account().value()));
        assertThat(all(alice))
                .extracting(Event::id)
                .doesNotContainAnyElementsOf(all(bob).stream().map(Event::id).toList());
    }

    @Test
    void repeatedAcceptanceAndEndOfAShareAreToldOnce() {
        catalog.store(alice, "exomes");
        ShareId share = catalog.offer(alice, "exomes", bob).id();
        catalog.accept(bob, share);
        catalog.accept(bob, share);
        catalog.end(bob, share);
        catalog.end(alice, share);

        assertThat(log(bob)).hasSize(5).doesNotHaveDuplicates().last().isEqualTo("share/" + share + " DELETED");
    }

    @Test
    void shareThatEndsWithItsStoreIsToldToBothBeforeTheStoreGoes() {
        catalog.store(alice, "exomes");
        ShareId share = catalog.offer(alice, "exomes", bob).id();
        catalog.lifecycle.delete(may(Operation.DELETE_STORE, "exomes"), true);
        awaitLast("variantStore/exomes DELETED");

        assertThat(log(alice).subList(2, 7))
                .containsExactly(
                        "share/" + share + " PENDING",
                        "share/" + share + " DELETING",
                        "share/" + share + " DELETED",
                        "variantStore/exomes DELETING",
                        "variantStore/exomes DELETED");
        assertThat(log(bob))
                .containsExactly(
                        "share/" + share + " PENDING", "share/" + share + " DELETING", "share/" + share + " DELETED");
    }

    @Test
    void eventHasTheShapeOfEventBridge() {
        Store store = catalog.store(alice, "exomes");
        Event created = all(alice).getLast();

        assertThat(created.toJson(new Arns("us-east-1")).toString())
                .isEqualTo(("{'version':'0','id':'" + created.id() + "','detail-type':'Variant Store Status Change',"
                                + "'source':'aws.omics','account':'" + alice.account() + "',"
                                + "'time':'" + created.time() + "','region':'us-east-1',"
                                + "'resources':['arn:aws:omics:us-east-1:" + alice.account() + ":variantStore/exomes'],"
                                + "'detail':{'omicsVersion':'1.0.0','arn':'arn:aws:omics:us-east-1:" + alice.account()
                                + ":variantStore/exomes','storeId':'" + store.id()
                                + "','storeName':'exomes','status':'CREATED'}}")
                        .replace('\'', '"'));
    }

    @Test
    void readerGoesOnAfterWhatItSawAndFindsByStoreAndTime() {
        catalog.store(alice, "exomes");
        catalog.clock.advance(Duration.ofHours(1));
        catalog.store(alice, "genomes");

        List<Event> firstTwo = events.list(alice, EventFilter.ALL, 2);
        assertThat(firstTwo).extracting(EventsTest::line).allMatch(line -> line.contains("exomes"));
        assertThat(events.list(alice, after(firstTwo.getLast()), 1000))
                .extracting(EventsTest::line)
                .containsExactly("variantStore/genomes CREATING", "variantStore/genomes CREATED");
        assertThat(events.list(
                        alice,
                        new EventFilter(Optional.empty(), Optional.of(new StoreName("exomes")), Optional.empty()),
                        1000))
                .hasSize(2);
        assertThat(events.list(
                        alice,
                        new EventFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(catalog.clock.instant().minus(Duration.ofMinutes(1)))),
                        1000))
                .extracting(EventsTest::line)
                .allMatch(line -> line.contains("genomes"))
                .hasSize(2);
    }

    @Test
    void eventOfAnotherAccountIsAsUnknownAsAnInventedOne() {
        catalog.store(alice, "exomes");
        Event ofAlice = all(alice).getFirst();

        String invented = "00000000-0000-0000-0000-000000000000";
        EventFilter none = new EventFilter(Optional.of(invented), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> events.list(bob, after(ofAlice), 10))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("no event '" + ofAlice.id() + "'");
        assertThatThrownBy(() -> events.list(bob, none, 10))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("no event '" + invented + "'");
    }

    @Test
    void eventCommittedLateIsNotPassedOver() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> slow = threads.submit(() -> catalog.database.run(sql -> {
                change(1).log(sql);
                written.countDown();
                awaitQuietly(seen);
            }));
            written.await();
            catalog.database.run(sql -> change(2).log(sql));
            List<Event> early = all(alice);
            seen.countDown();
            slow.get();

            assertThat(early).extracting(EventsTest::line).containsExactly("variantStore/s2 CREATED");
            assertThat(events.list(alice, after(early.getFirst()), 10))
                    .extracting(EventsTest::line)
                    .containsExactly("variantStore/s1 CREATED");
        }
    }

    @Test
    void readerThatFollowsManyWritersSeesEachEventOnceAndEachStoresInOrder() throws Exception {
        int writers = 6;
        int changes = 40;
        for (int writer = 0; writer < writers; writer++) {
            catalog.store(alice, "store_" + writer);
        }
        int before = all(alice).size();
        List<Event> followed = new ArrayList<>(all(alice));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String store = "store_" + writer;
                running.add(threads.submit(() -> {
                    for (int change = 0; change < changes; change++) {
                        String name = store + " change " + change;
                        catalog.stores.describe(may(Operation.UPDATE_STORE, store), Optional.of(name));
                        catalog.database.run(sql -> {
                            sql.statement("select id from store where name = :name for update")
                                    .bind("name", store)
                                    .isThere();
                            new StateChange(EventType.VARIANT_STORE, alice.account(), name, Map.of(), "TOLD").log(sql);
                        });
                    }
                }));
            }
            while (followed.size() < before + writers * changes * 2) {
                followed.addAll(events.list(alice, after(followed.getLast()), 7));
                if (running.stream().allMatch(Future::isDone)
                        && events.list(alice, after(followed.getLast()), 1).isEmpty()) {
                    break;
                }
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }

        assertThat(followed).hasSize(before + writers * changes * 2);
        assertThat(followed).extracting(Event::id).doesNotHaveDuplicates();
        Map<String, List<Integer>> told = followed.stream()
                .filter(event -> event.change().status().equals("TOLD"))
                .map(event -> event.change().resource().split(" change "))
                .collect(Collectors.groupingBy(
                        parts -> parts[0],
                        Collectors.mapping(parts -> Integer.valueOf(parts[1]), Collectors.toList())));
        assertThat(told).hasSize(writers).allSatisfy((store, numbers) -> assertThat(numbers)
                .hasSize(changes)
                .isSorted());
    }

    @Test
    void oldEventsAreForgottenAndOthersStay() {
        catalog.store(alice, "exomes");
        catalog.clock.advance(Duration.ofDays(90));
        catalog.store(alice, "genomes");

        events.forget(Duration.ofDays(90));

        assertThat(log(alice)).containsExactly("variantStore/genomes CREATING", "variantStore/genomes CREATED");
    }

    private StateChange change(int number) {
        return new StateChange(
                EventType.VARIANT_STORE,
                alice.account(),
                "variantStore/s" + number,
                StateChange.members(StateChange.STORE_NAME, "s" + number),
                "CREATED");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
