package org.lakeome.example;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was seen in one sample at one site: two alleles, or none.
 *
 * @param alleles empty if the genotype is missing
 * @param alleleDepths reads per allele
 */
record Call(List<Integer> alleles, List<Integer> alleleDepths, int quality) {
    private static final int BEST = 99;

    Call {
        alleles = List.copyOf(alleles);
        alleleDepths = List.copyOf(alleleDepths);
    }

    static Call missing() {
        return new Call(List.of(), List.of(), 0);
    }

    /** Draws reads around a depth of 30 that fit the genotype. */
    static Call draw(int first, int second, int alleleCount, Random random) {
        int depth = (int) Math.max(8, Math.round(30 + 6 * random.nextGaussian()));
        int[] reads = new int[alleleCount];
        if (first == second) {
            reads[first] = depth;
            int stray = random.nextInt(50) == 0 ? 1 : 0;
            reads[(first + 1) % alleleCount] += stray;
            reads[first] -= stray;
            return new Call(List.of(first, second), boxed(reads), Math.min(BEST, 3 * depth - 9 * stray));
        }
        int half = (int) Math.round(depth / 2.0 + Math.sqrt(depth) / 2 * random.nextGaussian());
        reads[second] = Math.clamp(half, 2, depth - 2);
        reads[first] = depth - reads[second];
        return new Call(
                List.of(first, second), boxed(reads), Math.min(BEST, 20 + 5 * Math.min(reads[first], reads[second])));
    }

    boolean isMissing() {
        return alleles.isEmpty();
    }

    int count(int allele) {
        return (int) alleles.stream().filter(own -> own == allele).count();
    }

    boolean carriesAlternate() {
        return alleles.stream().anyMatch(allele -> allele > 0);
    }

    int depth() {
        return alleleDepths.stream().mapToInt(Integer::intValue).sum();
    }

    String genotype(boolean phased) {
        if (isMissing()) {
            return "./.";
        }
        return phased
                ? alleles.get(0) + "|" + alleles.get(1)
                : Math.min(alleles.get(0), alleles.get(1)) + "/" + Math.max(alleles.get(0), alleles.get(1));
    }

    /** Phred-scaled likelihoods in the order of the VCF specification; the best is 0 and the second best the genotype quality. */
    String likelihoods(int alleleCount) {
        int low = Math.min(alleles.get(0), alleles.get(1));
        int high = Math.max(alleles.get(0), alleles.get(1));
        StringBuilder text = new StringBuilder();
        int near = 0;
        for (int k = 0; k < alleleCount; k++) {
            for (int j = 0; j <= k; j++) {
                text.append(text.isEmpty() ? "" : ",");
                if (j == low && k == high) {
                    text.append(0);
                } else if (j == low || k == high || j == high || k == low) {
                    text.append(quality + 12 * near++);
                } else {
                    text.append(2 * quality + 200);
                }
            }
        }
        return text.toString();
    }

    String depths() {
        return alleleDepths.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> boxed(int[] values) {
        return IntStream.of(values).boxed().toList();
    }
}
