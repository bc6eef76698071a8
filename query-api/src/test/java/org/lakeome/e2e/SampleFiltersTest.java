package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way to ask for samples, of a store whose manifests hold rows without a sample beside those of samples, one of them named
 * "null".
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleFiltersTest {

    private static final List<String> STORES = List.of("asked_samples", "asked_shared");
    private static final String HEADER = "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=1000>\n##contig=<ID=chr2>\n"
            + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

    /** Conditions and how many rows meet them: 3 without a sample, 4 each of a and b, 2 each of c and null. */
    private static final Map<String, Integer> CONDITIONS = conditions();

    private Path folder;
    private RunningLakeome lakeome;
    private Connection connection;

    @BeforeAll
    void importAllInOneJob(@TempDir Path empty) throws Exception {
        folder = empty;
        lakeome = RunningLakeome.get();
        String reference = new Jobs(lakeome, "sam").reference();
        String sites = file("sites.vcf", "", List.of(10, 20, 30), "");
        String pair = file("pair.vcf", "\tFORMAT\ta\tb", List.of(10, 20, 30, 40), "\tGT\t0/1\t1/1");
        String others = file("others.vcf", "\tFORMAT\tc\tnull", List.of(10, 50), "\tGT\t0/0\t0/1");
        for (String store : STORES) {
            run("store", "create", store, "--reference", reference, "--layout", store.substring("asked_".length()));
            run("import", sites, pair, others, "--store", store);
        }
        connection = lakeome.connect("sam");
    }

    @AfterAll
    void disconnect() throws SQLException {
        connection.close();
    }

    private String file(String name, String columns, List<Integer> positions, String calls) throws IOException {
        return Files.writeString(
                        folder.resolve(name),
                        HEADER + columns + "\n"
                                + positions.stream()
                                        .map(position -> "chr1\t" + position + "\t.\tA\tG\t10\tPASS\t." + calls + "\n")
                                        .collect(Collectors.joining()))
                .toString();
    }

    private String run(String... words) {
        RunningLakeome.Output output =
                lakeome.lakeome(Stream.concat(Arrays.stream(words), Stream.of("--profile", "sam"))
                        .toArray(String[]::new));
        assertThat(output.exitCode()).as(output.toString()).isZero();
        return output.out();
    }

    private long count(String from) throws SQLException {
        return (long) RunningLakeome.rows(connection, "SELECT count(*) FROM " + from)
                .getFirst()
                .getFirst();
    }

    private static Map<String, Integer> conditions() {
        Map<String, Integer> rows = new LinkedHashMap<>();
        rows.put("true", 15);
        rows.put("sampleid = 'a'", 4);
        rows.put("sampleid = 'null'", 2);
        rows.put("sampleid IN ('a')", 4);
        rows.put("sampleid IN ('a', 'b')", 8);
        rows.put("sampleid IN ('a', 'null', 'nobody')", 6);
        rows.put("sampleid IN ('nobody', 'noone')", 0);
        rows.put(
                "sampleid IN ('b', "
                        + IntStream.range(0, 999)
                                .mapToObj(number -> "'s" + number + "'")
                                .collect(Collectors.joining(", "))
                        + ")",
                4);
        rows.put("sampleid IN ('a', 'b') OR sampleid IS NULL", 11);
        rows.put("sampleid IN ('a', 'b', NULL)", 8);
        rows.put("sampleid IN ('a', 'c') AND contigname = 'chr1' AND start < 20", 3);
        rows.put("contigname IN ('chr1', 'chr2') AND sampleid IN ('a', 'b')", 8);
        rows.put("sampleid BETWEEN 'a' AND 'b'", 8);
        rows.put("sampleid NOT BETWEEN 'a' AND 'b'", 4);
        rows.put("sampleid > 'b'", 4);
        rows.put("sampleid LIKE 'a%'", 4);
        rows.put("sampleid IS NULL", 3);
        rows.put("sampleid IS NOT NULL", 12);
        rows.put("sampleid <> 'a'", 8);
        rows.put("sampleid NOT IN ('a', 'b')", 4);
        rows.put("sampleid NOT IN ('a', 'b') OR sampleid IS NULL", 7);
        rows.put("sampleid IS DISTINCT FROM 'a'", 11);
        rows.put("coalesce(sampleid, 'a') IN ('a', 'b')", 11);
        rows.put("sampleid IN (SELECT name FROM (VALUES 'a', 'b') AS wanted (name))", 8);
        rows.put("sampleid IN (SELECT sampleid FROM STORE WHERE start = 39)", 8);
        rows.put("EXISTS (SELECT 1 FROM STORE AS other WHERE other.sampleid = asked.sampleid AND other.start = 49)", 4);
        return rows;
    }

    /** Every condition of both stores, in one turn. */
    private void answersAreRight(String when) throws SQLException {
        for (String store : STORES) {
            for (Map.Entry<String, Integer> condition : CONDITIONS.entrySet()) {
                String sql = store + " AS asked WHERE " + condition.getKey().replace("STORE", store);
                assertThat(count(sql))
                        .as(when + ": " + sql)
                        .isEqualTo(condition.getValue().longValue());
            }
            assertThat(
                            count(
                                    store
                                            + " AS asked INNER JOIN (VALUES 'a', 'b') AS wanted (name) ON asked.sampleid = wanted.name"))
                    .as(when + ": " + store + ", a join with a dynamic filter")
                    .isEqualTo(8);
            assertThat(count(store + " AS asked INNER JOIN " + store
                            + " AS other ON asked.sampleid = other.sampleid AND asked.start = other.start"
                            + " WHERE other.start IN (39, 49)"))
                    .as(when + ": " + store + ", a join of two columns")
                    .isEqualTo(4);
            assertThat(count(store + " AS asked LEFT JOIN " + store
                            + " AS other ON asked.sampleid = other.sampleid AND other.start = 39"))
                    .as(when + ": " + store + ", an outer join")
                    .isEqualTo(15);
        }
    }

    private long exported(String store, String... samples) throws IOException {
        Path file = folder.resolve("out.vcf");
        Files.deleteIfExists(file);
        Stream<String> words = Stream.concat(
                Stream.of("export", store, "--output", file.toString()),
                Arrays.stream(samples).flatMap(sample -> Stream.of("--sample", sample)));
        run(words.toArray(String[]::new));
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .count();
    }

    private void exportsAreRight(String when) throws IOException {
        for (String store : STORES) {
            assertThat(exported(store, "a", "b")).as(when + ": " + store).isEqualTo(4);
            assertThat(exported(store, "a", "c", "null"))
                    .as(when + ": " + store)
                    .isEqualTo(5);
            assertThat(exported(store, "a")).as(when + ": " + store).isEqualTo(4);
        }
    }

    @Test
    void rowsWithoutSampleBesideThoseOfSamplesDisturbNoQuestion() throws Exception {
        answersAreRight("as imported");
        exportsAreRight("as imported");
        String more = file("more.vcf", "\tFORMAT\td", List.of(60), "\tGT\t0/1");
        for (String store : STORES) {
            String job =
                    run("import", more, more, "--again", "--store", store).replaceAll("(?s).*?([0-9a-f-]{36}).*", "$1");
            run("optimize", store);
            run("import", "undo", job, "--yes");
        }
        answersAreRight("after an optimize and an undo");
        exportsAreRight("after an optimize and an undo");
    }
}
