package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;

/** Files of other projects, imported through the API and read by SQL, agree with bcftools row by row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealFilesTest {

    private Jobs jobs;
    private RunningLakeome lakeome;

    @BeforeAll
    void start() throws IOException {
        assumeTrue(
                Files.isDirectory(RunningLakeome.DATA), "no data files at " + RunningLakeome.DATA + " (LAKEOME_DATA)");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bcftools")), "no bcftools");
        lakeome = RunningLakeome.get();
        jobs = new Jobs(lakeome, "dora");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "opencga/opencga-storage/opencga-storage-core/src/test/resources/quartet.variants.annotated.partial.vcf.gz"
            })
    void agreesWithBcftools(String name) throws Exception {
        Path file = RunningLakeome.DATA.resolve(name);
        assumeTrue(Files.exists(file), "no " + file);
        String store = "f" + Integer.toUnsignedString(name.hashCode());
        jobs.store(store);

        GetVariantImportJobResponse job = jobs.run(store, jobs.upload(file));

        assertThat(job.status()).as(job.statusMessage() + job.items()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fromSql(store)).containsExactlyElementsOf(fromBcftools(file));
        jobs.drop(store);
    }

    /** contig, 0-based start, REF, ALT, sample, allele numbers; sorted as text. */
    private List<String> fromSql(String store) throws SQLException {
        try (Connection connection = lakeome.connect("dora")) {
            List<String> lines = new ArrayList<>();
            for (List<Object> row : RunningLakeome.rows(
                    connection,
                    "SELECT contigname, start, referenceallele, alternatealleles, sampleid, calls FROM " + store)) {
                lines.add("%s %s %s %s %s %s"
                        .formatted(
                                row.get(0),
                                row.get(1),
                                row.get(2),
                                joined(row.get(3)),
                                row.get(4),
                                joined(row.get(5))));
            }
            return lines.stream().sorted().toList();
        }
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
