package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.Corpus;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;

/** Our rows beside those of the installed {@code bcftools norm}. */
class BcftoolsNormDifferentialTest {
    private static final long LARGEST_BYTES = 1_000_000;
    private static final int MOST_SAMPLES = 100;
    /** Where bcftools 1.16 writes empty values, which is no VCF, and where it stops at VCF 4.4's separator before the first allele. */
    private static final Set<String> NOT_COMPARED =
            Set.of("bcftools-norm/norm.m-any.vcf", "ebi-v44/passed/passed_body_samples_1.vcf");

    @TempDir
    Path folder;

    @BeforeEach
    void requireBcftools() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "bcftools")));
        Assumptions.assumeTrue(found, "skipped: 2 comparisons need bcftools on the PATH");
    }

    @Test
    void multiallelicRecordsOfTheCorpusAreSplitAlike() throws IOException, InterruptedException {
        Path data = Corpus.require("1 comparison with bcftools norm");
        List<String> differences = new ArrayList<>();
        int compared = 0;
        int parts = 0;
        for (Path file : Corpus.vcfs(data)) {
            String name = data.relativize(file).toString();
            if (Files.size(file) > LARGEST_BYTES || name.contains("/failed/") || NOT_COMPARED.contains(name)) {
                continue;
            }
            List<String> ours = ours(file);
            Path out = folder.resolve("out.vcf");
            if (!ours.isEmpty() && bcftools(out, "-m", "-any", file.toString())) {
                compared++;
                parts += ours.size();
                compare(name, ours, theirs(out), differences);
            }
        }
        System.out.println("split beside bcftools: " + compared + " files, " + parts + " rows");
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(20);
    }

    /** Empty if the file cannot be read or has nothing to split. */
    private static List<String> ours(Path file) throws IOException {
        try {
            TextSource source = TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
            boolean[] split = {false};
            if (HeaderParser.parse(source).samples().size() > MOST_SAMPLES) {
                return List.of();
            }
            Rows.visit(
                    source,
                    Rows.SPLIT,
                    (batch, record, header) -> split[0] |= batch.site(record).splitFromMultiallelic());
            return split[0] ? Rows.cells(source, Rows.SPLIT) : List.of();
        } catch (InputFault fault) {
            return List.of();
        }
    }

    private static List<String> theirs(Path out) throws IOException {
        try {
            return Rows.cells(TextSource.open(LocalFile.of(out), IngestLimits.DEFAULT), ReadOptions.AS_WRITTEN);
        } catch (InputFault fault) {
            return List.of("not VCF: " + fault.getMessage());
        }
    }

    @Test
    void randomVariantsInRepeatsAreAlignedAlike() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        System.out.println("aligned beside bcftools: seed " + seed);
        RandomVariants random = new RandomVariants(seed);
        Map<String, String> contigs = new LinkedHashMap<>();
        IntStream.range(0, 4).forEach(i -> contigs.put("chr" + i, random.contig(5_000)));
        Path fasta = Files.writeString(folder.resolve("random.fa"), fasta(contigs));
        Path vcf = Files.writeString(folder.resolve("random.vcf"), vcf(contigs, random));
        for (boolean split : List.of(false, true)) {
            Path out = folder.resolve("aligned.vcf");
            List<String> options = split ? List.of("-m", "-any", "-f") : List.of("-f");
            List<String> command = new ArrayList<>(options);
            command.add(fasta.toString());
            command.add(vcf.toString());
            assertThat(bcftools(out, command.toArray(String[]::new))).isTrue();
            List<String> differences = new ArrayList<>();
            compare(
                    "seed " + seed,
                    Rows.cells(
                            TextSource.open(LocalFile.of(vcf), IngestLimits.DEFAULT),
                            Rows.aligned(References.of(fasta), split)),
                    Rows.cells(TextSource.open(LocalFile.of(out), IngestLimits.DEFAULT), ReadOptions.AS_WRITTEN),
                    differences);
            assertThat(differences).isEmpty();
        }
    }

    private static String fasta(Map<String, String> contigs) {
        StringBuilder text = new StringBuilder();
        contigs.forEach((name, bases) ->
                text.append('>').append(name).append('\n').append(bases).append('\n'));
        return text.toString();
    }

    private static String vcf(Map<String, String> contigs, RandomVariants random) {
        StringBuilder text = new StringBuilder("##fileformat=VCFv4.2\n");
        contigs.forEach((name, bases) -> text.append("##contig=<ID=" + name + ",length=" + bases.length() + ">\n"));
        text.append("##INFO=<ID=END,Number=1,Type=Integer,Description=\"End\">\n");
        text.append("##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n");
        text.append("##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"Likelihoods\">\n");
        text.append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n");
        contigs.forEach((name, bases) -> {
            for (int i = 0; i < 500; i++) {
                RandomVariants.Variant variant = random.variant(bases, 1 + random.below(3));
                int end = variant.start() + variant.reference().length();
                text.append(name + "\t" + (variant.start() + 1) + "\t.\t" + variant.reference() + "\t"
                        + String.join(",", variant.alternates()) + "\t.\t.\t" + (i % 3 == 0 ? "END=" + end : ".")
                        + "\tGT:PL");
                for (int sample = 0; sample < 2; sample++) {
                    int alleles = variant.alternates().size() + 1;
                    int values = sample == 0 ? alleles : alleles * (alleles + 1) / 2;
                    String genotype = random.below(alleles) + (sample == 0 ? "" : "/" + random.below(alleles));
                    text.append("\t" + genotype + ":"
                            + String.join(",", Collections.nCopies(values, String.valueOf(random.below(90)))));
                }
                text.append('\n');
            }
        });
        return text.toString();
    }

    private static void compare(String name, List<String> ours, List<String> theirs, List<String> differences) {
        List<String> left = new ArrayList<>(ours);
        List<String> right = new ArrayList<>(theirs);
        left.sort(null);
        right.sort(null);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String mine = i < left.size() ? left.get(i) : "none";
            String other = i < right.size() ? right.get(i) : "none";
            if (!mine.equals(other)) {
                differences.add(name + "\n  ours   " + mine + "\n  theirs " + other + "\n");
                return;
            }
        }
    }

    private static boolean bcftools(Path out, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bcftools", "norm", "--no-version", "-o", out.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 && !said.isBlank();
    }
}
