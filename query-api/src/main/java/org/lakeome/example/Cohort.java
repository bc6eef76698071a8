package org.lakeome.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** 100 invented samples: a child, its mother and father, and 97 unrelated ones, with their calls at every site. */
record Cohort(List<String> samples, List<Site> sites) {
    static final int CHILD = 0;
    static final int MOTHER = 1;
    static final int FATHER = 2;
    private static final int SAMPLES = 100;
    private static final int SITES = 10_000;

    Cohort {
        samples = List.copyOf(samples);
        sites = List.copyOf(sites);
    }

    static Cohort draw(Genome genome, Random random) {
        List<String> samples = Stream.concat(
                        Stream.of("child", "mother", "father"),
                        IntStream.rangeClosed(4, SAMPLES).mapToObj("sample_%03d"::formatted))
                .toList();
        long bases = genome.contigs().stream().mapToLong(Genome.Contig::length).sum();
        long before = 0;
        List<Site> sites = new ArrayList<>();
        for (Genome.Contig contig : genome.contigs()) {
            before += contig.length();
            int count = (int) (SITES * before / bases) - sites.size();
            // One site in each slot, with room for its longest deletion: no two sites overlap.
            int slot = (contig.length() - Genome.LEADING_N) / count;
            for (int i = 0; i < count; i++) {
                int position = Genome.LEADING_N + i * slot + 1 + random.nextInt(slot - Alleles.LONGEST - 1);
                sites.add(site(contig, position, sites.size(), random));
            }
        }
        return new Cohort(samples, sites);
    }

    private static Site site(Genome.Contig contig, int position, int number, Random random) {
        Alleles alleles = Alleles.draw(contig, position, random);
        int count = alleles.alts().size() + 1;
        double frequency = 0.004 + 0.5 * Math.pow(random.nextDouble(), 2.5);
        int[][] genotypes = new int[SAMPLES][];
        for (int sample = MOTHER; sample < SAMPLES; sample++) {
            genotypes[sample] = new int[] {allele(count, frequency, random), allele(count, frequency, random)};
        }
        for (int alt = 1; alt < count; alt++) {
            // Somebody carries every allele; the samples drawn here are unrelated ones.
            genotypes[3 + random.nextInt(SAMPLES - 3)][1] = alt;
        }
        genotypes[CHILD] = new int[] {genotypes[FATHER][random.nextInt(2)], genotypes[MOTHER][random.nextInt(2)]};
        boolean failing = random.nextInt(100) < 3;
        List<Call> calls = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            int[] own = genotypes[sample];
            boolean missing = sample > FATHER && !isOnlyCarrier(genotypes, sample) && random.nextInt(250) == 0;
            calls.add(missing ? Call.missing() : Call.draw(own[0], own[1], count, random));
        }
        return new Site(
                contig.name(),
                position,
                // Far above the numbers that dbSNP has given out: nobody takes it for a real variant.
                random.nextInt(10) < 6 ? "rs" + (9_900_000_000L + number) : ".",
                alleles.ref(),
                alleles.alts(),
                failing ? 10 + random.nextInt(1_900) / 100.0 : 60 + random.nextInt(300_000) / 100.0,
                failing ? failures(random) : List.of(),
                random.nextInt(10) < 3,
                calls);
    }

    private static int allele(int count, double frequency, Random random) {
        double draw = random.nextDouble();
        if (count == 3 && draw < frequency / 3) {
            return 2;
        }
        return draw < frequency ? 1 : 0;
    }

    private static boolean isOnlyCarrier(int[][] genotypes, int sample) {
        return IntStream.of(genotypes[sample]).filter(allele -> allele > 0).anyMatch(allele -> IntStream.range(
                        0, genotypes.length)
                .filter(other -> other != sample)
                .noneMatch(other -> genotypes[other][0] == allele || genotypes[other][1] == allele));
    }

    private static List<String> failures(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> List.of("StrandBias");
            case 1 -> List.of("LowQual", "StrandBias");
            default -> List.of("LowQual");
        };
    }
}
