package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Trino makes of both layouts of files: the same rows, whether it prunes or not and whatever it leaves out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayoutsTest {
    private static final long SEED = new Random().nextLong();
    private static final int RECORDS = 60_000;
    private static final List<String> STORES = List.of("layout_samples", "layout_shared");

    private Path folder;
    private RunningLakeome lakeome;
    private Connection connection;

    @BeforeAll
    void importIntoBoth(@TempDir Path empty) throws Exception {
        folder = empty;
        System.out.println("LayoutsTest seed " + SEED);
        lakeome = RunningLakeome.get();
        String reference = new Jobs(lakeome, "lena").reference();
        Path file = Files.write(
                folder.resolve("many.vcf"), GeneratedVcf.of(SEED, RECORDS).getBytes(StandardCharsets.UTF_8));
        for (String store : STORES) {
            String layout = store.substring("layout_".length());
            run("store", "create", store, "--reference", reference, "--layout", layout);
            run("import", file.toString(), "--store", store);
            assertThat(run("store", "show", store)).containsPattern("layout +" + layout);
        }
        connection = lakeome.connect("lena");
    }

    @AfterAll
    void disconnect() throws SQLException {
        connection.close();
    }

    private String run(String... words) {
        RunningLakeome.Output output =
                lakeome.lakeome(Stream.concat(Arrays.stream(words), Stream.of("--profile", "lena"))
                        .toArray(String[]::new));
        assertThat(output.exitCode()).as(output.toString()).isZero();
        return output.out();
    }

    private List<List<String>> ask(String sql) throws SQLException {
        return RunningLakeome.rows(connection, sql).stream()
                .map(row -> row.stream().map(LayoutsTest::plain).toList())
                .toList();
    }

    private static String plain(Object cell) {
        return cell instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(cell);
    }

    /** The same of both stores; the answer. */
    private List<List<String>> same(String sql) throws SQLException {
        List<List<String>> samples = ask(sql.replace("STORE", STORES.getFirst()));
        assertThat(ask(sql.replace("STORE", STORES.getLast())))
                .as("seed " + SEED + ": " + sql)
                .isEqualTo(samples);
        return samples;
    }

    @Test
    void everyColumnHasTheSameValues() throws SQLException {
        List<String> columns = same("SHOW COLUMNS FROM STORE").stream()
                .map(List::getFirst)
                .filter(column -> !column.equals("importjobid"))
                .toList();
        assertThat(columns).hasSize(22);
        assertThat(same("SELECT count(*), count(DISTINCT importjobid), count(DISTINCT sampleid) FROM STORE"))
                .containsExactly(List.of(String.valueOf(2L * RECORDS), "1", "2"));
        same("SELECT " + each(columns, "checksum(\"%s\")") + " FROM STORE");
        // Together with what tells rows apart.
        same("SELECT " + each(columns, "checksum(ROW(contigname, start, referenceallele, sampleid, \"%s\"))")
                + " FROM STORE");
        for (String column : List.of("calls", "attributes", "qual", "phased")) {
            same("SELECT checksum(" + column + ") FROM STORE");
        }
    }

    private static String each(List<String> columns, String expression) {
        return columns.stream().map(expression::formatted).collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sampleid = 'ö'",
                "sampleid IN ('a sample', 'nobody')",
                "sampleid = 'ö' AND contigname = 'chr1' AND start BETWEEN 1000000 AND 1003000",
                "contigname = 'not_in_header' AND start < 200",
                "start = 0 OR \"end\" > 2000000",
                "qual > 1000",
                "qual IS NULL",
                "qual < 1e-200",
                "phased",
                "NOT phased",
                "phased IS NULL",
                "depth = 7",
                "depth IS NULL AND conditionalquality BETWEEN 10 AND 20",
                "ps IS NOT NULL AND ps < 5",
                "referenceallele = 'an'",
                "referenceallele > 'AC'",
                "splitfrommultiallelic",
                "importjobid = 'nobody'",
                "names IS NULL AND filters IS NOT NULL",
                "alternatealleles IS NULL",
                "contains(calls, -1)",
                "attributes['FLAG'] = ''",
                "cardinality(attributes) = 0",
                "element_at(information, 'word') = 'plain'",
                "annotations IS NULL"
            })
    void filtersThatPruneFindWhatFiltersThatCannotPruneFind(String filter) throws SQLException {
        String answer = "SELECT count(*), checksum(start), checksum(sampleid), checksum(calls), checksum(information)"
                + " FROM STORE WHERE ";
        String safe = filter.replace("attributes['FLAG']", "element_at(attributes, 'FLAG')");

        // Nothing is known of the random number until a row is there.
        assertThat(same(answer + "(" + safe + ")"))
                .as("seed " + SEED)
                .isEqualTo(same(answer + "CASE WHEN random() < 2 THEN (" + safe + ") END"));
    }

    @Test
    void leavesOfMapsAreReadAlone() throws SQLException {
        for (String leaf : List.of(
                "element_at(attributes, 'TXT')",
                "map_keys(attributes)",
                "map_values(information)",
                "cardinality(information)",
                "cardinality(phredlikelihoods)",
                "genotypelikelihoods[1]",
                "annotations.vep[1].gene")) {
            String safe = leaf.replace("genotypelikelihoods[1]", "element_at(genotypelikelihoods, 1)")
                    .replace("annotations.vep[1].gene", "element_at(annotations.vep, 1).gene");
            same("SELECT checksum(" + safe + "), count(" + safe + ") FROM STORE");
        }
    }

    @Test
    void filesTableCountsTheRows() throws SQLException {
        assertThat(same("SELECT sum(record_count) FROM \"STORE$files\""))
                .containsExactly(List.of(String.valueOf(2L * RECORDS)));
    }

    @Test
    void sharedSitesTakeFewerBytesAndTheExportIsTheSame() throws SQLException, IOException {
        List<Long> bytes = STORES.stream()
                .map(store -> lakeome.omics("lena")
                        .getVariantStore(get -> get.name(store))
                        .storeSizeBytes())
                .toList();
        assertThat(bytes.getLast()).isPositive().isLessThan(bytes.getFirst());
        List<String> texts = new ArrayList<>();
        for (String store : STORES) {
            Path vcf = folder.resolve(store + ".vcf");
            run(
                    "export",
                    store,
                    "--region",
                    "chr1:1-400000",
                    "--sample",
                    "ö",
                    "--sample",
                    "a sample",
                    "-o",
                    vcf.toString());
            texts.add(Files.readString(vcf).replace(store, "STORE"));
        }
        assertThat(texts.getLast()).isEqualTo(texts.getFirst());
    }
}
