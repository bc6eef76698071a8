package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.ResourceNotFoundException;
import software.amazon.awssdk.services.omics.model.ShareStatus;

/** Create a store, import a VCF, share it, query it as the other account, take it back: with the Java SDK and JDBC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobTest {

    private static final int REVOKES = 50;

    /** The input of AWS's own test of its pipeline (variant table schema, 3.1). */
    private static final String REFERENCE_ROW = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=VARID,Number=1,Type=String,Description="id">
            ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            ##FILTER=<ID=PASS,Description="passed">
            ##contig=<ID=chr3>
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	HG0001	HG0002
            chr3	63912684	.	G	T	10	PASS	VARID=ATXN7;CSQ=T|missense_variant	GT	0/0	1/0
            """;

    private RunningLakeome lakeome;
    private OmicsClient alice;
    private OmicsClient bob;
    private String jobId;

    @BeforeAll
    void importTheReferenceRow() throws Exception {
        lakeome = RunningLakeome.get();
        alice = lakeome.omics("alice");
        bob = lakeome.omics("bob");
        Jobs jobs = new Jobs(lakeome, "alice");
        jobs.store("main_job");
        String source = jobs.upload("reference-row.vcf", REFERENCE_ROW.getBytes(StandardCharsets.UTF_8));
        GetVariantImportJobResponse job = jobs.run("main_job", source);
        assertThat(job.status()).as(job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
        jobId = job.id();
        assertThat(alice.getVariantStore(get -> get.name("main_job")).storeSizeBytes())
                .isPositive();
    }

    @Test
    void awsReferenceRowComesOutCellByCell() throws SQLException {
        try (Connection connection = lakeome.connect("alice")) {
            List<List<Object>> rows = RunningLakeome.rows(connection, """
                    SELECT contigname, start, "end", names, referenceallele, alternatealleles, qual, filters,
                        splitfrommultiallelic, attributes, phased, calls, genotypelikelihoods, phredlikelihoods,
                        alleledepths, conditionalquality, spl, depth, ps, sampleid, information
                    FROM main_job ORDER BY sampleid""");
            assertThat(rows.stream().map(MainJobTest::plain))
                    .containsExactly(row(List.of(0, 0), "HG0001"), row(List.of(1, 0), "HG0002"));
        }
    }

    private static List<Object> row(List<Integer> calls, String sample) {
        return Arrays.asList(
                "chr3",
                63912683L,
                63912684L,
                null,
                "G",
                List.of("T"),
                10.0,
                List.of("PASS"),
                false,
                Map.of("VARID", "ATXN7", "CSQ", "T|missense_variant"),
                false,
                calls,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                sample,
                null);
    }

    private static List<Object> plain(List<Object> row) {
        return row.stream().map(MainJobTest::plain).collect(java.util.ArrayList::new, List::add, List::addAll);
    }

    private static Object plain(Object cell) {
        try {
            return cell instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : cell;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyRevokeHidesTheStoreFromTheNextQueryAndTheNextTableLoad() throws Exception {
        String arn = alice.getVariantStore(get -> get.name("main_job")).storeArn();
        String token = lakeome.token("bob");
        try (Connection connection = lakeome.connect("bob")) {
            for (int round = 1; round <= REVOKES; round++) {
                String share = alice.createShare(
                                create -> create.resourceArn(arn).principalSubscriber(lakeome.account("bob")))
                        .shareId();
                bob.acceptShare(accept -> accept.shareId(share));
                assertThat(bob.getShare(get -> get.shareId(share)).share().status())
                        .isEqualTo(ShareStatus.ACTIVE);
                // Trino may keep its second set of rules for a tenth of a second: a grant can wait that long, a revoke
                // never.
                Awaitility.await("round " + round)
                        .atMost(Duration.ofSeconds(20))
                        .ignoreExceptions()
                        .until(
                                () -> RunningLakeome.rows(connection, "SELECT count(*) FROM lakeome.alice.main_job"),
                                List.of(List.of(2L))::equals);
                assertThat(loadTable(token, "main_job").statusCode()).isEqualTo(200);

                alice.deleteShare(delete -> delete.shareId(share));

                assertThatThrownBy(() -> RunningLakeome.rows(connection, "SELECT count(*) FROM lakeome.alice.main_job"))
                        .as("round %d", round)
                        .hasMessageContaining("does not exist");
                assertThat(loadTable(token, "main_job").statusCode()).isEqualTo(404);
            }
        }
    }

    private HttpResponse<String> loadTable(String token, String table) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest load = HttpRequest.newBuilder(
                            URI.create(lakeome.api() + "/iceberg/v1/namespaces/alice/tables/" + table))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return http.send(load, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void subscriberReadsNoFileNameAndNoMessageInSnapshots() throws Exception {
        Jobs jobs = new Jobs(lakeome, "alice");
        jobs.store("discreet");
        String first = jobs.upload("jane-doe.vcf", REFERENCE_ROW.getBytes(StandardCharsets.UTF_8));
        assertThat(jobs.run("discreet", first).status()).isEqualTo(JobStatus.COMPLETED);
        String good = jobs.upload(
                "john-roe.vcf",
                REFERENCE_ROW
                        .replace("VARID,Number=1", "VARID,Number=2")
                        .replace("description", "/data/jane/x")
                        .getBytes(StandardCharsets.UTF_8));
        String bad = jobs.upload(
                "mary-major.vcf",
                REFERENCE_ROW.replace("\t63912684", "\tnotanumber").getBytes(StandardCharsets.UTF_8));
        GetVariantImportJobResponse job = jobs.run("discreet", good, bad);
        // The owner is told by name what the table knows by number.
        assertThat(job.items().toString()).contains("Number=1,Type=String in " + first + " (job ", "notanumber");

        String share = alice.createShare(create -> create.resourceArn(alice.getVariantStore(get -> get.name("discreet"))
                                .storeArn())
                        .principalSubscriber(lakeome.account("bob")))
                .shareId();
        bob.acceptShare(accept -> accept.shareId(share));
        StringBuilder seen = new StringBuilder();
        try (Connection connection = lakeome.connect("bob")) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> !RunningLakeome.rows(
                            connection, "SELECT 1 FROM lakeome.alice.discreet")
                    .isEmpty());
            for (String part : List.of("snapshots", "properties", "history", "files", "manifests", "refs")) {
                seen.append(RunningLakeome.rows(connection, "SELECT * FROM lakeome.alice.\"discreet$" + part + "\""));
            }
        }
        seen.append(loadTable(lakeome.token("bob"), "discreet").body());
        assertThat(seen.toString())
                .contains(job.id(), "##INFO=<ID=VARID,Number=1")
                .doesNotContain("jane", "roe", "major", "notanumber", "is declared", "s3://");
        alice.deleteShare(delete -> delete.shareId(share));
        jobs.drop("discreet");
    }

    @Test
    void snapshotSaysWhichJobAndWhichItemsItHolds() throws Exception {
        JsonNode summary = JsonMapper.builder()
                .build()
                .readTree(loadTable(lakeome.token("alice"), "main_job").body())
                .path("metadata")
                .path("snapshots")
                .path(0)
                .path("summary");
        // What the server goes by when a worker dies before its report.
        assertThat(summary.path("lakeome.job-id").asText()).isEqualTo(jobId);
        assertThat(summary.path("lakeome.items").asText())
                .matches("\\[\\{\"item\":0,\"completed\":true,\"records\":1,\"rows\":2,\"rejected\":0,"
                        + "\"content\":\"[0-9a-zA-Z:+/=-]{16,}\"}]");
    }

    @Test
    void anotherAccountsStoreJobAndShareAreAsAbsentAsOnesThatNeverWere() {
        lakeome.account("carol");
        OmicsClient carol = lakeome.omics("carol");
        String arn = alice.getVariantStore(get -> get.name("main_job")).storeArn();
        String share = alice.createShare(
                        create -> create.resourceArn(arn).principalSubscriber(lakeome.account("carol")))
                .shareId();
        String never = "00000000-0000-4000-8000-000000000000";

        assertThat(notFound(() -> carol.getVariantStore(get -> get.name("main_job"))))
                .isEqualTo(notFound(() -> carol.getVariantStore(get -> get.name("never_was")))
                        .replace("never_was", "main_job"));
        assertThat(notFound(() -> bob.getShare(get -> get.shareId(share))))
                .isEqualTo(
                        notFound(() -> bob.getShare(get -> get.shareId(never))).replace(never, share));
        alice.deleteShare(delete -> delete.shareId(share));
    }

    private static String notFound(Runnable call) {
        try {
            call.run();
        } catch (ResourceNotFoundException e) {
            return e.awsErrorDetails().errorMessage();
        }
        throw new AssertionError("was found");
    }

    @Test
    void malformedFileFailsItsItemWithLineAndReasonAndLeavesNoRow() throws SQLException {
        Jobs jobs = new Jobs(lakeome, "alice");
        jobs.store("malformed");
        String good = jobs.upload("good.vcf", REFERENCE_ROW.getBytes(StandardCharsets.UTF_8));
        String bad = jobs.upload(
                "bad.vcf",
                (REFERENCE_ROW + "chr3	notanumber	.	G	T	10	PASS	.	GT	0/0	1/0\n").getBytes(StandardCharsets.UTF_8));

        GetVariantImportJobResponse job = jobs.run("malformed", good, bad);

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(job.items().stream()
                        .filter(item -> item.source().equals(bad))
                        .findFirst()
                        .orElseThrow())
                .satisfies(item -> {
                    assertThat(item.jobStatus()).isEqualTo(JobStatus.FAILED);
                    assertThat(item.statusMessage())
                            .contains("bad.vcf")
                            .contains("9")
                            .contains("notanumber");
                });
        try (Connection connection = lakeome.connect("alice")) {
            assertThat(RunningLakeome.rows(connection, "SELECT count(*) FROM malformed"))
                    .containsExactly(List.of(2L));
        }
        jobs.drop("malformed");
    }

    @Test
    void twoThousandRecordsAreInAfterTenSecondsOnAWarmWorker() {
        StringBuilder vcf = new StringBuilder(REFERENCE_ROW);
        for (int i = 1; i < 2000; i++) {
            vcf.append("chr3\t")
                    .append(63912684 + 10 * i)
                    .append("\t.\tG\tT\t10\tPASS\tVARID=v")
                    .append(i)
                    .append("\tGT\t0/1\t1/1\n");
        }
        Jobs jobs = new Jobs(lakeome, "alice");
        jobs.store("two_thousand");
        String source = jobs.upload("two-thousand.vcf", vcf.toString().getBytes(StandardCharsets.UTF_8));

        GetVariantImportJobResponse job = jobs.run("two_thousand", source);

        Duration took = Duration.between(job.creationTime(), job.completionTime());
        System.out.printf("2,000 records: %d ms from StartVariantImportJob to %s%n", took.toMillis(), job.status());
        assertThat(job.status()).as(job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        jobs.drop("two_thousand");
    }

    @Test
    void anImportCannotReadAnotherAccountsBucket() {
        Jobs aliceJobs = new Jobs(lakeome, "alice");
        aliceJobs.upload("private.vcf", REFERENCE_ROW.getBytes(StandardCharsets.UTF_8));
        Jobs carolJobs = new Jobs(lakeome, "carol");
        carolJobs.store("theft");

        GetVariantImportJobResponse job = carolJobs.run("theft", "s3://" + Jobs.BUCKET + "/private.vcf");

        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        carolJobs.drop("theft");
    }
}
