package org.lakeome.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleDataTest {
    /** The seed of the quickstart. */
    private static final long SEED = 20251107;

    @TempDir
    static Path folder;

    private static ExampleData example;
    private static List<String[]> cohort;
    private static List<String[]> gvcf;
    private static List<String[]> clinical;

    @BeforeAll
    static void write() throws IOException {
        example = ExampleData.write(folder, SEED);
        cohort = records(example.cohort());
        gvcf = records(example.childGvcf());
        clinical = records(example.clinical());
    }

    /** Of the contents and not of the files: zlib may pack them differently elsewhere. */
    @Test
    void sameSeedGivesTheSameContents() throws Exception {
        assertThat(Map.of(
                        "reference", digest(Files.newInputStream(example.reference())),
                        "cohort", digest(unpacked(example.cohort())),
                        "childGvcf", digest(unpacked(example.childGvcf())),
                        "clinical", digest(unpacked(example.clinical()))))
                .isEqualTo(Map.of(
                        "reference", "a4fec49f2b8b3dcc52f13ae12f581dbdd54effba9e6f7bee48fe9e74e3c25414",
                        "cohort", "ff1926565d4983432b81c02ee977144999601fd119b2a2dfa218a25b769f2f6d",
                        "childGvcf", "16a4663d2c07751a3a40659ee3e8a05b5315b1acdc47242abdbcf7deee89ac02",
                        "clinical", "15cfc7e6937044dc8e45716c6c0b2a21f556364fa3f4a5a4d842af0d6a6c0017"));
    }

    @Test
    void anotherSeedGivesOtherContents(@TempDir Path other) throws Exception {
        ExampleData different = ExampleData.write(other, SEED + 1);

        assertThat(digest(unpacked(different.cohort()))).isNotEqualTo(digest(unpacked(example.cohort())));
    }

    @Test
    void cohortHasThePromisedCounts() {
        assertThat(example.samples()).hasSize(100).startsWith("child", "mother", "father");
        assertThat(cohort.size()).isEqualTo(10_000);
        assertThat(cohort.stream().allMatch(r -> r.length == 109)).isTrue();
        assertThat(share(cohort, r -> r[4].contains(","))).isBetween(0.025, 0.035);
        assertThat(share(cohort, r -> !r[4].contains(",") && r[3].length() + r[4].length() > 2))
                .isBetween(0.09, 0.11);
        assertThat(share(cohort, r -> r[6].equals("PASS"))).isBetween(0.96, 0.98);
        assertThat(share(cohort, r -> r[2].startsWith("rs"))).isBetween(0.58, 0.62);
        assertThat(share(cohort, r -> r[9].charAt(1) == '|')).isBetween(0.28, 0.32);
        long transitions = cohort.stream()
                .filter(r -> r[3].length() == 1 && r[4].length() == 1 && Alleles.isTransition(r[3], r[4]))
                .count();
        long singles = cohort.stream()
                .filter(r -> r[3].length() == 1 && r[4].length() == 1)
                .count();
        assertThat((double) transitions / (singles - transitions)).isBetween(2.0, 2.2);
    }

    @Test
    void infoAgreesWithTheCalls() {
        for (String[] r : cohort) {
            List<String> alleles = Arrays.stream(r)
                    .skip(9)
                    .flatMap(call ->
                            Stream.of(call.substring(0, call.indexOf(':')).split("[/|]")))
                    .filter(allele -> !allele.equals("."))
                    .toList();
            String counts = Stream.iterate(1, alt -> alt + 1)
                    .limit(r[4].split(",").length)
                    .map(alt ->
                            alleles.stream().filter(String.valueOf(alt)::equals).count())
                    .map(String::valueOf)
                    .collect(Collectors.joining(","));
            assertThat(r[7]).contains("AC=" + counts + ";").contains(";AN=" + alleles.size() + ";");
            assertThat(counts.split(",")).doesNotContain("0");
        }
    }

    @Test
    void childInheritsOneAlleleOfEachParent() {
        for (String[] r : cohort) {
            String[] child = r[9].substring(0, 3).split("[/|]");
            String mother = r[10].substring(0, 3);
            String father = r[11].substring(0, 3);
            boolean phased = r[9].charAt(1) == '|';
            boolean inOrder = father.contains(child[0]) && mother.contains(child[1]);
            boolean swapped = father.contains(child[1]) && mother.contains(child[0]);
            assertThat(inOrder || !phased && swapped)
                    .as(String.join(" ", r[0], r[1]))
                    .isTrue();
        }
    }

    @Test
    void gvcfCoversEveryBaseOnceAndHoldsTheChildsVariants() {
        Map<String, Integer> next = new HashMap<>();
        for (String[] r : gvcf) {
            int start = Integer.parseInt(r[1]);
            assertThat(start).isEqualTo(next.getOrDefault(r[0], Genome.LEADING_N + 1));
            int end = r[7].startsWith("END=") ? Integer.parseInt(r[7].substring(4)) : start + r[3].length() - 1;
            next.put(r[0], end + 1);
        }
        assertThat(next).containsOnly(Map.entry("chr20", 640_001), Map.entry("chr22", 560_001));
        assertThat(gvcf.stream().filter(r -> !r[4].equals("<NON_REF>")).map(r -> r[0] + r[1]))
                .containsExactlyElementsOf(cohort.stream()
                        .filter(r -> !r[9].substring(0, 3).matches("0[/|]0"))
                        .map(r -> r[0] + r[1])
                        .toList());
    }

    @Test
    void childCarriesExactlyOnePathogenicVariant() {
        ExampleData.Finding finding = example.finding();
        List<String> carried = cohort.stream()
                .filter(r -> !r[9].substring(0, 3).matches("0[/|]0"))
                .map(r -> r[0] + ":" + r[1])
                .toList();

        assertThat(clinical.stream()
                        .filter(r -> r[7].contains("athogenic;"))
                        .map(r -> r[0] + ":" + r[1])
                        .filter(carried::contains))
                .containsExactly(finding.contig() + ":" + finding.position());
        assertThat(clinical).hasSizeBetween(500, 501).anySatisfy(r -> assertThat(r)
                .contains(finding.contig(), String.valueOf(finding.position()), finding.ref(), finding.alt()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cohort.vcf.gz", "child.g.vcf.gz", "clinical.vcf.gz"})
    void bcftoolsTakesTheFilesAndAgreesWithTheReference(String name) throws Exception {
        assumeThat(isInstalled("bcftools")).as("bcftools is installed").isTrue();
        Path file = folder.resolve(name);

        assertThat(run("bcftools", "view", "-o", folder.resolve("out").toString(), file.toString()))
                .isEmpty();
        String norm = run(
                "bcftools",
                "norm",
                "-c",
                "e",
                "-f",
                example.reference().toString(),
                "-o",
                folder.resolve("out").toString(),
                file.toString());
        assertThat(norm).as("nothing was realigned").contains("/0/0/0").doesNotContain("rror", "arning");
        assertThat(run("bcftools", "index", "-f", "-t", file.toString())).isEmpty();
    }

    private static double share(List<String[]> records, Predicate<String[]> which) {
        return (double) records.stream().filter(which).count() / records.size();
    }

    private static List<String[]> records(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .toList();
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        return new GZIPInputStream(Files.newInputStream(file), 65_536);
    }

    private static String digest(InputStream content) throws Exception {
        try (content) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.readAllBytes()));
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
