package org.lakeome.catalog.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Databases;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.format.AnnotationType;
import org.lakeome.catalog.format.ColumnType;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TsvColumn;
import org.lakeome.catalog.format.TsvKey;
import org.lakeome.catalog.format.TsvOptions;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;
import org.lakeome.catalog.page.PageRequest;
import org.lakeome.catalog.store.NewStore;
import org.lakeome.catalog.store.OnBadRecord;
import org.lakeome.catalog.store.StoreStatus;
import org.lakeome.catalog.tag.Tags;
import org.lakeome.catalog.work.ItemReport;
import org.lakeome.catalog.work.ItemState;
import org.lakeome.catalog.work.Lease;
import org.lakeome.catalog.work.Loss;
import org.lakeome.catalog.work.Outcome;
import org.lakeome.catalog.work.WorkKind;

@ParameterizedClass
@EnumSource(Databases.Kind.class)
class AnnotationImportsTest {

    private static final String FILE = "s3://bucket/clinvar.vcf.gz";
    private static final StoreFormat VCF = new StoreFormat.Vcf();
    private static final Map<String, String> QUARANTINE = Map.of("lakeome:on-bad-record", "quarantine");

    private static final StoreFormat SITES = new StoreFormat.Tsv(new TsvOptions(
            AnnotationType.CHR_POS,
            Map.of(TsvKey.CHR, "chrom", TsvKey.POS, "pos"),
            List.of(new TsvColumn("chrom", ColumnType.STRING), new TsvColumn("pos", ColumnType.LONG))));

    @TempDir
    Path folder;

    private final Databases.Kind kind;
    private TestCatalog catalog;
    private Caller.User alice;

    AnnotationImportsTest(Databases.Kind kind) {
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

    private Authorized<Resource.Store> allowed(String store) {
        return catalog.authorizer.require(alice, Operation.IMPORT, TestCatalog.annotationTarget(alice, store));
    }

    private JobId start(String store, String version, FormatOptions options, boolean normalize, String... fields) {
        JobId job = catalog.imports.start(
                allowed(store),
                new NewImport(
                        "arn:aws:iam::" + alice.account() + ":role/import",
                        List.of(FILE),
                        Optional.ofNullable(version).map(VersionName::new),
                        Optional.ofNullable(options),
                        normalize,
                        fields.length == 0 ? Map.of() : Map.of(fields[0], fields[1]),
                        false));
        catalog.clock.advance(Duration.ofSeconds(1));
        return job;
    }

    private JobId start(String store) {
        return start(store, null, null, false);
    }

    private ImportJob job(JobId id) {
        return catalog.imports.find(
                catalog.authorizer.require(alice, Operation.DESCRIBE_JOB, Target.job(StoreKind.ANNOTATION, id)));
    }

    private Lease lease() {
        return catalog.queue.lease("w1", TestCatalog.LEASE).orElseThrow();
    }

    private Caller worker(Lease lease) {
        return new Caller.ImportWorker(alice.account(), lease.work(), lease.attempt());
    }

    @Test
    void jobOfAnAnnotationStoreIsOneOfItsOwnKind() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.store(alice, "exomes");
        JobId id =
                start("clinvar", null, new FormatOptions.Vcf(Optional.of(true), Optional.empty()), true, "VEP", "CSQ");
        JobId variants = catalog.start(alice, "exomes", FILE);

        ImportJob job = job(id);
        assertThat(job.kind()).isEqualTo(StoreKind.ANNOTATION);
        assertThat(job.version()).contains(new VersionName("clinvar"));
        assertThat(job.formatOptions()).isEqualTo(new FormatOptions.Vcf(Optional.of(true), Optional.empty()));
        assertThat(job.annotationFields()).containsEntry("VEP", "CSQ");

        ImportWork work = catalog.imports.workOf(lease());
        assertThat(work.job().id()).isEqualTo(id);
        assertThat(work.table().name().value()).isEqualTo("clinvar");
        assertThat(work.referenceArn()).contains(TestCatalog.reference(alice.account()));
        assertThat(work.format()).contains(VCF);
        assertThat(work.rejected()).isEmpty();

        assertThatThrownBy(() -> job(variants))
                .isInstanceOf(ApiError.NotFound.class)
                .hasMessageContaining("There is no annotation import job '" + variants + "'");
        assertThatThrownBy(() -> catalog.job(alice, id)).isInstanceOf(ApiError.NotFound.class);
        for (StoreKind each : StoreKind.values()) {
            assertThat(catalog.imports
                            .list(alice, each, ImportFilter.ALL, PageRequest.first())
                            .items())
                    .extracting(ImportJob::kind)
                    .containsExactly(each);
        }
    }

