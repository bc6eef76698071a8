package org.lakeome.catalog.store;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
import org.lakeome.catalog.access.TablePart;
import org.lakeome.catalog.access.Target;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.TableName;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.share.ShareStatus;
import org.lakeome.catalog.tag.Tags;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class StoresTest {

    private static final Quotas ROOMY = new Quotas(12, 12, 12, 5, 1000, 1000, 10, 10);

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private TestCatalog catalog;

    StoresTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        catalog = new TestCatalog(kind, folder, ROOMY);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private Authorized<Resource.Store> allowed(Caller.User owner, Operation operation, String store) {
        return catalog.authorizer.require(owner, operation, TestCatalog.target(owner, store));
    }

    private StoreStatus delete(String store, boolean force) {
        return catalog.lifecycle.delete(allowed(catalog.alice, Operation.DELETE_STORE, store), force);
    }

    private boolean isThere(String store) {
        try {
            allowed(catalog.alice, Operation.DESCRIBE_STORE, store);
            return true;
        } catch (ApiError.NotFound e) {
            return false;
        }
    }

    @Test
    void storeIsCreatingUntilItsTableIsMade() {
        CountDownLatch go = new CountDownLatch(1);
        catalog.tables.before = () -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        Store made = catalog.lifecycle.create(catalog.alice, TestCatalog.newStore(catalog.alice.account(), "exomes"));
        assertThat(made.status()).isEqualTo(StoreStatus.CREATING);
        assertThat(catalog.describe(catalog.alice, made.name()).status()).isEqualTo(StoreStatus.CREATING);
        assertThat(catalog.authorizer.visibleTables(catalog.alice)).isEmpty();

        go.countDown();
        catalog.awaitStatus(catalog.alice, made.name(), StoreStatus.ACTIVE);
        assertThat(catalog.tables.made).containsExactly("alice.exomes");
        assertThat(catalog.authorizer.visibleTables(catalog.alice))
                .extracting(table -> table.store().id())
                .containsExactly(made.id());
    }

    @Test
    void storeWhoseTableCannotBeMadeFailsWithTheReasonAndCanBeDeleted() {
        catalog.tables.failure = Optional.of(new IllegalStateException("no space left"));
        Store made = catalog.lifecycle.create(catalog.alice, TestCatalog.newStore(catalog.alice.account(), "exomes"));

        Store failed = catalog.awaitStatus(catalog.alice, made.name(), StoreStatus.FAILED);
        assertThat(failed.statusMessage()).contains("no space left");

        catalog.tables.failure = Optional.empty();
        delete("exomes", false);
        await().atMost(TestCatalog.PATIENCE).until(() -> !isThere("exomes"));
    }

    @Test
    void restartFinishesWhatWasBeingMadeAndRemoved() {
        catalog.store(catalog.alice, "leaving");
        catalog.keeper.close();
        catalog.database.run(sql -> {
            sql.statement("update store set status = 'DELETING'").execute();
            Store coming = new Store(
                    StoreId.random(),
                    StoreKind.VARIANT,
                    new StoreName("coming"),
                    catalog.alice.account(),
                    Optional.of("arn"),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    StoreStatus.CREATING,
                    "",
                    sql.now(),
                    sql.now(),
                    Map.of(),
                    List.of());
            new StoreRows(sql).insert(coming);
            new TableRows(sql)
                    .insert(coming.owner(), coming.id(), Optional.empty(), TableName.of(coming.name()), TablePart.DATA);
        });

        catalog.keeper = catalog.newKeeper();
        catalog.keeper.resume();

        catalog.awaitStatus(catalog.alice, new StoreName("coming"), StoreStatus.ACTIVE);
        await().atMost(TestCatalog.PATIENCE).until(() -> !isThere("leaving"));
        assertThat(catalog.tables.made).containsExactly("alice.coming");
    }

    @Test
    void takenNameIsRefusedAndTheSameNameInAnotherAccountIsNot() {
        catalog.store(catalog.alice, "exomes");

        assertThatThrownBy(() -> catalog.store(catalog.alice, "exomes")).isInstanceOf(ApiError.Conflict.class);
        assertThat(catalog.store(catalog.bob, "exomes").owner()).isEqualTo(catalog.bob.account());
    }

    @Test
    void nameIsMadeUpWhereNoneIsGiven() {
        Store first = catalog.store(catalog.alice, null);
        Store second = catalog.store(catalog.alice, null);

        assertThat(first.name().value())
                .matches("[a-z][a-z0-9_]{2,254}")
                .isNotEqualTo(second.name().value());
    }

    @Test
    void referenceOfAnotherAccountIsNotFound() {
        NewStore wanted = TestCatalog.newStore(catalog.bob.account(), "exomes");

        assertThatThrownBy(() -> catalog.lifecycle.create(catalog.alice, wanted))
                .isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void textsAreAsLongAsTheContractSaysInCharacters() {
        String description = "😀".repeat(500);
        Map<String, String> tags = Map.of("𝒳".repeat(128), "𝒳".repeat(256));

        Store made = catalog.lifecycle.create(
                catalog.alice,
                NewStore.ofVariants(
                        Optional.of(new StoreName("exomes")),
                        TestCatalog.reference(catalog.alice.account()),
                        Optional.empty(),
                        description,
                        new Tags(tags)));

        assertThat(catalog.awaitStatus(catalog.alice, made.name(), StoreStatus.ACTIVE))
                .extracting(Store::description, Store::tags)
                .containsExactly(description, tags);
        assertThatThrownBy(() -> new Tags(Map.of("𝒳".repeat(129), ""))).isInstanceOf(ApiError.Invalid.class);
    }

    @Test
    void storeBeyondTheQuotaIsRefused() {
        for (int i = 0; i < ROOMY.variantStores(); i++) {
            catalog.lifecycle.create(catalog.alice, TestCatalog.newStore(catalog.alice.account(), "store" + i));
        }

        assertThatThrownBy(() -> catalog.lifecycle.create(
                        catalog.alice, TestCatalog.newStore(catalog.alice.account(), "one_more")))
                .isInstanceOf(ApiError.QuotaExceeded.class)
                .hasMessageContaining("'variant stores' is 12, and there are 12");
        assertThat(catalog.store(catalog.bob, "exomes")).isNotNull();
    }

    @Test
    void pagesHoldEveryStoreOnceAlsoWhileStoresAreMade() {
        List<String> names = IntStream.range(0, 7).mapToObj(i -> "store" + i).toList();
        names.forEach(name -> catalog.store(catalog.alice, name));
        catalog.store(catalog.bob, "not_hers");

        List<String> seen = new ArrayList<>();
        PageRequest request = PageRequest.of(3, null);
        while (true) {
            Page<Store> page = catalog.stores.list(catalog.alice, StoreKind.VARIANT, StoreFilter.ALL, request);
            page.items().forEach(store -> seen.add(store.name().value()));
            if (page.next().isEmpty()) {
                break;
            }
            if (seen.size() == 3) {
                catalog.store(catalog.alice, "late");
            }
            request = PageRequest.of(3, page.next().get());
        }

        List<String> expected = new ArrayList<>(names);
        expected.add("late");
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    void pageTokenOpensOnlyForItsCallerAndFilter() {
        List.of("store1", "store2").forEach(name -> {
            catalog.store(catalog.alice, name);
            catalog.store(catalog.bob, name);
        });
        String token = catalog.stores
                .list(catalog.alice, StoreKind.VARIANT, StoreFilter.ALL, PageRequest.of(1, null))
                .next()
                .orElseThrow();
        StoreFilter active = new StoreFilter(List.of(), Optional.of(StoreStatus.ACTIVE));

        assertThatThrownBy(() ->
                        catalog.stores.list(catalog.bob, StoreKind.VARIANT, StoreFilter.ALL, PageRequest.of(1, token)))
                .isInstanceOf(ApiError.Invalid.class);
        assertThatThrownBy(
                        () -> catalog.stores.list(catalog.alice, StoreKind.VARIANT, active, PageRequest.of(1, token)))
                .isInstanceOf(ApiError.Invalid.class);
        assertThatThrownBy(() -> catalog.stores.list(
                        catalog.alice, StoreKind.VARIANT, StoreFilter.ALL, PageRequest.of(1, "x" + token)))
                .isInstanceOf(ApiError.Invalid.class);
        assertThatThrownBy(() -> catalog.stores.list(
                        catalog.alice, StoreKind.VARIANT, StoreFilter.ALL, PageRequest.of(1, "%%%")))
                .isInstanceOf(ApiError.Invalid.class);
        catalog.clock.advance(Duration.ofHours(25));
        assertThatThrownBy(() -> catalog.stores.list(
                        catalog.alice, StoreKind.VARIANT, StoreFilter.ALL, PageRequest.of(1, token)))
                .isInstanceOf(ApiError.Invalid.class);
    }

    @Test
    void listIsFilteredByIdsAndStatus() {
        Store first = catalog.store(catalog.alice, "first");
        Store second = catalog.store(catalog.alice, "second");
        Store foreign = catalog.store(catalog.bob, "foreign");
        List<String> ids = List.of(first.id().value(), foreign.id().value(), "nonsense");

        assertThat(catalog.stores
                        .list(
                                catalog.alice,
                                StoreKind.VARIANT,
                                new StoreFilter(ids, Optional.empty()),
                                PageRequest.first())
                        .items())
                .extracting(Store::id)
                .containsExactly(first.id());
        assertThat(catalog.stores
                        .list(
                                catalog.alice,
                                StoreKind.VARIANT,
                                new StoreFilter(List.of(), Optional.of(StoreStatus.ACTIVE)),
                                PageRequest.first())
                        .items())
                .extracting(Store::id)
                .containsExactly(first.id(), second.id());
        assertThat(catalog.stores
                        .list(
                                catalog.alice,
                                StoreKind.VARIANT,
                                new StoreFilter(List.of(), Optional.of(StoreStatus.FAILED)),
                                PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    void waitForTheTableOfRejectedRecordsHasAnEnd() {
        catalog.store(catalog.alice, "exomes");
        CountDownLatch go = new CountDownLatch(1);
        TableSteps slow = new TableSteps(
                (table, shape) -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                table -> {});
        var store = allowed(catalog.alice, Operation.DESCRIBE_STORE, "exomes").resourceFor(Operation.DESCRIBE_STORE);

        try (TableKeeper keeper = new TableKeeper(catalog.database, slow, Duration.ofMillis(50))) {
            assertThatThrownBy(() -> keeper.requireRejected(store))
                    .isInstanceOf(ApiError.Unavailable.class)
                    .hasMessageContaining("try again");
            go.countDown();
        }
    }

    @Test
    void descriptionIsChangedAndTheTimeOfItNoted() {
        Store store = catalog.store(catalog.alice, "exomes");
        catalog.clock.advance(Duration.ofSeconds(1));

        Store changed = catalog.stores.describe(
                allowed(catalog.alice, Operation.UPDATE_STORE, "exomes"), Optional.of("Kidney 2026"));

        assertThat(changed.description()).isEqualTo("Kidney 2026");
        assertThat(changed.updated()).isAfter(store.updated());
        assertThat(catalog.describe(catalog.alice, store.name())).isEqualTo(changed);

        catalog.stores.describe(allowed(catalog.alice, Operation.UPDATE_STORE, "exomes"), Optional.empty());
        assertThat(catalog.describe(catalog.alice, store.name()).description()).isEqualTo("Kidney 2026");
    }

    @Test
    void tagsAreAddedReplacedAndRemoved() {
        catalog.store(catalog.alice, "exomes");
        catalog.stores.tag(allowed(catalog.alice, Operation.TAG_STORE, "exomes"), new Tags(Map.of("a", "1", "b", "2")));
        catalog.stores.tag(allowed(catalog.alice, Operation.TAG_STORE, "exomes"), new Tags(Map.of("b", "3")));
        catalog.stores.untag(allowed(catalog.alice, Operation.TAG_STORE, "exomes"), List.of("a", "none"));

        assertThat(catalog.stores.tags(allowed(catalog.alice, Operation.TAG_STORE, "exomes")))
                .isEqualTo(Map.of("b", "3"));
        Map<String, String> many = IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
        assertThatThrownBy(
                        () -> catalog.stores.tag(allowed(catalog.alice, Operation.TAG_STORE, "exomes"), new Tags(many)))
                .isInstanceOf(ApiError.Invalid.class);
    }

    @Test
    void deletedStoreIsGoneWithItsTableAndItsNameIsFree() {
        Store store = catalog.store(catalog.alice, "exomes");

        assertThat(delete("exomes", false)).isEqualTo(StoreStatus.DELETING);

        await().atMost(TestCatalog.PATIENCE).until(() -> !isThere("exomes"));
        assertThat(catalog.tables.made).isEmpty();
        assertThat(catalog.store(catalog.alice, "exomes").id()).isNotEqualTo(store.id());
    }

    @Test
    void storeWithAnImportUnderWayIsDeletedOnlyByForce() {
        catalog.store(catalog.alice, "exomes");
        var job = catalog.start(catalog.alice, "exomes", "s3://bucket/a.vcf");

        assertThatThrownBy(() -> delete("exomes", false)).isInstanceOf(ApiError.Conflict.class);
        delete("exomes", true);

        await().atMost(TestCatalog.PATIENCE).until(() -> !isThere("exomes"));
        assertThat(catalog.job(catalog.alice, job).status().name()).isEqualTo("CANCELLED");
        assertThat(catalog.queue.lease("w", TestCatalog.LEASE)).isEmpty();
    }

    @Test
    void storeWithALiveShareIsDeletedOnlyByForceWhichEndsTheShare() {
        catalog.store(catalog.alice, "exomes");
        var share = catalog.offer(catalog.alice, "exomes", catalog.bob);
        catalog.accept(catalog.bob, share.id());

        assertThatThrownBy(() -> delete("exomes", false)).isInstanceOf(ApiError.Conflict.class);
        assertThat(catalog.authorizer.visibleTables(catalog.bob)).hasSize(1);
        delete("exomes", true);

        assertThat(catalog.authorizer.visibleTables(catalog.bob)).isEmpty();
        await().atMost(TestCatalog.PATIENCE).until(() -> !isThere("exomes"));
        assertThat(catalog.shares
                        .find(catalog.authorizer.require(
                                catalog.bob, Operation.DESCRIBE_SHARE, Target.share(share.id())))
                        .status())
                .isEqualTo(ShareStatus.DELETED);
    }

    @Test
    void layoutIsChosenWhenAStoreIsMadeAndStays() {
        Tags shared = new Tags(Map.of("lakeome:layout", "shared"));
        String reference = TestCatalog.newStore(catalog.alice.account(), "any")
                .referenceArn()
                .orElseThrow();
        catalog.lifecycle.create(
                catalog.alice,
                NewStore.ofVariants(Optional.of(new StoreName("cohort")), reference, Optional.empty(), "", shared));
        catalog.awaitStatus(catalog.alice, new StoreName("cohort"), StoreStatus.ACTIVE);
        catalog.store(catalog.alice, "usual");
        assertThat(catalog.tables.shapes)
                .containsEntry("cohort", new TableShape.Calls(FileLayout.SHARED))
                .containsEntry("usual", new TableShape.Calls(FileLayout.SAMPLES));

        catalog.stores.tag(allowed(catalog.alice, Operation.TAG_STORE, "cohort"), shared);
        for (ThrowingCallable change : List.<ThrowingCallable>of(
                () -> catalog.stores.tag(allowed(catalog.alice, Operation.TAG_STORE, "usual"), shared),
                () -> catalog.stores.untag(
                        allowed(catalog.alice, Operation.TAG_STORE, "cohort"), List.of("lakeome:layout")))) {
            assertThatThrownBy(change).isInstanceOf(ApiError.Invalid.class).hasMessageContaining("fixed");
        }
        assertThatThrownBy(() -> NewStore.ofVariants(
                        Optional.empty(),
                        reference,
                        Optional.empty(),
                        "",
                        new Tags(Map.of("lakeome:layout", "columns"))))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("samples or shared");
        assertThatThrownBy(() -> catalog.annotationStore(
                        catalog.alice, "clinvar", new StoreFormat.Vcf(), Optional.empty(), shared.values()))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("variant stores");
    }
}
