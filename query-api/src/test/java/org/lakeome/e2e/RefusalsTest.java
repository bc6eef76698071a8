package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.account.Quotas;
import org.lakeome.catalog.db.Database;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.OmicsException;
import software.amazon.awssdk.services.omics.model.ResourceNotFoundException;
import software.amazon.awssdk.services.omics.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.model.ValidationException;
import software.amazon.awssdk.services.omics.model.VariantImportItemSource;

/** What the Java SDK is told of quotas, jobs that have ended, tags out of bounds, and names of other accounts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {

    private static final int PLANTED = 2;

    private RunningLakeome lakeome;
    private String alice;
    private String bob;
    private OmicsClient omics;

    @BeforeAll
    void start() throws IOException {
        lakeome = RunningLakeome.withoutTrino(
                Optional.empty(), false, new Quotas(PLANTED, PLANTED, PLANTED, 5, 1000, 1000, 1, 1));
        alice = lakeome.account("alice");
        bob = lakeome.account("bob");
        omics = lakeome.omics("alice");
        try (Database database = lakeome.database()) {
            Seeds.plant(database, alice, bob, PLANTED);
            Seeds.plant(database, bob, alice, PLANTED);
        }
    }

    @AfterAll
    void stop() {
        omics.close();
        lakeome.close();
    }

    @Test
    void quotaIsAnsweredWithItsNameAndThePresentFigure() {
        String carol = lakeome.account("carol");
        assertThat(overQuota(() -> omics.createVariantStore(
                        store -> store.name("third").reference(of -> of.referenceArn(Seeds.reference(alice))))))
                .matches("The quota '.*variant stores.*' is 2, and there are 2; .*");
        assertThat(overQuota(() -> omics.createAnnotationStore(store -> store.name("third_notes")
                        .storeFormat(StoreFormat.VCF)
                        .reference(of -> of.referenceArn(Seeds.reference(alice))))))
                .matches("The quota '.*annotation stores.*' is 2, and there are 2; .*");
        assertThat(overQuota(() -> omics.createAnnotationStoreVersion(
                        version -> version.name("as_0000").versionName("third"))))
                .startsWith("The quota 'versions per annotation store' is 2, and there are 2; ");
        assertThat(overQuota(() -> omics.createShare(share ->
                        share.resourceArn(arn(alice, "variantStore/vs_0000")).principalSubscriber(carol))))
                .matches("The quota '.*shares.*' is 1, and there are 1; .*");
    }

    @Test
    void theCommandIsToldOfAFullQuotaBeforeItUploads(@TempDir Path folder) throws IOException {
        Path fasta = Files.writeString(folder.resolve("ref.fa"), ">chr1\nACGT\n");
        RunningLakeome.Output answer =
                lakeome.lakeome("store", "create", "one_more", "--reference", fasta.toString(), "--profile", "alice");
        assertThat(answer.exitCode()).as(answer.toString()).isNotZero();
        assertThat(answer.err()).contains("quota").doesNotContain("Uploading");
    }

    @Test
    void theCommandForAnnotationStoresDeletesNoOther() {
        RunningLakeome.Output answer =
                lakeome.lakeome("annotation", "delete", "vs_0000", "--yes", "--profile", "alice");
        assertThat(answer.exitCode()).as(answer.toString()).isEqualTo(3);
        assertThat(answer.err()).contains("vs_0000 is a variant store");
        assertThat(omics.getVariantStore(get -> get.name("vs_0000")).name()).isEqualTo("vs_0000");
    }

    @Test
    void moreThanAThousandFilesAreRefusedAsInvalid() {
        List<VariantImportItemSource> items = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> VariantImportItemSource.builder()
                        .source("s3://bucket/%04d.vcf".formatted(i))
                        .build())
                .toList();

        assertThat(invalid(() -> omics.startVariantImportJob(start ->
                        start.destinationName("vs_0000").roleArn(role()).items(items))))
                .isEqualTo("The job names 1001 files; one variant import job takes at most 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VARIANT", "ANNOTATION"})
    void cancelOfAnUnknownAFinishedAndACancelledJobIsRefused(String kind) {
        Consumer<String> cancel = kind.equals("VARIANT")
                ? id -> omics.cancelVariantImportJob(job -> job.jobId(id))
                : id -> omics.cancelAnnotationImportJob(job -> job.jobId(id));
        List<String> jobs = jobs(kind);
        String unknown = "0123abcd-0123-4567-89ab-0123456789ab";
        complete(jobs.getFirst());
        cancel.accept(jobs.getLast());

        assertThat(absent(() -> cancel.accept(unknown)))
                .contains("There is no " + kind.toLowerCase(java.util.Locale.ROOT) + " import job '" + unknown + "'");
        for (String ended : jobs) {
            assertThat(invalid(() -> cancel.accept(ended)))
                    .contains(
                            "'" + ended + "' has ended; only a job that is SUBMITTED or IN_PROGRESS can be cancelled");
        }
    }

    @Test
    void tagsOutOfBoundsAreRefusedAtCreation() {
        Map<String, String> many =
                IntStream.rangeClosed(1, 51).boxed().collect(Collectors.toMap(i -> "key" + i, i -> ""));
        Map<Map<String, String>, String> refused = Map.of(
                Map.of("aws:mine", "x"),
                "Tag 'aws:mine' begins with a prefix that the system keeps for itself",
                Map.of("cost#centre", "x"),
                "Tag 'cost#centre' holds other characters than letters, digits, white space",
                Map.of("centre", "a;b"),
                "Tag 'centre' holds other characters than letters, digits, white space",
                many,
                "51 tags are more than the 50 that a resource may have");
        refused.forEach((tags, message) -> {
            assertThat(invalid(() -> omics.createVariantStore(store -> store.name("tagged")
                            .reference(of -> of.referenceArn(Seeds.reference(alice)))
                            .tags(tags))))
                    .startsWith(message);
            assertThat(invalid(() -> omics.createAnnotationStore(store ->
                            store.name("tagged").storeFormat(StoreFormat.VCF).tags(tags))))
                    .startsWith(message);
            assertThat(invalid(() -> omics.createAnnotationStoreVersion(version ->
                            version.name("as_0000").versionName("tagged").tags(tags))))
                    .startsWith(message);
        });
    }

    @Test
    void tagsOfAnotherAccountsResourcesAreAnsweredLikeThoseOfNone() {
        Map<String, String> absentOf = Map.of(
                "variantStore/vs_0000", "variantStore/vs_none",
                "annotationStore/as_0000", "annotationStore/as_none",
                "annotationStore/as_0000/version/v_0000", "annotationStore/as_0000/version/v_none");
        absentOf.forEach((there, none) -> tagOperations().forEach(operation -> {
            String ofBob = absent(() -> operation.accept(arn(bob, there)));
            String ofNobody = absent(() -> operation.accept(arn(bob, none)));
            assertThat(ofBob).isEqualTo(ofNobody.replace(none, there));
        }));
        assertThat(lakeome.omics("bob")
                        .listTagsForResource(list -> list.resourceArn(arn(bob, "variantStore/vs_0000")))
                        .tags())
                .isEmpty();
    }

    private List<Consumer<String>> tagOperations() {
        return List.of(
                arn -> omics.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("mine", "now"))),
                arn -> omics.untagResource(untag -> untag.resourceArn(arn).tagKeys("mine")),
                arn -> omics.listTagsForResource(list -> list.resourceArn(arn)));
    }

    private List<String> jobs(String kind) {
        try (Database database = lakeome.database()) {
            return database.transaction(sql -> sql.statement(
                            "select id from import_job where owner = :owner and kind = :kind order by created, id")
                    .bind("owner", alice)
                    .bind("kind", kind)
                    .list(row -> row.text("id")));
        }
    }

    /** As its worker would have left it. */
    private void complete(String job) {
        try (Database database = lakeome.database()) {
            database.run(sql -> {
                sql.statement("update import_job set status = 'COMPLETED' where id = :job")
                        .bind("job", job)
                        .execute();
                sql.statement(
                                "update work set state = 'DONE' where id = (select work_id from import_job where id = :job)")
                        .bind("job", job)
                        .execute();
            });
        }
    }

    private static String arn(String owner, String resource) {
        return "arn:aws:omics:us-east-1:" + owner + ":" + resource;
    }

    private String role() {
        return "arn:aws:iam::" + alice + ":role/import";
    }

    private static String overQuota(ThrowingCallable call) {
        return message(call, ServiceQuotaExceededException.class, 402);
    }

    private static String invalid(ThrowingCallable call) {
        return message(call, ValidationException.class, 400);
    }

    private static String absent(ThrowingCallable call) {
        return message(call, ResourceNotFoundException.class, 404);
    }

    private static String message(ThrowingCallable call, Class<? extends OmicsException> type, int status) {
        OmicsException refused = catchThrowableOfType(type, call);
        assertThat(refused).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(status);
        return refused.awsErrorDetails().errorMessage();
    }
}