    @Test
    void workIsOfTheKindOfTheStore() {
        catalog.annotationStore(alice, "clinvar", VCF);
        start("clinvar");

        assertThat(lease().kind()).isEqualTo(WorkKind.ANNOTATION_IMPORT);
    }

    @Test
    void annotationJobTakesOneFile() {
        catalog.annotationStore(alice, "clinvar", VCF);
        NewImport two = new NewImport(
                "arn:aws:iam::" + alice.account() + ":role/import",
                List.of(FILE, FILE + "2"),
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                false);

        assertThatThrownBy(() -> catalog.imports.start(allowed("clinvar"), two))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("at most 1");
    }

    @Test
    void bothKindsTogetherUseUpTheQuota() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.store(alice, "exomes");
        for (int i = 0; i < Quotas.DEFAULT.concurrentImports() - 1; i++) {
            catalog.start(alice, "exomes", FILE);
        }
        start("clinvar");

        start("clinvar");
        catalog.start(alice, "exomes", FILE);

        for (int i = 0; i < Quotas.DEFAULT.concurrentImports(); i++) {
            assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isPresent();
        }
        assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isEmpty();
    }

    @Test
    void whatDoesNotFitTheFormatIsRefused() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.annotationStore(alice, "genes", new StoreFormat.Gff());
        catalog.annotationStore(alice, "sites", SITES);

        assertInvalid("formatOptions", () -> start("clinvar", null, FormatOptions.Tsv.DEFAULT, false));
        assertInvalid("formatOptions", () -> start("genes", null, FormatOptions.Vcf.DEFAULT, false));
        assertInvalid("alleles", () -> start("genes", null, null, true));
        assertInvalid("alleles", () -> start("sites", null, null, true));
        assertInvalid("INFO fields", () -> start("sites", null, null, false, "VEP", "CSQ"));
        assertInvalid("[SNPEFF]", () -> start("clinvar", null, null, false, "SNPEFF", "ANN"));
        assertThat(catalog.queue.lease("w1", TestCatalog.LEASE)).isEmpty();
    }

    private static void assertInvalid(String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ApiError.Invalid.class).hasMessageContaining(message);
    }

    @Test
    void normalisingNeedsAReference() {
        catalog.lifecycle.create(
                alice,
                NewStore.ofAnnotations(
                        Optional.of(new StoreName("loose")),
                        VCF,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        new Tags(Map.of())));
        await().atMost(TestCatalog.PATIENCE).until(() -> catalog.tablesOf(alice).equals(List.of("alice.loose")));

        assertInvalid("made without one", () -> start("loose", null, null, true));
        assertThat(start("loose", null, null, false)).isNotNull();
    }

    @Test
    void readOptionsComeBackAsTheyWereGiven() {
        catalog.annotationStore(alice, "sites", SITES);
        FormatOptions options = new FormatOptions.Tsv(
                Optional.of("\t"),
                Optional.of("UTF-8"),
                Optional.of("'"),
                Optional.of(false),
                Optional.of("\\"),
                Optional.empty(),
                Optional.of("#"),
                Optional.of(true),
                Optional.of("\n"),
                Optional.empty());

        assertThat(job(start("sites", null, options, false)).formatOptions()).isEqualTo(options);
        assertThat(FormatOptionsJson.toJson(options).toString())
                .isEqualTo("{\"sep\":\"\\t\",\"encoding\":\"UTF-8\",\"quote\":\"'\",\"quoteAll\":false,"
                        + "\"escape\":\"\\\\\",\"comment\":\"#\",\"header\":true,\"lineSep\":\"\\n\"}");
        assertThat(job(start("sites")).formatOptions()).isEqualTo(FormatOptions.Tsv.DEFAULT);
    }

    @Test
    void wordsForMissingValuesGoToTheWorkerWithTheReadOptions() {
        catalog.annotationStore(alice, "sites", SITES, Optional.empty(), Map.of("lakeome:null-values", "NA ."));

        assertThat(FormatOptionsJson.toJson(job(start("sites")).formatOptions()).toString())
                .isEqualTo("{\"nullValues\":\"NA .\"}");
        assertThatThrownBy(() -> catalog.stores.tag(
                        catalog.authorizer.require(
                                alice, Operation.TAG_STORE, TestCatalog.annotationTarget(alice, "sites")),
                        new Tags(Map.of("lakeome:null-values", " "))))
                .hasMessageContaining("words with blanks between them");
    }

    @Test
    void whatTheStoreDoesWithUndeclaredInfoGoesToTheWorkerWithTheReadOptions() {
        Map<String, String> refuse = Map.of("lakeome:undeclared-info", "refuse");
        catalog.annotationStore(alice, "clinvar", VCF, Optional.empty(), refuse);
        FormatOptions given = new FormatOptions.Vcf(Optional.of(true), Optional.empty());
        assertThat(FormatOptionsJson.toJson(
                                job(start("clinvar", null, given, false)).formatOptions())
                        .toString())
                .isEqualTo("{\"ignoreQualField\":true,\"strictInfos\":true}");

        catalog.stores.tag(
                catalog.authorizer.require(alice, Operation.TAG_STORE, TestCatalog.annotationTarget(alice, "clinvar")),
                new Tags(Map.of("lakeome:undeclared-info", "keep")));
        assertThat(job(start("clinvar")).formatOptions()).isEqualTo(FormatOptions.Vcf.DEFAULT);
    }

    @Test
    void importGoesIntoTheVersionThatItNames() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.version(alice, "clinvar", "v_2");

        start("clinvar", "v_2", null, false);
        Lease lease = lease();
        assertThat(catalog.imports.workOf(lease).table().name().value()).isEqualTo("clinvar__v_2");
        assertThat(catalog.tablesOf(worker(lease))).containsExactly("alice.clinvar__v_2");
        assertThat(job(start("clinvar")).version()).contains(new VersionName("clinvar"));
        assertThatThrownBy(() -> start("clinvar", "v_3", null, false))
                .isInstanceOf(ApiError.NotFound.class)
                .hasMessageContaining("'v_3'");
    }

    @Test
    void onlyVersionNeedsNoName() {
        catalog.annotationStore(alice, "clinvar", VCF, Optional.of("v2024"), Map.of());
        assertThat(job(start("clinvar")).version()).contains(new VersionName("v2024"));

        catalog.version(alice, "clinvar", "v2025");
        assertThatThrownBy(() -> start("clinvar")).isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void versionStaysWhileAnImportRunsIntoItUnlessForced() {
        catalog.annotationStore(alice, "clinvar", VCF);
        catalog.version(alice, "clinvar", "v_2");
        JobId id = start("clinvar", "v_2", null, false);
        VersionName v2 = new VersionName("v_2");
        Authorized<Resource.Store> store = catalog.authorizer.require(
                alice, Operation.UPDATE_STORE, TestCatalog.annotationTarget(alice, "clinvar"));

        assertThat(catalog.versions.delete(store, List.of(v2), false).get(v2))
                .startsWith("version has an inflight import running")
                .endsWith("1 import jobs under way; wait for them, cancel them, or delete with force");
        assertThat(catalog.versions.delete(store, List.of(v2), true)).isEmpty();

        assertThat(job(id).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void absentVersionIsSaidInTheWordsOfAws() {
        catalog.annotationStore(alice, "clinvar", VCF);
        Authorized<Resource.Store> store = catalog.authorizer.require(
                alice, Operation.UPDATE_STORE, TestCatalog.annotationTarget(alice, "clinvar"));
        VersionName absent = new VersionName("v_9");

        assertThat(catalog.versions.delete(store, List.of(absent), true))
                .containsOnlyKeys(absent)
                .hasEntrySatisfying(absent, message -> assertThat(message)
                        .startsWith("Version with versionName: v_9 was not found.")
                        .endsWith("List the versions of annotation store 'clinvar' to see them"));
    }

    @Test
    void rejectedTableIsMadeByTheFirstJobThatAsksForIt() {
        catalog.annotationStore(alice, "clinvar", VCF, Optional.empty(), QUARANTINE);
        catalog.version(alice, "clinvar", "v_2");
        assertThat(catalog.tables.made).doesNotContain("alice.clinvar__rejected");

        JobId first = start("clinvar");
        start("clinvar", "v_2", null, false);

        assertThat(catalog.tables.made)
                .containsExactlyInAnyOrder("alice.clinvar", "alice.clinvar__v_2", "alice.clinvar__rejected");
        assertThat(job(first).settings().onBadRecord()).isEqualTo(OnBadRecord.QUARANTINE);
        Lease lease = lease();
        assertThat(catalog.imports.workOf(lease).rejected().orElseThrow().name().value())
                .isEqualTo("clinvar__rejected");
        assertThat(catalog.tablesOf(worker(lease))).containsExactly("alice.clinvar", "alice.clinvar__rejected");
    }

    @Test
    void variantStoreSetsBadRecordsAsideToo() {
        catalog.store(alice, "exomes");
        catalog.stores.tag(
                catalog.authorizer.require(alice, Operation.TAG_STORE, TestCatalog.target(alice, "exomes")),
                new Tags(QUARANTINE));

        catalog.start(alice, "exomes", FILE);

        assertThat(catalog.tablesOf(alice)).containsExactly("alice.exomes", "alice.exomes__rejected");
    }

    @Test
    void workerOfAJobThatFailsOnBadRecordsMayNotTouchTheRejectedTable() {
        catalog.annotationStore(alice, "clinvar", VCF, Optional.empty(), QUARANTINE);
        start("clinvar");
        lease();
        catalog.stores.tag(
                catalog.authorizer.require(alice, Operation.TAG_STORE, TestCatalog.annotationTarget(alice, "clinvar")),
                new Tags(Map.of("lakeome:on-bad-record", "fail")));

        start("clinvar");
        Lease second = lease();

        assertThat(catalog.tablesOf(worker(second))).containsExactly("alice.clinvar");
        assertThat(catalog.imports.workOf(second).rejected()).isEmpty();
        assertThatThrownBy(() -> catalog.authorizer.require(
                        worker(second), Operation.COMMIT_DATA, Target.table("alice", "clinvar__rejected")))
                .isInstanceOf(ApiError.NotFound.class);
    }

    @Test
    void rejectedTableThatCannotBeMadeStopsTheJobAndIsTriedAgain() {
        catalog.annotationStore(alice, "clinvar", VCF, Optional.empty(), QUARANTINE);
        catalog.tables.failure = Optional.of(new IllegalStateException("no space left"));
        assertThatThrownBy(() -> start("clinvar")).isInstanceOf(ApiError.Internal.class);
        assertThat(catalog.stores
                        .find(catalog.authorizer.require(
                                alice, Operation.DESCRIBE_STORE, TestCatalog.annotationTarget(alice, "clinvar")))
                        .status())
                .isEqualTo(StoreStatus.ACTIVE);
        assertThat(catalog.tablesOf(alice)).containsExactly("alice.clinvar");

        catalog.tables.failure = Optional.empty();
        assertThat(start("clinvar")).isNotNull();
    }

    @Test
    void rejectedTableGoesWithItsStore() {
        catalog.annotationStore(alice, "clinvar", VCF, Optional.empty(), QUARANTINE);
        start("clinvar");
        catalog.lifecycle.delete(
                catalog.authorizer.require(
                        alice, Operation.DELETE_STORE, TestCatalog.annotationTarget(alice, "clinvar")),
                true);

        await().atMost(TestCatalog.PATIENCE)
                .untilAsserted(() -> assertThat(catalog.tables.made).isEmpty());
    }

    @Test
    void storeOfALongNameCannotSetRecordsAside() {
        String name = "a".repeat(250);
        catalog.annotationStore(alice, name, VCF, Optional.empty(), QUARANTINE);

        assertInvalid("too long", () -> start(name));
    }

    @Test
    void jobWhoseWorkerDiedAfterItsCommitIsWhatTheTableSays() {
        catalog.annotationStore(alice, "clinvar", VCF);
        JobId id = start("clinvar");
        for (int i = 1; i < 3; i++) {
            lease();
            catalog.queue.workerLost("w1", new Loss("exit code 134", true));
        }
        lease();
        catalog.commit(Outcome.Status.COMPLETED_WITH_FAILURES, FILE);
        catalog.queue.workerLost("w1", new Loss("exit code 134", true));

        assertThat(job(id).status()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(job(id).items()).extracting(ImportJob.Item::status).containsExactly(JobStatus.COMPLETED);
    }

    @Test
    void jobThatSetRecordsAsideEndsCompletedWithFailures() {
        catalog.annotationStore(alice, "clinvar", VCF, Optional.empty(), QUARANTINE);
        JobId id = start("clinvar");
        Lease lease = lease();
        catalog.queue.finish(
                lease.work(),
                lease.attempt(),
                new Outcome(
                        Outcome.Status.COMPLETED_WITH_FAILURES,
                        "3 records set aside",
                        List.of(new ItemReport(FILE, ItemState.COMPLETED, "3 records set aside", 10, 7)),
                        Optional.empty()));

        assertThat(job(id).status()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(job(id).statusMessage()).isEqualTo("3 records set aside");
        assertThat(job(id).items()).extracting(ImportJob.Item::status).containsExactly(JobStatus.COMPLETED);
    }
}
