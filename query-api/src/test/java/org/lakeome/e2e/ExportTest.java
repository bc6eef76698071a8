package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.example.ExampleData;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.ShareStatus;

/** What `lakeome export` writes is what was imported: importing it again gives the same rows, and bcftools reads it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportTest {
    private static final String OWNER = "elena";

    @TempDir
    Path folder;

    private RunningLakeome lakeome;
    private Jobs jobs;

    @BeforeAll
    void start() throws IOException {
        lakeome = RunningLakeome.get();
        jobs = new Jobs(lakeome, OWNER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hail-gvcf/1kg_chr22/HG00187.hg38.g.vcf.gz",
                "hail/haploid.vcf",
                "slivar/clinvar_20191007.vcf.gz",
                "slivar/comphet.vcf",
                "adam/gvcf_dir/gvcf_multiallelic.g.vcf",
                "gatk-gvcf/GenotypeGVCFs/NA12878.AS.chr20snippet.g.vcf",
                "tiledb-vcf/small3.vcf",
                "glow/1000genomes-phase3-1row.vcf",
                "hts-specs-vcf/test/vcf/4.3/passed/complexfile_passed_000.vcf",
                "opencga/opencga-storage/opencga-storage-core/src/test/resources/variant-test-sv.vcf",
                "opencga/opencga-storage/opencga-storage-core/src/test/resources/platinum/1K.end.platinum-genomes-vcf-NA12877_S1.genome.vcf.gz",
                "opencga/opencga-storage/opencga-storage-core/src/test/resources/giab_chinesse/HG005_GRCh38_1_22_v4.2.1_benchmark.partial.vcf.gz"
            })
    void importOfAnExportGivesTheSameRows(String name) throws Exception {
        Path file = RunningLakeome.DATA.resolve(name);
        assumeTrue(Files.exists(file), "no " + file);
        roundTrip(file, "x" + Integer.toUnsignedString(name.hashCode()));
    }

    @Test
    void importOfAnExportOfGeneratedRecordsGivesTheSameRows() throws Exception {
        long seed = System.nanoTime();
        System.out.println("round trip seed " + seed);
        Path file = Files.writeString(folder.resolve("generated.vcf"), GeneratedVcf.of(seed, 600));
        roundTrip(file, "generated");
    }

    private void roundTrip(Path file, String store) throws Exception {
        imported(store, file);
        Path exported = folder.resolve(store + ".vcf.gz");
        List<String> words = new ArrayList<>(List.of("export", store, "-o", exported.toString(), "--profile", OWNER));
        samples(store).forEach(sample -> words.addAll(List.of("--sample", sample)));
        assertThat(run(words)).returns(0, RunningLakeome.Output::exitCode);
        imported(store + "_again", exported);
        assertThat(rows(store + "_again")).containsExactlyElementsOf(rows(store));
        if (Files.isExecutable(Path.of("/usr/bin/bcftools")) && complaints(file).isEmpty()) {
            assertThat(complaints(exported)).isEmpty();
        }
        jobs.drop(store);
        jobs.drop(store + "_again");
    }

    @Test
    void regionOfOneSampleIsWhatBcftoolsTakesOutOfTheFile() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bcftools")), "no bcftools");
        ExampleData example = ExampleData.write(folder, 11);
        imported("regions", example.cohort());
        String sample = samples("regions").get(7);
        tool("bcftools", "index", "-f", example.cohort().toString());
        String contig = tool("bcftools", "index", "-s", example.cohort().toString())
                .getFirst()
                .split("\t")[0];
        Path out = folder.resolve("region.vcf.gz");
        String region = contig + ":5000-60000";
        assertThat(export("regions", "--sample", sample, "--region", region, "-o", out.toString())
                        .exitCode())
                .isZero();
        String format = "%CHROM %POS %ID %REF %ALT %FILTER [%GT]\\n";
        assertThat(tool("bcftools", "query", "-f", format, out.toString()))
                .isNotEmpty()
                .containsExactlyElementsOf(tool(
                        "bcftools",
                        "query",
                        "-s",
                        sample,
                        "-r",
                        region,
                        "-f",
                        format,
                        example.cohort().toString()));
        assertThat(tool("tabix", out.toString(), contig + ":20000-30000"))
                .hasSameSizeAs(tool(
                        "bcftools",
                        "view",
                        "-H",
                        "-r",
                        contig + ":20000-30000",
                        example.cohort().toString()));
        assertThat(export("regions", "--sample", sample, "-o", out.toString())).returns(5, o -> o.exitCode());
        assertThat(export("regions", "--sample", sample, "-o", out.toString(), "--force"))
                .returns(0, o -> o.exitCode());
        RunningLakeome.Output printed = export("regions", "--sample", sample, "--region", region, "-o", "-");
        assertThat(printed.out()).startsWith("##fileformat=VCFv4.3\n");
        assertThat(printed.err()).contains("to standard output");
        otherNamesOfAContigAreKnown(sample, contig, printed.out());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
        sharedStoreIsExportedUntilItIsTakenBack(sample);
        jobs.drop("regions");
    }

    private void otherNamesOfAContigAreKnown(String sample, String contig, String expected) {
        String[] words = {"--sample", sample, "-o", "-", "--region"};
        RunningLakeome.Output other = export("regions", with(words, contig.replace("chr", "") + ":5000-60000"));
        assertThat(other.out()).isEqualTo(expected);
        assertThat(other.err()).contains("is called " + contig + " in store regions");
        assertThat(export("regions", with(words, "chr99:1-5")))
                .returns(3, o -> o.exitCode())
                .satisfies(o -> assertThat(o.err()).contains("no contig 'chr99'; it has " + contig));
        assertThat(export("regions", with(words, contig + ":1-1")))
                .returns(0, o -> o.exitCode())
                .satisfies(o -> assertThat(o.err()).contains("No record overlaps the region"))
                .satisfies(o -> assertThat(o.out().lines().filter(line -> !line.startsWith("#")))
                        .isEmpty());
    }

    private void allSamplesAreExportedTogetherAndApart(String store) throws Exception {
        Path together = folder.resolve("all.vcf");
        assertThat(export(store, "--all", "-o", together.toString())).returns(0, o -> o.exitCode());
        assertThat(Files.readString(together)).contains("\tFORMAT\t" + String.join("\t", samples(store)) + "\n");
        Path apart = folder.resolve("apart");
        assertThat(export(store, "--all", "-o", apart + "/")).returns(0, o -> o.exitCode());
        try (Stream<Path> files = Files.list(apart)) {
            assertThat(files).hasSize(2 * samples(store).size());
        }
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(apart.resolve("a%20sample.vcf.gz")))) {
            assertThat(new String(packed.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(export(store, "--sample", "a sample", "-o", "-").out());
        }
        assertThat(export(store, "--all", "-o", apart.toString())).returns(5, o -> o.exitCode());
        assertThat(export(store, "--all", "--sample", "x", "-o", "-")).returns(2, o -> o.exitCode());
    }

    private static String[] with(String[] words, String last) {
        return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
    }

    private void sharedStoreIsExportedUntilItIsTakenBack(String sample) throws IOException {
        OmicsClient owner = lakeome.omics(OWNER);
        OmicsClient reader = lakeome.omics("rufus");
        String share = owner.createShare(make -> make.resourceArn(owner.getVariantStore(get -> get.name("regions"))
                                .storeArn())
                        .principalSubscriber(lakeome.account("rufus"))
                        .shareName("for_rufus"))
                .shareId();
        String[] words = {
            "export",
            OWNER + ".regions",
            "--sample",
            sample,
            "-o",
            folder.resolve("shared.vcf").toString(),
            "--profile",
            "rufus",
            "--force"
        };
        assertThat(lakeome.lakeome(words)).returns(3, o -> o.exitCode());
        reader.acceptShare(accept -> accept.shareId(share));
        Awaitility.await()
                .until(() -> reader.getShare(get -> get.shareId(share)).share().status() == ShareStatus.ACTIVE);
        Awaitility.await().until(() -> lakeome.lakeome(words).exitCode() == 0);
        owner.deleteShare(delete -> delete.shareId(share));
        RunningLakeome.Output after = lakeome.lakeome(words);
        assertThat(after.exitCode()).as(after.toString()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("shared.vcf"))).contains("\t" + sample + "\n");
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("small.vcf"), GeneratedVcf.of(1, 3));
        jobs.store("nothing_yet");
        assertThat(export("nothing_yet", "--sample", "x", "-o", "-"))
                .returns(3, o -> o.exitCode())
                .satisfies(o -> assertThat(o.err()).contains("holds no rows yet"));
        jobs.run("nothing_yet", jobs.upload(file));
        assertThat(export("nothing_yet", "--sample", "x", "-o", "-"))
                .returns(3, o -> o.exitCode())
                .satisfies(o -> assertThat(o.err()).contains("no sample 'x'; it has a sample, ö"));
        assertThat(export("nothing_yet", "-o", "-"))
                .returns(3, o -> o.exitCode())
                .satisfies(o -> assertThat(o.err()).contains("name some with --sample"));
        assertThat(export("no_such_store", "--sample", "x", "-o", "-"))
                .returns(3, o -> o.exitCode())
                .satisfies(o -> assertThat(o.err()).contains("no store 'no_such_store'"));
        assertThat(export("a; DROP", "--sample", "x", "-o", "-")).returns(2, o -> o.exitCode());
        assertThat(export("nothing_yet", "--sample", "ö", "--region", "chr1:9-5", "-o", "-"))
                .returns(2, o -> o.exitCode());
        allSamplesAreExportedTogetherAndApart("nothing_yet");
        jobs.drop("nothing_yet");
    }

    @Test
    void contradictingDeclarationsAreReportedByTheJob() throws Exception {
        String first = GeneratedVcf.of(2, 3);
        String second = first.replace("ID=AF,Number=A,Type=Float", "ID=AF,Number=1,Type=String");
        jobs.store("drift");
        jobs.run("drift", jobs.upload("drift-a.vcf", first.getBytes(StandardCharsets.UTF_8)));
        GetVariantImportJobResponse job =
                jobs.run("drift", jobs.upload("drift-b.vcf", second.getBytes(StandardCharsets.UTF_8)));
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        String told = "INFO AF is declared Number=1,Type=String here and Number=A,Type=Float in s3://";
        assertThat(job.statusMessage()).contains(told);
        assertThat(job.items().getFirst().statusMessage()).contains(told, "drift-a.vcf (job ");
        assertThat(export("drift", "--sample", "ö", "-o", "-").out())
                .contains("##INFO=<ID=AF,Number=.,Type=String,Description=\"frequency\">");
        jobs.drop("drift");
    }

    @Test
    void fileThatDeclaresAColumnAsTextLeavesTheColumnsOfOthersAsTheyAre() throws Exception {
        String numbers = likelihoods("numbers", "Number=G,Type=Integer", "0,30,90");
        String texts = likelihoods("texts", "Number=1,Type=String", "low,high");
        imported("columns", Files.writeString(folder.resolve("numbers.vcf"), numbers));
        GetVariantImportJobResponse job =
                jobs.run("columns", jobs.upload("texts.vcf", texts.getBytes(StandardCharsets.UTF_8)));
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        RunningLakeome.Output one = export("columns", "--sample", "numbers", "-o", "-");
        assertThat(one.out()).contains("##FORMAT=<ID=PL,Number=G,Type=Integer,", "\t0/1:0,30,90");
        RunningLakeome.Output other = export("columns", "--sample", "texts", "-o", "-");
        assertThat(other.out()).contains("##FORMAT=<ID=PL,Number=1,Type=String,", "GT:PL\t0/1:low,high");
        Path both = folder.resolve("both.vcf");
        RunningLakeome.Output written =
                export("columns", "--sample", "numbers", "--sample", "texts", "-o", both.toString());
        assertThat(written.err()).contains("FORMAT pl holds values of PL that are in information['pl']");
        assertThat(Files.readString(both)).contains("GT:PL:pl\t0/1:0,30,90\t0/1:.:low,high");
        imported("columns_again", both);
        try (Connection connection = lakeome.connect(OWNER)) {
            String columns = "SELECT sampleid, phredlikelihoods[2], element_at(information, 'pl') FROM ";
            assertThat(RunningLakeome.rows(connection, columns + "columns_again ORDER BY 1"))
                    .isEqualTo(RunningLakeome.rows(connection, columns + "columns ORDER BY 1"))
                    .containsExactly(Arrays.asList("numbers", 30, null), Arrays.asList("texts", null, "low,high"));
        }
        jobs.drop("columns");
        jobs.drop("columns_again");
    }

    private static String likelihoods(String sample, String declaration, String value) {
        return """
                ##fileformat=VCFv4.2
                ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
                ##FORMAT=<ID=PL,%s,Description="Likelihoods">
                ##contig=<ID=chr1>
                #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	%s
                chr1	10	.	A	C	.	PASS	.	GT:PL	0/1:%s
                """.formatted(declaration, sample, value);
    }

    private void imported(String store, Path file) throws IOException {
        jobs.store(store);
        GetVariantImportJobResponse job = jobs.run(store, jobs.upload(file));
        assertThat(job.status()).as(job.statusMessage() + job.items()).isEqualTo(JobStatus.COMPLETED);
    }

    private RunningLakeome.Output export(String store, String... more) {
        List<String> words = new ArrayList<>(List.of("export", store, "--profile", OWNER));
        words.addAll(List.of(more));
        return run(words);
    }

    private RunningLakeome.Output run(List<String> words) {
        return lakeome.lakeome(words.toArray(String[]::new));
    }

    private List<String> samples(String store) throws SQLException {
        try (Connection connection = lakeome.connect(OWNER)) {
            return RunningLakeome.rows(
                            connection,
                            "SELECT DISTINCT sampleid FROM " + store + " WHERE sampleid IS NOT NULL ORDER BY 1")
                    .stream()
                    .map(row -> (String) row.getFirst())
                    .toList();
        }
    }

    /** All columns but the job, as sorted text. */
    private List<String> rows(String store) throws SQLException {
        String columns = "contigname, start, \"end\", names, referenceallele, alternatealleles, qual, filters,"
                + " splitfrommultiallelic, attributes, phased, calls, genotypelikelihoods, phredlikelihoods,"
                + " alleledepths, conditionalquality, spl, depth, ps, sampleid, information";
        try (Connection connection = lakeome.connect(OWNER)) {
            List<String> lines = new ArrayList<>();
            for (List<Object> row : RunningLakeome.rows(connection, "SELECT " + columns + " FROM " + store)) {
                List<Object> cells = new ArrayList<>();
                for (Object cell : row) {
                    cells.add(plain(cell));
                }
                lines.add(cells.toString());
            }
            return lines.stream().sorted().toList();
        }
    }

    private static Object plain(Object cell) throws SQLException {
        return switch (cell) {
            case Array array -> Arrays.asList((Object[]) array.getArray());
            case Map<?, ?> map -> new TreeMap<>(map);
            case null -> "null";
            default -> cell;
        };
    }

    private static List<String> complaints(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bcftools", "view", "-o", "/dev/null", file.toString()).start();
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static List<String> tool(String... command) throws IOException, InterruptedException {
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
