package org.lakeome.example;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.lakeome.vcf.BlockGzip;

/**
 * The example of the quickstart, drawn from a seed: the same seed gives the same contents. Everything in it is invented; nobody's data
 * went in.
 *
 * @param reference FASTA of two contigs
 * @param cohort 10,000 records of 100 samples, bgzip
 * @param childGvcf the child alone as gVCF, bgzip
 * @param clinical sites without samples with clinical annotations, bgzip
 * @param finding the one pathogenic variant of {@code clinical} that the child carries
 */
public record ExampleData(
        Path reference, Path cohort, Path childGvcf, Path clinical, List<String> samples, Finding finding) {

    /** @param position from 1, as in a VCF */
    public record Finding(String contig, int position, String ref, String alt, String gene, String condition) {}

    public ExampleData {
        samples = List.copyOf(samples);
    }

    /** Writes the files into the folder, over earlier ones. */
    public static ExampleData write(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(seed);
        Genome genome = Genome.draw(random);
        Cohort cohort = Cohort.draw(genome, random);
        Path reference = folder.resolve("reference.fa");
        Path cohortVcf = folder.resolve("cohort.vcf.gz");
        Path childGvcf = folder.resolve("child.g.vcf.gz");
        Path clinical = folder.resolve("clinical.vcf.gz");
        try (Writer out = Files.newBufferedWriter(reference)) {
            genome.writeFasta(out);
        }
        try (Writer out = bgzip(cohortVcf)) {
            CohortVcf.write(genome, cohort, out);
        }
        try (Writer out = bgzip(childGvcf)) {
            new ChildGvcf(genome, cohort, random, out).write();
        }
        Finding finding;
        try (Writer out = bgzip(clinical)) {
            finding = ClinicalVcf.write(genome, cohort, random, out);
        }
        return new ExampleData(reference, cohortVcf, childGvcf, clinical, cohort.samples(), finding);
    }

    private static Writer bgzip(Path file) throws IOException {
        OutputStream below = Files.newOutputStream(file);
        return new BufferedWriter(new OutputStreamWriter(new BlockGzip(below), StandardCharsets.UTF_8));
    }
}
