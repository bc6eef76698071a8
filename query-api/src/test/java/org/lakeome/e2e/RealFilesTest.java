package org.lakeome.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of other projects, and one with every type of the table, imported into a store of each layout and read by Trino: row by row
 * what bcftools reads in the file, and in every column what DuckDB reads in the same data files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealFilesTest {
    private static final List<String> REAL = List.of(
            "hail-gvcf/1kg_chr22/HG00187.hg38.g.vcf.gz",
            "hail-gvcf/HG0096_excerpt.g.vcf",
            "hail/haploid.vcf",
            "cyvcf2/test-hemi.vcf",
            "slivar/clinvar_20191007.vcf.gz",
            "slivar/comphet.vcf",
            "adam/gvcf_dir/gvcf_multiallelic.g.vcf",
            "adam/small.vcf",
            "tiledb-vcf/small3.vcf",
            "glow/1000genomes-phase3-1row.vcf",
            "opencga/opencga-storage/opencga-storage-core/src/test/resources/platinum/1K.end.platinum-genomes-vcf-NA12877_S1.genome.vcf.gz",
            "opencga/opencga-storage/opencga-storage-core/src/test/resources/quartet.variants.annotated.partial.vcf.gz");
    private static final Path EVERY_TYPE = Path.of("src/test/resources/every-type.vcf");
    private static final String ACCOUNT = "dora";
    /** The path of a data file, with job and place of the source in the job. */
    private static final String DATA_FILE = "'.*/data/([^/]+)/[0-9]+/([0-9]+)-[^/]*'";

    /** What Trino reads of a store: per file a line for each row, sorted, and a hash of each column. */
    private record Seen(Map<Path, List<String>> lines, ColumnSums columns) {}

    private RunningLakeome lakeome;
    private Connection connection;
    private final Map<String, Seen> seen = new HashMap<>();

    @BeforeAll
    void importIntoBothLayouts() throws Exception {
        assumeTrue(
                Files.isDirectory(RunningLakeome.DATA), "no data files at " + RunningLakeome.DATA + " (LAKEOME_DATA)");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bcftools")), "no bcftools");
        lakeome = RunningLakeome.get();
        String reference = new Jobs(lakeome, ACCOUNT).reference();
        List<Path> real = files().filter(file -> !file.equals(EVERY_TYPE)).toList();
        connection = lakeome.connect(ACCOUNT);
        for (String store : List.of("real_samples", "real_shared")) {
            lakeome("store", "create", store, "--reference", reference, "--layout", store.substring("real_".length()));
            Map<String, Path> sources = new HashMap<>();
            String job = lakeome(Stream.concat(
                            Stream.of("import", "--again", "--store", store),
                            real.stream().map(Path::toString))
                    .toArray(String[]::new));
            for (int item = 0; item < real.size(); item++) {
                sources.put("%s/%05d".formatted(job, item), real.get(item));
            }
            String annotated = lakeome("import", "--store", store, "--vep", "CSQ", EVERY_TYPE.toString());
            sources.put(annotated + "/00000", EVERY_TYPE);
            seen.put(store, read(store, sources));
        }
    }

    @AfterAll
    void dropStores() throws SQLException {
        if (connection != null) {
            connection.close();
            Jobs jobs = new Jobs(lakeome, ACCOUNT);
            seen.keySet().forEach(jobs::drop);
        }
    }

    /** The files of it that are there. */
    static Stream<Path> files() {
        return Stream.concat(
                REAL.stream().map(RunningLakeome.DATA::resolve).filter(Files::exists), Stream.of(EVERY_TYPE));
    }

    private String lakeome(String... words) {
        RunningLakeome.Output output =
                lakeome.lakeome(Stream.concat(Arrays.stream(words), Stream.of("--profile", ACCOUNT))
                        .toArray(String[]::new));
        assertThat(output.exitCode()).as(output.toString()).isZero();
        return output.out().strip();
    }

    @ParameterizedTest
    @MethodSource("files")
    void agreesWithBcftools(Path file) throws Exception {
        List<String> expected = fromBcftools(file);
        for (Map.Entry<String, Seen> store : seen.entrySet()) {
            assertThat(store.getValue().lines().get(file)).as(store.getKey()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void everyColumnHasTheSameValuesInBothLayouts() throws SQLException {
        List<String> columns = RunningLakeome.rows(connection, "SHOW COLUMNS FROM real_samples").stream()
                .map(row -> (String) row.getFirst())
                .filter(column -> !column.equals("importjobid"))
                .toList();
        assertThat(columns).hasSize(22);
        // Each alone, and together with what tells rows apart.
        String sums = Stream.of(
                        "checksum(\"%s\")", "checksum(ROW(contigname, start, referenceallele, sampleid, \"%s\"))")
                .flatMap(sum -> columns.stream().map(sum::formatted))
                .collect(joining(", "));
        assertThat(checksums("real_shared", sums)).isEqualTo(checksums("real_samples", sums));
    }

    private List<String> checksums(String store, String sums) throws SQLException {
        return RunningLakeome.rows(connection, "SELECT " + sums + " FROM " + store).getFirst().stream()
                .map(sum -> HexFormat.of().formatHex((byte[]) sum))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"real_samples", "real_shared"})
    void everyColumnHasWhatDuckDbReadsInTheSameFiles(String store) throws SQLException {
        List<String> files = RunningLakeome.rows(connection, "SELECT file_path FROM \"" + store + "$files\"").stream()
                .map(row -> ((String) row.getFirst()).replaceFirst("^file:", ""))
                .toList();
        ColumnSums found = new ColumnSums();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * EXCLUDE (filename), regexp_replace(filename, "
                        + DATA_FILE + ", '\\1/\\2') AS item FROM read_parquet(["
                        + files.stream().map(file -> "'" + file + "'").collect(joining(", "))
                        + "], union_by_name = true, filename = true)")) {
            found.addAll(rows);
        }
        assertThat(found.byColumn())
                .isEqualTo(seen.get(store).columns().byColumn())
                .hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"real_samples", "real_shared"})
    void metadataTablesAgreeWithEachOtherAndWithTheRows(String store) throws SQLException {
        String filesAndRows = counts("SELECT count(DISTINCT \"$path\"), count(*) FROM " + store);
        for (String table : List.of(
                "SELECT count(*), sum(record_count) FROM \"STORE$files\"",
                "SELECT count(DISTINCT file_path), sum(record_count) FROM \"STORE$files\"",
                "SELECT count(*), sum(data_file.record_count) FROM \"STORE$entries\" WHERE status < 2",
                "SELECT count(*), sum(data_file.record_count) FROM \"STORE$all_entries\" WHERE status = 1",
                "SELECT sum(added_data_files_count + existing_data_files_count),"
                        + " sum(added_rows_count + existing_rows_count) FROM \"STORE$manifests\"",
                "SELECT sum(CAST(summary['added-data-files'] AS bigint)), sum(CAST(summary['added-records'] AS bigint))"
                        + " FROM \"STORE$snapshots\"",
                "SELECT CAST(summary['total-data-files'] AS bigint), CAST(summary['total-records'] AS bigint)"
                        + " FROM \"STORE$snapshots\" ORDER BY committed_at DESC LIMIT 1")) {
            assertThat(counts(table.replace("STORE", store))).as(table).isEqualTo(filesAndRows);
        }
        // Of the two imports: the second follows the first and is what everybody reads.
        String last = "(SELECT max_by(snapshot_id, committed_at) FROM \"STORE$snapshots\")";
        for (String table : List.of(
                "SELECT count(*), count(parent_id) + 1 FROM \"STORE$snapshots\"",
                "SELECT count(*), count_if(is_current_ancestor) FROM \"STORE$history\"",
                "SELECT count(DISTINCT snapshot_id), max(sequence_number) FROM \"STORE$all_entries\"",
                "SELECT 2 * count(*), count_if(name = 'main' AND type = 'BRANCH' AND snapshot_id = " + last
                        + ") * 2 FROM \"STORE$refs\"",
                "SELECT count(DISTINCT latest_snapshot_id), max(latest_sequence_number) FROM \"STORE$metadata_log_entries\"",
                "SELECT 2, 2 * count(*) FROM \"STORE$metadata_log_entries\" WHERE latest_snapshot_id = " + last)) {
            assertThat(counts(table.replace("STORE", store))).as(table).isEqualTo("[2, 2]");
        }
        assertThat(counts("SELECT count_if(key = 'lakeome.layout' AND value = 'shared') FROM \"" + store
                        + "$properties\""))
                .isEqualTo(store.endsWith("shared") ? "[1]" : "[0]");
    }

    private String counts(String sql) throws SQLException {
        return RunningLakeome.rows(connection, sql).getFirst().toString();
    }

    private Seen read(String store, Map<String, Path> sources) throws SQLException {
        Map<Path, List<String>> lines = new HashMap<>();
        ColumnSums columns = new ColumnSums();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT *, regexp_replace(\"$path\", " + DATA_FILE + ", '$1/$2') AS item FROM " + store)) {
            while (rows.next()) {
                columns.add(rows);
                Path source = Objects.requireNonNull(sources.get(rows.getString("item")), rows.getString("item"));
                lines.computeIfAbsent(source, first -> new ArrayList<>())
                        .add("%s %s %s %s %s %s"
                                .formatted(
                                        rows.getString("contigname"),
                                        rows.getLong("start"),
                                        rows.getString("referenceallele"),
                                        joined(rows.getObject("alternatealleles")),
                                        rows.getString("sampleid"),
                                        joined(rows.getObject("calls"))));
            }
        }
        lines.values().forEach(each -> each.sort(null));
        return new Seen(lines, columns);
    }

    private static String joined(Object array) throws SQLException {
        return array == null
                ? "."
                : Arrays.stream((Object[]) ((Array) array).getArray())
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
    }

    private static List<String> fromBcftools(Path file) throws IOException, InterruptedException {
        boolean samples = !run("bcftools", "query", "-l", file.toString()).isEmpty();
        String format = samples ? "[%CHROM\t%POS0\t%REF\t%ALT\t%SAMPLE\t%GT\n]" : "%CHROM\t%POS0\t%REF\t%ALT\n";
        return run("bcftools", "query", "-f", format, file.toString()).stream()
                .map(line -> line.split("\t"))
                .map(f -> "%s %s %s %s %s %s"
                        .formatted(f[0], f[1], f[2], f[3], samples ? f[4] : "null", samples ? alleles(f[5]) : "."))
                .sorted()
                .toList();
    }

    private static String alleles(String genotype) {
        return Arrays.stream(genotype.split("[/|]"))
                .map(allele -> allele.equals(".") ? "-1" : allele)
                .collect(Collectors.joining(","));
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return lines;
    }
}
