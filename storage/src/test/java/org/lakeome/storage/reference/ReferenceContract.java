package org.lakeome.storage.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.event.EventFilter;
import org.lakeome.catalog.event.Events;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Loss;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.Progress;

/** What reference storage promises on every database. */
abstract class ReferenceContract {
    private static final Tags NO_TAGS = new Tags(Map.of());

    private AccountId alice;
    private AccountId bob;

    abstract ReferenceFixture lake();

    @BeforeEach
    void makeAccounts() {
        alice = lake().newAccount();
        bob = lake().newAccount();
    }

    @Test
    void storeIsFoundByItsOwner() {
        ReferenceStore made = lake().stores.create(alice, "genomes", Optional.of("all"), NO_TAGS, Optional.empty());

        assertThat(made.id().value()).matches("[0-9]{10}");
        assertThat(made.arn(lake().arns))
                .isEqualTo("arn:aws:omics:us-east-1:" + alice + ":referenceStore/" + made.id());
        assertThat(lake().stores.find(alice, made.id())).isEqualTo(made);
        assertThat(lake().stores
                        .list(alice, ReferenceStores.Filter.NONE, PageRequest.first())
                        .items())
                .containsExactly(made);
    }

    @Test
    void secondStoreOfAnAccountIsOverTheQuota() {
        lake().newStore(alice);

        assertThatThrownBy(() -> lake().newStore(alice)).isInstanceOf(ApiError.QuotaExceeded.class);
        lake().newStore(bob);
    }

    @Test
    void sameClientTokenGivesTheSameStore() {
        Optional<String> token = Optional.of("once");
        ReferenceStore first = lake().stores.create(alice, "genomes", Optional.empty(), NO_TAGS, token);

        assertThat(lake().stores.create(alice, "genomes", Optional.empty(), NO_TAGS, token))
                .isEqualTo(first);
        assertThatThrownBy(() -> lake().stores.create(alice, "other", Optional.empty(), NO_TAGS, token))
                .isInstanceOf(ApiError.Invalid.class);
    }

