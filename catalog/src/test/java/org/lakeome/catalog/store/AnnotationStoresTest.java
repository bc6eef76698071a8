package org.lakeome.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.AnnotationType;
import org.lakeome.catalog.format.ColumnType;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TsvColumn;
import org.lakeome.catalog.format.TsvOptions;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.page.Page;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.tag.Tags;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class AnnotationStoresTest {

    private static final StoreFormat VCF = new StoreFormat.Vcf();

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private TestCatalog catalog;
    private Caller.User alice;

    AnnotationStoresTest(Databases.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        catalog = new TestCatalog(kind, folder);
        alice = catalog.alice;
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private static StoreFormat tsv(int columns) {
        return new StoreFormat.Tsv(options(columns));
    }

    private static TsvOptions options(int columns) {
        return new TsvOptions(
                AnnotationType.GENERIC,
                Map.of(),
                IntStream.range(0, columns)
                        .mapToObj(i -> new TsvColumn(
                                "c" + i + "_".repeat(250 - String.valueOf(i).length()), ColumnType.STRING))
                        .toList());
    }

    private Authorized<Resource.Store> allowed(Operation operation, String store) {
        return catalog.authorizer.require(alice, operation, TestCatalog.annotationTarget(alice, store));
    }

    private StoreVersion version(String store, String version) {
        return catalog.versions.find(allowed(Operation.DESCRIBE_STORE, store), new VersionName(version));
    }

    private Map<VersionName, String> deleteVersions(boolean force, String store, String... versions) {
        return catalog.versions.delete(
                allowed(Operation.UPDATE_STORE, store),
                List.of(versions).stream().map(VersionName::new).toList(),
                force);
    }

    private void variants(String name) {
        catalog.lifecycle.create(alice, TestCatalog.newStore(alice.account(), name));
    }

    @Test
    void storeComesWithAVersionOfItsNameAndATable() {
        Store store = catalog.annotationStore(alice, "clinvar", VCF);

        assertThat(store.kind()).isEqualTo(StoreKind.ANNOTATION);
        assertThat(store.format()).contains(VCF);
        assertThat(store.tables()).extracting(table -> table.name().value()).containsExactly("clinvar");
        assertThat(version("clinvar", "clinvar").status()).isEqualTo(StoreStatus.ACTIVE);
        assertThat(catalog.versions.count(allowed(Operation.DESCRIBE_STORE, "clinvar")))
                .isEqualTo(1);
        assertThat(catalog.tables.made).containsExactly("alice.clinvar");
        assertThat(catalog.tablesOf(alice)).containsExactly("alice.clinvar");
    }

    @Test
    void firstVersionOfAnotherNameHasATableOfBothNames() {
        catalog.annotationStore(alice, "clinvar", VCF, Optional.of("v2024"), Map.of());

        assertThat(catalog.tablesOf(alice)).containsExactly("alice.clinvar__v2024");
        assertThat(version("clinvar", "v2024").tables())
                .extracting(table -> table.name().value())
                .containsExactly("clinvar__v2024");
    }

    @Test
    void largestSchemaComesBackAsItWasGiven() {
        catalog.annotationStore(alice, "wide", tsv(5000));

        assertThat(catalog.stores
                        .find(allowed(Operation.DESCRIBE_STORE, "wide"))
                        .format())
                .contains(tsv(5000));
    }

    @Test
    void referenceIsOptionalButMustBeOnesOwn() {
        NewStore without = NewStore.ofAnnotations(
                Optional.of(new StoreName("genes")),
                new StoreFormat.Gff(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                new Tags(Map.of()));
        NewStore foreign = NewStore.ofAnnotations(
                Optional.of(new StoreName("foreign")),
                VCF,
                Optional.empty(),
                Optional.of(TestCatalog.reference(catalog.bob.account())),
                Optional.empty(),
                "",
                new Tags(Map.of()));

        assertThat(catalog.lifecycle.create(alice, without).referenceArn()).isEmpty();
        assertThatThrownBy(() -> catalog.lifecycle.create(alice, foreign)).isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void referenceOfAnAnnotationStoreIsInUse() {
        catalog.annotationStore(alice, "clinvar", VCF);

        assertThat(catalog.database.<Boolean>transaction(
                        sql -> Stores.standsOn(sql, alice.account(), TestCatalog.reference(alice.account()))))
                .isTrue();
    }

    @Test
    void eachKindHasItsOwnListAndQuota() {
        try (TestCatalog small =
                new TestCatalog(kind, folder.resolve("small"), new Quotas(1, 1, 1, 5, 1000, 1000, 10, 10))) {
            small.store(small.alice, "exomes");
            small.annotationStore(small.alice, "clinvar", VCF);

            assertThatThrownBy(() -> small.annotationStore(small.alice, "genes", VCF))
                    .isInstanceOf(ApiError.QuotaExceeded.class)
                    .hasMessageContaining("'annotation stores' is 1, and there are 1");
            assertThatThrownBy(() -> small.version(small.alice, "clinvar", "second"))
                    .isInstanceOf(ApiError.QuotaExceeded.class)
                    .hasMessageContaining("'versions per annotation store' is 1, and there are 1");
            for (StoreKind each : StoreKind.values()) {
                assertThat(small.stores
                                .list(small.alice, each, StoreFilter.ALL, PageRequest.first())
                                .items())
                        .extracting(Store::kind)
                        .containsExactly(each);
            }
        }
    }

    @Test
    void nameWhoseTableAnotherStoreHasOrMayGetIsRefused() {
        variants("exomes");
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.version(alice, "clinvar", "v_2");

        assertTaken("exomes", () -> catalog.annotationStore(alice, "exomes", VCF));
        assertTaken("exomes", () -> catalog.annotationStore(alice, "exomes", VCF, Optional.of("v_1"), Map.of()));
        assertTaken("clinvar", () -> variants("clinvar"));
        assertTaken("clinvar__v_2", () -> variants("clinvar__v_2"));
        assertTaken("exomes__rejected", () -> variants("exomes__rejected"));
        assertTaken("exomes__rejected", () -> catalog.annotationStore(alice, "exomes__rejected", VCF));
        assertTaken("clinvar__rejected", () -> catalog.version(alice, "clinvar", "rejected"));
        variants("clinvar__v_3");
        assertTaken("clinvar__v_3", () -> catalog.version(alice, "clinvar", "v_3"));
        variants("later__rejected");
        assertTaken("later__rejected", () -> variants("later"));
        assertThat(catalog.store(catalog.bob, "clinvar__v_2").status()).isEqualTo(StoreStatus.ACTIVE);
    }

    private static void assertTaken(String table, org.assertj.core.api.ThrowableAssert.ThrowingCallable create) {
        assertThatThrownBy(create)
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("The table name '" + table + "' belongs to your");
    }

    @Test
    void namesThatAreTooLongTogetherAreRefused() {
        catalog.annotationStore(alice, "a".repeat(200), VCF);

        assertThatThrownBy(() -> catalog.version(alice, "a".repeat(200), "b".repeat(54)))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("255 characters");
        assertThat(catalog.version(alice, "a".repeat(200), "b".repeat(53)).status())
                .isEqualTo(StoreStatus.ACTIVE);
    }

    @Test
    void versionsAreListedOldestFirstDescribedAndTagged() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.version(alice, "clinvar", "v_2");
        catalog.version(alice, "clinvar", "v_3");

        Page<StoreVersion> first = catalog.versions.list(
                allowed(Operation.DESCRIBE_STORE, "clinvar"), Optional.empty(), PageRequest.of(2, null));
        Page<StoreVersion> rest = catalog.versions.list(
                allowed(Operation.DESCRIBE_STORE, "clinvar"),
                Optional.empty(),
                PageRequest.of(2, first.next().orElseThrow()));
        assertThat(names(first.items())).containsExactly("clinvar", "v_2");
        assertThat(names(rest.items())).containsExactly("v_3");
        assertThat(catalog.versions
                        .list(
                                allowed(Operation.DESCRIBE_STORE, "clinvar"),
                                Optional.of(StoreStatus.FAILED),
                                PageRequest.first())
                        .items())
                .isEmpty();

        VersionName v2 = new VersionName("v_2");
        catalog.versions.describe(allowed(Operation.UPDATE_STORE, "clinvar"), v2, Optional.of("the second"));
        catalog.versions.tag(allowed(Operation.TAG_STORE, "clinvar"), v2, new Tags(Map.of("a", "1", "b", "2")));
        catalog.versions.untag(allowed(Operation.TAG_STORE, "clinvar"), v2, List.of("a", "none"));
        catalog.versions.describe(allowed(Operation.UPDATE_STORE, "clinvar"), v2, Optional.empty());
        assertThat(version("clinvar", "v_2").description()).isEqualTo("the second");
        assertThat(catalog.versions.tags(allowed(Operation.TAG_STORE, "clinvar"), v2))
                .isEqualTo(Map.of("b", "2"));
        assertThat(catalog.stores.tags(allowed(Operation.TAG_STORE, "clinvar"))).isEmpty();
    }

    private static List<String> names(Collection<StoreVersion> versions) {
        return versions.stream().map(version -> version.name().value()).toList();
    }

    @Test
    void versionOfATakenNameOrAnUnknownOneIsRefused() {
        catalog.annotationStore(alice, "clinvar", VCF);

        assertThatThrownBy(() -> catalog.version(alice, "clinvar", "clinvar")).isInstanceOf(ApiError.Conflict.class);
        assertThatThrownBy(() -> version("clinvar", "none"))
                .isInstanceOf(ApiError.NotFound.class)
                .hasMessageContaining("versionName: none was not found");
    }

    @Test
    void versionMayHaveColumnsOfItsOwnInATsvStoreAlone() {
        catalog.annotationStore(alice, "genes", tsv(2));
        catalog.annotationStore(alice, "clinvar", VCF);
        NewVersion wanted = new NewVersion(new VersionName("wider"), "", Optional.of(options(3)), new Tags(Map.of()));

        catalog.versions.create(allowed(Operation.UPDATE_STORE, "genes"), wanted);

        Resource.Table wider = catalog.awaitVersion(alice, "genes", "wider", StoreStatus.ACTIVE)
                .tables()
                .getFirst();
        assertThat(version("genes", "wider").options()).contains(options(3));
        assertThat(version("genes", "genes").options()).isEmpty();
        assertThat(catalog.database.<Optional<StoreFormat>>transaction(sql -> Stores.formatOf(sql, wider)))
                .contains(tsv(3));
        assertThatThrownBy(() -> catalog.versions.create(allowed(Operation.UPDATE_STORE, "clinvar"), wanted))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("VCF");
    }

    @Test
    void deletedVersionsGoWithTheirTablesAndTheOthersSayWhyNot() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.version(alice, "clinvar", "v_2");

        Map<VersionName, String> errors = deleteVersions(false, "clinvar", "v_2", "none", "clinvar");

        assertThat(errors).containsOnlyKeys(new VersionName("none"), new VersionName("clinvar"));
        assertThat(errors.get(new VersionName("clinvar"))).contains("the only one");
        await().atMost(TestCatalog.PATIENCE)
                .untilAsserted(() -> assertThat(catalog.tables.made).containsExactly("alice.clinvar"));
        await().atMost(TestCatalog.PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> version("clinvar", "v_2"))
                .isInstanceOf(ApiError.NotFound.class));
        assertThat(catalog.version(alice, "clinvar", "v_2").status()).isEqualTo(StoreStatus.ACTIVE);
    }

    @Test
    void storeWithSeveralVersionsIsDeletedByForceAlone() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.version(alice, "clinvar", "v_2");

        assertThatThrownBy(() -> catalog.lifecycle.delete(allowed(Operation.DELETE_STORE, "clinvar"), false))
                .isInstanceOf(ApiError.Conflict.class)
                .hasMessageContaining("2 versions");
        catalog.lifecycle.delete(allowed(Operation.DELETE_STORE, "clinvar"), true);

        await().atMost(TestCatalog.PATIENCE)
                .untilAsserted(() -> assertThat(catalog.tables.made).isEmpty());
        assertThat(catalog.tablesOf(alice)).isEmpty();
    }

    @Test
    void versionWhoseTableCannotBeMadeFailsAloneAndCanBeDeleted() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.tables.failure = Optional.of(new IllegalStateException("no space left"));
        catalog.versions.create(
                allowed(Operation.UPDATE_STORE, "clinvar"),
                new NewVersion(new VersionName("v_2"), "", Optional.empty(), new Tags(Map.of())));

        StoreVersion failed = catalog.awaitVersion(alice, "clinvar", "v_2", StoreStatus.FAILED);
        assertThat(failed.statusMessage()).contains("no space left");
        assertThat(failed.tables()).isEmpty();
        assertThat(catalog.stores
                        .find(allowed(Operation.DESCRIBE_STORE, "clinvar"))
                        .status())
                .isEqualTo(StoreStatus.ACTIVE);
        assertThat(catalog.tablesOf(alice)).containsExactly("alice.clinvar");

        catalog.tables.failure = Optional.empty();
        assertThat(deleteVersions(false, "clinvar", "v_2")).isEmpty();
    }

    @Test
    void restartFinishesVersionsThatWereBeingMadeAndRemoved() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.version(alice, "clinvar", "leaving");
        catalog.version(alice, "clinvar", "coming");
        catalog.keeper.close();
        catalog.tables.made.remove("alice.clinvar__coming");
        catalog.database.run(sql -> {
            sql.statement("update store_version set status = 'DELETING' where name = 'leaving'")
                    .execute();
            sql.statement("update store_version set status = 'CREATING' where name = 'coming'")
                    .execute();
            sql.statement("update store_table set made = false where name = 'clinvar__coming'")
                    .execute();
        });

        catalog.keeper = catalog.newKeeper();
        catalog.keeper.resume();

        catalog.awaitVersion(alice, "clinvar", "coming", StoreStatus.ACTIVE);
        await().atMost(TestCatalog.PATIENCE).untilAsserted(() -> assertThat(catalog.tables.made)
                .containsExactlyInAnyOrder("alice.clinvar", "alice.clinvar__coming"));
    }

    @Test
    void readerOfASharedStoreReadsAllItsVersions() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.version(alice, "clinvar", "v_2");
        var share = catalog.shares.create(
                allowed(Operation.SHARE_STORE, "clinvar"), catalog.bob.account().value(), Optional.empty());
        catalog.accept(catalog.bob, share.id());

        assertThat(share.resourceArn())
                .isEqualTo("arn:aws:omics:us-east-1:" + alice.account() + ":annotationStore/clinvar");
        assertThat(catalog.tablesOf(catalog.bob)).containsExactly("alice.clinvar", "alice.clinvar__v_2");
        catalog.end(alice, share.id());
        assertThat(catalog.tablesOf(catalog.bob)).isEmpty();
    }

    @Test
    void tagsThatAskForSettingsThereAreNotAreRefused() {
        catalog.annotationStore(alice, "clinvar", VCF);
        for (Map<String, String> tags : List.of(
                Map.of("lakeome:split-multiallelics", "yes"),
                Map.of("lakeome:on-bad-record", "skip"),
                Map.of("lakeome:undeclared-info", "strict"),
                Map.of("lakeome:on-duplicate", "quarantine"),
                Map.of("lakeome:on-bad-records", "quarantine"))) {
            assertThatThrownBy(() -> catalog.stores.tag(allowed(Operation.TAG_STORE, "clinvar"), new Tags(tags)))
                    .isInstanceOf(ApiError.Invalid.class);
            assertThatThrownBy(() -> catalog.annotationStore(alice, "other", VCF, Optional.empty(), tags))
                    .isInstanceOf(ApiError.Invalid.class);
        }

        Map<String, String> split = Map.of("lakeome:split-multiallelics", "true");
        catalog.annotationStore(alice, "genes", new StoreFormat.Gff());
        assertThatThrownBy(() -> catalog.stores.tag(allowed(Operation.TAG_STORE, "genes"), new Tags(split)))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("GFF");
        assertThatThrownBy(() -> catalog.annotationStore(alice, "more", new StoreFormat.Gff(), Optional.empty(), split))
                .isInstanceOf(ApiError.Invalid.class);
        assertThatThrownBy(() -> catalog.versions.tag(
                        allowed(Operation.TAG_STORE, "clinvar"), new VersionName("clinvar"), new Tags(split)))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("tag the store");
        assertThatThrownBy(() -> new NewVersion(new VersionName("v_9"), "", Optional.empty(), new Tags(split)))
                .isInstanceOf(ApiError.Invalid.class);

        assertThatThrownBy(() -> catalog.stores.tag(
                        allowed(Operation.TAG_STORE, "genes"), new Tags(Map.of("lakeome:null-values", "NA ."))))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("for annotation stores of TSV");

        assertThatThrownBy(() -> catalog.stores.tag(
                        allowed(Operation.TAG_STORE, "genes"), new Tags(Map.of("lakeome:undeclared-info", "refuse"))))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("GFF has no INFO");

        catalog.stores.tag(
                allowed(Operation.TAG_STORE, "clinvar"),
                new Tags(Map.of(
                        "lakeome:split-multiallelics", "true",
                        "lakeome:on-bad-record", "quarantine",
                        "lakeome:on-duplicate", "skip")));
        assertThat(ImportSettings.of(catalog.stores.tags(allowed(Operation.TAG_STORE, "clinvar"))))
                .isEqualTo(new ImportSettings(true, OnBadRecord.QUARANTINE, OnDuplicate.SKIP));
    }
}
