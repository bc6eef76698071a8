package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.ShareStatus;

/** What SQL of a store has besides its table: functions, a flat view, partitions, how it is made; and what a subscriber sees of its past. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreSqlTest {

    private static final String VCF =
            "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=1000>\n##contig=<ID=HLA-A*01:01,length=99>\n"
                    + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
                    + "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n"
                    + "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"Alleles\">\n"
                    + "##INFO=<ID=%s,Number=0,Type=Flag,Description=\"Mark\">\n"
                    + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n";
    private static final String ROWS = "chr1\t100\trs1;rs2\tA\tG,T\t10\tPASS\tAC=1,1\tGT:DP\t0|1:7\t1/2:8\n"
            + "chr1\t200\t.\tAC\tA\t.\tq10;s50\tAC=2\tGT\t./.\t1\n"
            + "chr1\t300\t.\tA\tG\t10\t.\t.\tDP\t3\t4\n"
            + "HLA-A*01:01\t5\t.\tA\tG\t10\t.\t.\tGT\t0/0\t./1\n";

    private RunningLakeome lakeome;
    private Jobs jobs;
    private Connection owner;

    @BeforeAll
    void importRows() throws Exception {
        lakeome = RunningLakeome.get();
        jobs = new Jobs(lakeome, "sqlia");
        jobs.store("asked");
        jobs.run("asked", jobs.upload("asked.vcf", text("KEPT", ROWS)));
        owner = lakeome.connect("sqlia");
    }

    @AfterAll
    void disconnect() throws SQLException {
        owner.close();
    }

    private static byte[] text(String mark, String rows) {
        return (VCF.formatted(mark) + rows).getBytes(StandardCharsets.UTF_8);
    }

    private List<List<Object>> ask(String sql) throws SQLException {
        return RunningLakeome.rows(owner, sql);
    }

    private Object one(String sql) throws SQLException {
        return ask(sql).getFirst().getFirst();
    }

    @Test
    void functionsSayWhatCallsMean() throws SQLException {
        assertThat(ask(
                                "SELECT start, sampleid, gt(calls, phased), dosage(calls), is_het(calls), is_hom_alt(calls),"
                                        + " is_missing(calls), allele_count(calls, 1) FROM asked ORDER BY contigname DESC, start, sampleid")
                        .stream()
                        .map(String::valueOf))
                .containsExactly(
                        "[99, a, 0|1, 1, true, false, false, 1]",
                        "[99, b, 1/2, 2, true, false, false, 1]",
                        "[199, a, ./., null, null, null, true, 0]",
                        "[199, b, 1, 1, false, true, false, 1]",
                        "[299, a, null, null, null, null, true, null]",
                        "[299, b, null, null, null, null, true, null]",
                        "[4, a, 0/0, 0, false, false, false, 0]",
                        "[4, b, ./1, null, null, null, false, 1]");
    }

    @ParameterizedTest
    @CsvSource({
        "chr1, 6",
        "chr1:100, 2",
        "chr1:100-200, 4",
        "chr1:201, 2",
        "chr1:202-, 2",
        "'chr1:1-1,000', 6",
        "chr1:1-99, 0",
        "HLA-A*01:01, 2",
        "HLA-A*01:01:1-9, 2",
        "HLA-A*01:01:6-9, 0",
        "{HLA-A*01:01}:5, 2",
        "chr2, 0"
    })
    void regionsAreFoundWhetherTheyArePlainConditionsOrAFunction(String region, long rows) throws SQLException {
        String call = "in_region(contigname, start, \"end\", '" + region + "')";
        assertThat(one("SELECT count(*) FROM asked WHERE " + call))
                .as("in a filter")
                .isEqualTo(rows);
        assertThat(one("SELECT count_if(" + call + ") FROM asked"))
                .as("as a value")
                .isEqualTo(rows);
        assertThat(one("SELECT count(*) FROM asked WHERE NOT " + call))
                .as("negated")
                .isEqualTo(8 - rows);
        assertThat(one("SELECT count(*) FROM asked WHERE sampleid = 'a' AND dosage(calls) >= 0 AND " + call + " AND "
                        + call))
                .as("beside others")
                .isEqualTo(one("SELECT count_if(sampleid = 'a' AND dosage(calls) >= 0 AND " + call + ") FROM asked"));
        assertThat(one("SELECT count(*) FROM asked INNER JOIN (VALUES '" + region + "') AS wanted (region)"
                        + " ON in_region(contigname, start, \"end\", region)"))
                .as("of a table of regions")
                .isEqualTo(rows);
    }

    @Test
    void regionThatIsConstantIsPlannedAsThePlainConditionIs() throws SQLException {
        String plain = plan("contigname = 'chr1' AND start < 200 AND \"end\" > 99");

        assertThat(plain).contains("contigname", "ScanFilter");
        assertThat(plan("in_region(contigname, start, \"end\", 'chr1:100-200')"))
                .isEqualTo(plain);
    }

    private String plan(String condition) throws SQLException {
        return one("EXPLAIN SELECT count(*) FROM asked WHERE " + condition)
                .toString()
                .replaceAll("_\\d+|(?<=queryId|Fragment )[^ ]*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chr1:x", "chr1:200-100", ""})
    void textThatIsNoRegionIsAClearError(String region) {
        assertThatThrownBy(() ->
                        ask("SELECT count(*) FROM asked WHERE in_region(contigname, start, \"end\", '" + region + "')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("'" + region + "'")
                .hasMessageContaining("region");
    }

    @Test
    void flatViewHasTheSameRowsWithoutListsAndMaps() throws SQLException {
        assertThat(ask("SHOW TABLES")).contains(List.of("asked"), List.of("asked__flat"));
        assertThat(ask("SELECT data_type FROM information_schema.columns WHERE table_name = 'asked__flat'"))
                .hasSize(25)
                .allSatisfy(type -> assertThat(type.getFirst().toString()).doesNotContain("("));
        assertThat(ask("SELECT table_type FROM information_schema.tables WHERE table_name = 'asked__flat'"))
                .containsExactly(List.of("VIEW"));
        assertThat(ask("SELECT names, alternatealleles, filters, attributes, calls, gt, dosage, depth FROM asked__flat"
                                + " WHERE contigname = 'chr1' AND start IN (99, 199) AND sampleid = 'b' ORDER BY start")
                        .stream()
                        .map(String::valueOf))
                .containsExactly(
                        "[rs1;rs2, G,T, PASS, {\"AC\":\"1,1\"}, 1,2, 1/2, 2, 8]",
                        "[null, A, q10;s50, {\"AC\":\"2\"}, 1, 1, 1, null]");
        assertThat(one("SELECT count(*) FROM asked__flat")).isEqualTo(8L);
        assertThat(one("SHOW CREATE VIEW asked__flat").toString()).contains("SECURITY INVOKER");
        assertThatThrownBy(() -> ask("SELECT * FROM nothing__flat")).hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT contignam FROM asked,contigname",
        "SELECT a.strat FROM sqlia.asked a,start",
        "SELECT count(*) FROM askd,asked",
        "SELECT count(*) FROM sqla.asked,sqlia",
        "SELECT dosag(calls) FROM asked,dosage"
    })
    void aSlipInANameIsToldWithTheNameThatIsMeant(String sql, String meant) {
        RunningLakeome.Output answer = lakeome.lakeome("sql", sql, "--profile", "sqlia");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains("did you mean `" + meant + "`?");
    }

    @Test
    void theCommandShowsSamplesAndColumns() {
        RunningLakeome.Output samples = lakeome.lakeome("store", "samples", "asked", "--profile", "sqlia");
        assertThat(samples.exitCode()).as(samples.toString()).isZero();
        assertThat(samples.out()).containsPattern("(?m)^a\\b").containsPattern("(?m)^b\\b");
        RunningLakeome.Output columns =
                lakeome.lakeome("store", "columns", "asked", "--output", "csv", "--profile", "sqlia");
        assertThat(columns.exitCode()).as(columns.toString()).isZero();
        assertThat(columns.out()).contains("contigname,varchar", "calls,array(integer)");
        lakeome.account("stranger");
        for (String verb : List.of("samples", "columns")) {
            for (String store : List.of("nothing_here", "stranger.nothing", "sqlia.nothing")) {
                RunningLakeome.Output absent = lakeome.lakeome("store", verb, store, "--profile", "sqlia");
                assertThat(absent.exitCode()).as(absent.toString()).isEqualTo(3);
                assertThat(absent.err()).contains("there is no store '" + store + "' that this account may read");
            }
            assertThat(lakeome.lakeome("store", verb, "sqlia.asked", "--profile", "stranger")
                            .exitCode())
                    .isEqualTo(3);
        }
    }

    @Test
    void samplesOfAStoreOfAnnotationsAreToldToBeNone() {
        lakeome.omics("sqlia")
                .createAnnotationStore(store -> store.name("sqlia_genes").storeFormat("GFF"));
        RunningLakeome.Output answer = lakeome.lakeome("store", "samples", "sqlia_genes", "--profile", "sqlia");
        assertThat(answer.exitCode()).as(answer.toString()).isEqualTo(2);
        assertThat(answer.err()).contains("'sqlia_genes' is a store of annotations, which has no samples");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start = '1'",
                "start BETWEEN '1' AND '9'",
                "start IN ('1', '2')",
                "qual > '20'",
                "contigname = 1"
            })
    void textComparedWithANumberIsToldWithTheRemedy(String condition) {
        RunningLakeome.Output answer =
                lakeome.lakeome("sql", "SELECT count(*) FROM asked WHERE " + condition, "--profile", "sqlia");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains("text and a number are compared");
    }

    /** What is not shared is as absent as what is not there. */
    @Test
    void aNameThatTheAccountMayNotSeeIsNotTold() {
        lakeome.account("stranger");
        RunningLakeome.Output answer =
                lakeome.lakeome("sql", "SELECT count(*) FROM sqlia.askd", "--profile", "stranger");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).doesNotContain("asked");
        RunningLakeome.Output schema =
                lakeome.lakeome("sql", "SELECT count(*) FROM sqla.asked", "--profile", "stranger");
        assertThat(schema.exitCode()).isEqualTo(1);
        assertThat(schema.err()).doesNotContain("sqlia");
    }

    @Test
    void partitionsAreTold() throws SQLException {
        assertThat(
                        ask(
                                "SELECT partition.sampleid, record_count, data.\"end\".max FROM \"asked$partitions\" ORDER BY 1"))
                .containsExactly(List.of("a", 4L, 300L), List.of("b", 4L, 300L));
    }

    @Test
    void ownerSeesHowTheTableIsMadeAndChangesNothing() throws SQLException {
        assertThat(one("SHOW CREATE TABLE asked").toString())
                .contains("CREATE TABLE lakeome.sqlia.asked", "\"end\" bigint", "partitioning = ARRAY['sampleid']");
        for (String change : List.of(
                "DROP TABLE asked",
                "ALTER TABLE asked ADD COLUMN x int",
                "ALTER TABLE asked RENAME TO other",
                "CREATE TABLE mine (a int)",
                "CREATE VIEW mine AS SELECT 1 AS a",
                "DROP VIEW asked__flat",
                "COMMENT ON TABLE asked IS 'x'",
                "COMMENT ON VIEW asked__flat IS 'x'",
                "ALTER TABLE asked EXECUTE optimize",
                "GRANT SELECT ON asked TO USER bob",
                "ALTER TABLE asked SET PROPERTIES format_version = 2")) {
            assertThatThrownBy(() -> ask(change)).as(change).hasMessageContaining("Access Denied");
        }
    }

    @Test
    void subscriberSeesThePresentAloneAndTheOwnerNothingFromBeforeAnUndo() throws Exception {
        jobs.store("past");
        jobs.run("past", jobs.upload("kept.vcf", text("KEPT", ROWS)));
        String canary = jobs.run("past", jobs.upload("canary.vcf", text("CANARY", ROWS)))
                .id();
        String before = one("SELECT max(snapshot_id) FROM \"past$refs\"").toString();
        String store = share("past", "subia");
        try (Connection subscriber = lakeome.connect("subia")) {
            Awaitility.await().ignoreExceptions().until(() -> count(subscriber, store) == 16);
            assertThat(count(subscriber, store.replace("past\"", "past$snapshots\"")))
                    .isEqualTo(1);

            assertThat(lakeome.lakeome("import", "undo", canary, "--yes", "--profile", "sqlia")
                            .exitCode())
                    .isZero();
            jobs.run("past", jobs.upload("later.vcf", text("KEPT", ROWS)));

            assertThat(count(subscriber, store)).isEqualTo(16);
            for (String kind : List.of("snapshots", "history", "refs", "metadata_log_entries", "all_manifests")) {
                assertThat(RunningLakeome.rows(
                                        subscriber, "SELECT * FROM " + store.replace("past\"", "past$" + kind + "\""))
                                .toString())
                        .as(kind)
                        .doesNotContain(before, canary, "CANARY", "undone");
            }
            assertThat(count(subscriber, store.replace("past\"", "past$snapshots\"")))
                    .isEqualTo(1);
            assertThat(count(subscriber, store.replace("past\"", "past$history\"")))
                    .isEqualTo(1);
            assertThat(RunningLakeome.rows(subscriber, "SELECT * FROM " + store.replace("past\"", "past$properties\""))
                            .toString())
                    .contains("KEPT")
                    .doesNotContain("CANARY");
            for (Connection reader : List.of(subscriber, owner)) {
                assertThatThrownBy(() -> count(reader, store + " FOR VERSION AS OF " + before))
                        .hasMessageContaining(before);
                assertThatThrownBy(
                                () -> count(reader, store + " FOR TIMESTAMP AS OF TIMESTAMP '2026-01-01 00:00:00 UTC'"))
                        .isInstanceOf(SQLException.class);
            }
            assertThat(ask("SELECT summary FROM \"past$snapshots\"").toString()).doesNotContain("CANARY");
            String flat = store.replace("past\"", "past__flat\"");
            assertThat(count(subscriber, flat)).isEqualTo(16);
            assertThatThrownBy(() -> count(subscriber, store.replace("past\"", "asked__flat\"")))
                    .isInstanceOf(SQLException.class);
            RunningLakeome.Output exported =
                    lakeome.lakeome("export", "sqlia.past", "--sample", "a", "--output", "-", "--profile", "subia");
            assertThat(exported.out())
                    .as("%s", exported)
                    .contains("##INFO=<ID=AC,Number=A", "ID=KEPT")
                    .doesNotContain("CANARY");
        }
        jobs.drop("past");
    }

    private static long count(Connection as, String table) throws SQLException {
        return (long) RunningLakeome.rows(as, "SELECT count(*) FROM " + table)
                .getFirst()
                .getFirst();
    }

    /** The table's name for the subscriber. */
    private String share(String store, String subscriber) {
        String account = lakeome.account(subscriber);
        try (OmicsClient mine = lakeome.omics("sqlia");
                OmicsClient theirs = lakeome.omics(subscriber)) {
            String arn = mine.getVariantStore(get -> get.name(store)).storeArn();
            String share = mine.createShare(make -> make.resourceArn(arn).principalSubscriber(account))
                    .shareId();
            theirs.acceptShare(accept -> accept.shareId(share));
            Awaitility.await()
                    .until(() ->
                            mine.getShare(get -> get.shareId(share)).share().status() == ShareStatus.ACTIVE);
        }
        return "sqlia.\"" + store + "\"";
    }
}