    @Test
    void storesAreFilteredByNameAndTime() {
        ReferenceStore made = lake().stores.create(alice, "genomes", Optional.empty(), NO_TAGS, Optional.empty());

        assertThat(storesOf(new ReferenceStores.Filter(Optional.of("genomes"), Optional.empty(), Optional.empty())))
                .hasSize(1);
        assertThat(storesOf(new ReferenceStores.Filter(Optional.of("other"), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(storesOf(new ReferenceStores.Filter(
                        Optional.empty(), Optional.of(made.created().minusSeconds(1)), Optional.empty())))
                .hasSize(1);
        assertThat(storesOf(
                        new ReferenceStores.Filter(Optional.empty(), Optional.empty(), Optional.of(made.created()))))
                .isEmpty();
    }

    @Test
    void lifeOfReferencesIsToldToTheirOwnerAlone() {
        ReferenceStoreId store = lake().newStore(alice);
        Reference reference = lake().importOne(alice, store, "genome", ">chr20\nACGT\n", "chr20\t4\t7\t4\t5\n");
        lake().references.delete(alice, store, reference.id());
        lake().stores.delete(alice, store);

        String job = "referenceStore/" + store + "/importJob/" + reference.job();
        String about = "referenceStore/" + store + "/reference/" + reference.id();
        assertThat(eventsOf(alice))
                .containsExactly(
                        "referenceStore/" + store + " CREATED",
                        job + " SUBMITTED",
                        job + " IN_PROGRESS",
                        about + " ACTIVE",
                        job + " COMPLETED",
                        about + " DELETED",
                        "referenceStore/" + store + " DELETED");
        assertThat(eventsOf(bob)).isEmpty();
    }

    private List<String> eventsOf(AccountId account) {
        return new Events(lake().database)
                .list(new Caller.User(account), EventFilter.ALL, 100).stream()
                        .map(event ->
                                event.change().resource() + " " + event.change().status())
                        .toList();
    }

    @Test
    void importedReferenceIsKeptWithItsDigests() {
        ReferenceStoreId store = lake().newStore(alice);
        Reference reference = lake().importOne(alice, store, "genome", ">chr20\nACGT\n", "chr20\t4\t7\t4\t5\n");

        assertThat(reference.status()).isEqualTo(Reference.Status.ACTIVE);
        assertThat(reference.id().value()).matches("[0-9]{10}");
        assertThat(reference.arn(lake().arns))
                .isEqualTo("arn:aws:omics:us-east-1:" + alice + ":referenceStore/" + store + "/reference/"
                        + reference.id());
        assertThat(reference.md5()).isEqualTo(ReferenceFixture.MD5);
        assertThat(lake().references.contigs(alice, store, reference.id()))
                .containsExactly(
                        new Contig("chr20", 4, ReferenceFixture.MD5), new Contig("chr22", 5, ReferenceFixture.MD5));
        ReferenceImport job = lake().imports.find(alice, store, reference.job());
        assertThat(job.status()).isEqualTo(ReferenceImport.Status.COMPLETED);
        assertThat(job.completed()).isPresent();
        assertThat(job.items()).singleElement().satisfies(item -> {
            assertThat(item.status()).isEqualTo(ReferenceImport.ItemStatus.FINISHED);
            assertThat(item.reference()).isEqualTo(reference.id());
            assertThat(item.tags().values()).containsEntry("build", "38");
        });
    }

    @Test
    void bytesAreReadWholeAndByRange() throws IOException {
        ReferenceStoreId store = lake().newStore(alice);
        ReferenceId id = lake().importOne(alice, store, "genome", ">chr20\nACGT\n", "index!")
                .id();

        assertThat(read(store, id, Reference.File.SOURCE, Optional.empty())).isEqualTo(">chr20\nACGT\n");
        assertThat(read(store, id, Reference.File.INDEX, Optional.empty())).isEqualTo("index!");
        assertThat(read(store, id, Reference.File.SOURCE, Optional.of("bytes=1-5")))
                .isEqualTo("chr20");
        assertThat(read(store, id, Reference.File.SOURCE, Optional.of("bytes=-5")))
                .isEqualTo("ACGT\n");
        assertThatThrownBy(() -> lake().references.open(alice, store, id, Reference.File.SOURCE, 2, Optional.empty()))
                .isInstanceOf(ApiError.RangeNotSatisfiable.class);
        assertThatThrownBy(() -> read(store, id, Reference.File.SOURCE, Optional.of("bytes=12-")))
                .isInstanceOf(ApiError.RangeNotSatisfiable.class);
    }

    @Test
    void anotherAccountSeesNothingAndCannotTellItFromNothing() {
        ReferenceStoreId store = lake().newStore(alice);
        lake().newStore(bob);
        Reference reference = lake().importOne(alice, store, "genome", ">a\nA\n", "i");
        ReferenceStoreId noStore = ReferenceStoreId.random();
        ReferenceId noReference = ReferenceId.random();

        alike(() -> lake().stores.find(bob, store), store, () -> lake().stores.find(bob, noStore), noStore);
        alike(() -> lake().stores.delete(bob, store), store, () -> lake().stores.delete(bob, noStore), noStore);
        alike(
                () -> lake().references.list(bob, store, References.Filter.NONE, PageRequest.first()),
                store,
                () -> lake().references.list(bob, noStore, References.Filter.NONE, PageRequest.first()),
                noStore);
        alike(
                () -> lake().imports.list(bob, store, ReferenceImports.Filter.NONE, PageRequest.first()),
                store,
                () -> lake().imports.list(bob, noStore, ReferenceImports.Filter.NONE, PageRequest.first()),
                noStore);
        alike(
                () -> lake().start(bob, store, "s3://genomes/a.fa"),
                store,
                () -> lake().start(bob, noStore, "s3://genomes/a.fa"),
                noStore);
        alike(
                () -> lake().references.find(bob, store, reference.id()),
                reference.id(),
                () -> lake().references.find(bob, store, noReference),
                noReference);
        alike(
                () -> lake().references.delete(bob, store, reference.id()),
                reference.id(),
                () -> lake().references.delete(bob, store, noReference),
                noReference);
        alike(
                () -> lake().references.open(bob, store, reference.id(), Reference.File.SOURCE, 1, Optional.empty()),
                reference.id(),
                () -> lake().references.open(bob, store, noReference, Reference.File.SOURCE, 1, Optional.empty()),
                noReference);
        alike(
                () -> lake().references.requireForStore(bob, reference.arn(lake().arns)),
                reference.arn(lake().arns),
                () -> lake().references.requireForStore(bob, "arn:aws:omics:nowhere"),
                "arn:aws:omics:nowhere");
        assertThat(lake().references.find(alice, store, reference.id())).isEqualTo(reference);
    }

    @Test
    void storeStandsOnAnActiveReferenceOfItsOwner() {
        ReferenceStoreId store = lake().newStore(alice);
        Reference reference = lake().importOne(alice, store, "genome", ">a\nA\n", "i");

        assertThat(lake().references.requireForStore(alice, reference.arn(lake().arns)))
                .isEqualTo(reference);
        assertThat(lake().references.owns(alice, reference.arn(lake().arns))).isTrue();
        assertThat(lake().references.owns(bob, reference.arn(lake().arns))).isFalse();
        assertThat(lake().references.owns(alice, reference.arn(lake().arns).replace("us-east-1", "eu-west-1")))
                .isFalse();
    }

    @Test
    void tagsHangOnTheOwnersThingsAndEndWithThem() {
        ReferenceStoreId store = lake().newStore(alice);
        String storeArn = lake().stores.find(alice, store).arn(lake().arns);
        Reference reference = lake().importOne(alice, store, "genome", ">a\nA\n", "i");
        String arn = reference.arn(lake().arns);

        lake().tags.add(alice, arn, new Tags(Map.of("build", "37", "team", "blue")));
        lake().tags.remove(alice, arn, List.of("team", "unknown"));
        lake().tags.add(alice, storeArn, new Tags(Map.of("k", "v")));
        assertThat(lake().tags.of(alice, arn).values()).containsExactly(Map.entry("build", "37"));
        assertThat(lake().tags.of(alice, storeArn).values()).containsExactly(Map.entry("k", "v"));

        String nothing = arn.replace(reference.id().value(), "0000000000");
        alike(() -> lake().tags.of(bob, arn), arn, () -> lake().tags.of(bob, nothing), nothing);
        alike(() -> lake().tags.of(alice, "arn:x"), "arn:x", () -> lake().tags.of(alice, nothing), nothing);
        lake().references.delete(alice, store, reference.id());
        assertThatThrownBy(() -> lake().tags.of(alice, arn)).isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void usedReferenceStaysUntilItsLastStoreGoes() {
        ReferenceStoreId store = lake().newStore(alice);
        Reference reference = lake().importOne(alice, store, "genome", ">a\nA\n", "i");
        lake().usedReferences.add(reference.arn(lake().arns));

        assertThatThrownBy(() -> lake().references.delete(alice, store, reference.id()))
                .isInstanceOf(ApiError.Conflict.class);
        assertThatThrownBy(() -> lake().stores.delete(alice, store)).isInstanceOf(ApiError.Conflict.class);
        lake().usedReferences.clear();
        lake().references.delete(alice, store, reference.id());
        assertThatThrownBy(() -> lake().references.find(alice, store, reference.id()))
                .isInstanceOf(ApiError.NotFound.class);
        lake().stores.delete(alice, store);
        assertThatThrownBy(() -> lake().stores.find(alice, store)).isInstanceOf(ApiError.NotFound.class);
        lake().newStore(alice);
    }

    @Test
    void unfinishedDeletionIsFinishedAtStart() {
        ReferenceStoreId store = lake().newStore(alice);
        Reference reference = lake().importOne(alice, store, "genome", ">a\nA\n", "i");
        lake().database.run(sql -> new ReferenceRows(sql).markDeleting(reference));

        assertThatThrownBy(() -> read(store, reference.id(), Reference.File.SOURCE, Optional.empty()))
                .isInstanceOf(ApiError.NotFound.class);
        assertThat(lake().references.owns(alice, reference.arn(lake().arns))).isFalse();
        lake().references.finishDeletions();
        assertThatThrownBy(() -> lake().references.find(alice, store, reference.id()))
                .isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void bytesOfAnImportThatCameToNothingAreRemovedAtStart() throws IOException {
        ReferenceStoreId store = lake().newStore(alice);
        Reference kept = lake().importOne(alice, store, "genome", ">a\nA\n", "i");
        ReferenceImport running = lake().start(alice, store, "s3://genomes/a.fa");
        String expected =
                lake().putBytes(alice, store, running.items().getFirst().reference());
        String left = lake().putBytes(alice, store, ReferenceId.random());

        lake().references.finishDeletions();

        assertThat(lake().keys())
                .contains(kept.key(Reference.File.SOURCE), expected)
                .doesNotContain(left);
        assertThat(read(store, kept.id(), Reference.File.SOURCE, Optional.empty()))
                .isEqualTo(">a\nA\n");
        drain();
    }

    @Test
    void failedSourceLeavesTheGoodOnes() {
        ReferenceStoreId store = lake().newStore(alice);
        ReferenceImport job = lake().start(alice, store, "s3://genomes/good.fa", "s3://genomes/bad.fa.gz");
        Lease lease = lake().lease();
        lake().queue
                .heartbeat(
                        lease.work(),
                        lease.attempt(),
                        Duration.ofMinutes(1),
                        new Progress(
                                "reading",
                                List.of(new ItemReport("s3://genomes/good.fa", ItemState.IN_PROGRESS, "", 0, 0))));
        assertThat(lake().imports.find(alice, store, job.id()).items())
                .extracting(ReferenceImport.Item::status)
                .containsExactly(ReferenceImport.ItemStatus.IN_PROGRESS, ReferenceImport.ItemStatus.NOT_STARTED);

        lake().queue
                .finish(
                        lease.work(),
                        lease.attempt(),
                        new Outcome(
                                Outcome.Status.COMPLETED_WITH_FAILURES,
                                "1 of 2 failed",
                                List.of(
                                        new ItemReport("s3://genomes/good.fa", ItemState.COMPLETED, "", 0, 0),
                                        new ItemReport(
                                                "s3://genomes/bad.fa.gz",
                                                ItemState.FAILED,
                                                "bad.fa.gz line 3: no contig",
                                                0,
                                                0)),
                                Optional.of(ReferenceFixture.result(
                                        job.items().getFirst().reference(), 10, 5))));

        ReferenceImport ended = lake().imports.find(alice, store, job.id());
        assertThat(ended.status()).isEqualTo(ReferenceImport.Status.COMPLETED_WITH_FAILURES);
        assertThat(ended.items())
                .extracting(ReferenceImport.Item::status, ReferenceImport.Item::statusMessage)
                .containsExactly(
                        tuple(ReferenceImport.ItemStatus.FINISHED, ""),
                        tuple(ReferenceImport.ItemStatus.FAILED, "bad.fa.gz line 3: no contig"));
        assertThat(referencesIn(store)).hasSize(1);
    }

    @Test
    void uselessResultFailsTheJob() {
        ReferenceStoreId store = lake().newStore(alice);
        ReferenceImport job = lake().start(alice, store, "s3://genomes/a.fa");
        Lease lease = lake().lease();
        lake().queue
                .finish(
                        lease.work(),
                        lease.attempt(),
                        ReferenceFixture.completed(job, "{\"references\":[{\"referenceId\":\"x\",\"md5\":\"?\"}]}"));

        assertThat(lake().imports.find(alice, store, job.id()).status()).isEqualTo(ReferenceImport.Status.FAILED);
        assertThat(referencesIn(store)).isEmpty();
    }

    @Test
    void lostWorkerLosesItsKeysAndTheNextAttemptGetsOthers() {
        ReferenceStoreId store = lake().newStore(alice);
        lake().start(alice, store, "s3://genomes/a.fa");
        Lease lease = lake().lease();
        String first = lake().work.spec(lease.work()).at("/s3/accessKey").asText();
        lake().queue.workerLost("w1", new Loss("its process ended", true));
        Lease second = lake().lease();

        assertThat(second.work()).isEqualTo(lease.work());
        assertThat(lake().work.spec(second.work()).at("/s3/accessKey").asText()).isNotEqualTo(first);
        lake().queue.workerLost("w1", new Loss("its process ended", true));
        Lease third = lake().lease();
        lake().queue.workerLost("w1", new Loss("its process ended", true));
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(lake().imports
                        .list(alice, store, ReferenceImports.Filter.NONE, PageRequest.first())
                        .items())
                .singleElement()
                .satisfies(job -> assertThat(job.status()).isEqualTo(ReferenceImport.Status.FAILED));
    }

    @Test
    void specificationNamesSourcesTargetsAndKeys() {
        ReferenceStoreId store = lake().newStore(alice);
        ReferenceImport job = lake().start(alice, store, "s3://genomes/a.fa");
        var spec = lake().work.spec(lake().lease().work());

        assertThat(spec.get("kind").asText()).isEqualTo("REFERENCE_IMPORT");
        assertThat(spec.get("jobId").asText()).isEqualTo(job.id().value());
        assertThat(spec.at("/items/0/source").asText()).isEqualTo("s3://genomes/a.fa");
        assertThat(spec.at("/items/0/referenceId").asText())
                .isEqualTo(job.items().getFirst().reference().value());
        assertThat(spec.at("/target/bucket").asText()).isEqualTo("lakeome-references");
        assertThat(spec.at("/target/endpoint").asText()).startsWith("http://127.0.0.1:");
        assertThat(spec.at("/s3/secretKey").asText())
                .isNotEqualTo(spec.at("/target/secretKey").asText());
        lake().queue.workerLost("w1", new Loss("its process ended", true));
    }

    @Test
    void importsAreLimitedPerAccountAndStore() {
        ReferenceStoreId store = lake().newStore(alice);
        String[] many = IntStream.range(0, 51)
                .mapToObj(i -> "s3://genomes/" + i + ".fa")
                .toArray(String[]::new);

        assertThatThrownBy(() -> lake().start(alice, store, many)).isInstanceOf(ApiError.QuotaExceeded.class);
        for (int i = 0; i < 5; i++) {
            lake().start(alice, store, "s3://genomes/a.fa");
        }
        assertThatThrownBy(() -> lake().start(alice, store, "s3://genomes/a.fa"))
                .isInstanceOf(ApiError.QuotaExceeded.class);
        assertThatThrownBy(() -> lake().stores.delete(alice, store)).isInstanceOf(ApiError.Conflict.class);
        drain();
    }

    @Test
    void sameClientTokenStartsOneImport() {
        ReferenceStoreId store = lake().newStore(alice);
        List<ReferenceSource> sources = List.of(ReferenceFixture.source("s3://genomes/a.fa"));
        Optional<String> token = Optional.of("once");
        ReferenceImport first = lake().imports.start(alice, store, ReferenceFixture.ROLE, sources, token);

        assertThat(lake().imports.start(alice, store, ReferenceFixture.ROLE, sources, token))
                .isEqualTo(first);
        assertThatThrownBy(() -> lake().imports
                        .start(
                                alice,
                                store,
                                ReferenceFixture.ROLE,
                                List.of(ReferenceFixture.source("s3://genomes/b.fa")),
                                token))
                .isInstanceOf(ApiError.Invalid.class);
        drain();
    }

    @Test
    void pagesHoldEachReferenceOnceAndTokensFitOneListOnly() {
        ReferenceStoreId store = lake().newStore(alice);
        ReferenceStoreId bobsStore = lake().newStore(bob);
        for (int i = 0; i < 5; i++) {
            lake().importOne(alice, store, "genome " + i, ">a\nA\n", "i");
        }
        Page<Reference> first =
                lake().references.list(alice, store, References.Filter.NONE, new PageRequest(2, Optional.empty()));
        Page<Reference> second =
                lake().references.list(alice, store, References.Filter.NONE, new PageRequest(2, first.next()));
        Page<Reference> third =
                lake().references.list(alice, store, References.Filter.NONE, new PageRequest(2, second.next()));

        assertThat(third.next()).isEmpty();
        assertThat(List.of(first, second, third))
                .flatExtracting(Page::items)
                .extracting(Reference::name)
                .containsExactly("genome 0", "genome 1", "genome 2", "genome 3", "genome 4");
        assertThatThrownBy(() -> lake().references
                        .list(bob, bobsStore, References.Filter.NONE, new PageRequest(2, first.next())))
                .isInstanceOf(ApiError.Invalid.class);
        assertThat(lake().references
                        .list(
                                alice,
                                store,
                                new References.Filter(
                                        Optional.of("genome 3"),
                                        Optional.of(ReferenceFixture.MD5),
                                        Optional.empty(),
                                        Optional.empty()),
                                PageRequest.first())
                        .items())
                .extracting(Reference::name)
                .containsExactly("genome 3");
    }

    private List<ReferenceStore> storesOf(ReferenceStores.Filter filter) {
        return lake().stores.list(alice, filter, PageRequest.first()).items();
    }

    private List<Reference> referencesIn(ReferenceStoreId store) {
        return lake().references
                .list(alice, store, References.Filter.NONE, PageRequest.first())
                .items();
    }

    private String read(ReferenceStoreId store, ReferenceId id, Reference.File file, Optional<String> range)
            throws IOException {
        ReferencePart part = lake().references.open(alice, store, id, file, 1, range);
        try (var content = part.content()) {
            byte[] bytes = content.readAllBytes();
            assertThat(part.length()).isEqualTo(bytes.length);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Ends all that waits, so that the next test leases its own work. */
    private void drain() {
        while (lake().queue.lease("drain", Duration.ofMinutes(1)).isPresent()) {
            lake().queue.workerLost("drain", new Loss("its process ended", true));
        }
    }

    private static void alike(ThrowingCallable hidden, Object hiddenName, ThrowingCallable absent, Object absentName) {
        Throwable first = catchThrowable(hidden);
        Throwable second = catchThrowable(absent);
        assertThat(first).isInstanceOf(ApiError.NotFound.class);
        assertThat(second).isInstanceOf(ApiError.NotFound.class);
        assertThat(first.getMessage().replace(hiddenName.toString(), "X"))
                .isEqualTo(second.getMessage().replace(absentName.toString(), "X"));
    }
}
