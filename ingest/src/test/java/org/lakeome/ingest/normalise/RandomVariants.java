package org.lakeome.ingest.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** References full of repeats, and variants on them that are written in needlessly long and shifted ways. */
final class RandomVariants {
    private static final String BASES = "ACGT";

    /** 0-based. */
    record Variant(int start, String reference, List<String> alternates) {
        String haplotype(String contig, int alternate) {
            return contig.substring(0, start)
                    + alternates.get(alternate)
                    + contig.substring(start + reference.length());
        }
    }

    private final Random random;

    RandomVariants(long seed) {
        random = new Random(seed);
    }

    String contig(int length) {
        StringBuilder bases = new StringBuilder();
        while (bases.length() < length) {
            bases.append(bases(random.nextInt(8)));
            bases.append(bases(1 + random.nextInt(4)).repeat(random.nextInt(40)));
            if (random.nextInt(20) == 0) {
                bases.append("N".repeat(random.nextInt(30)));
            }
        }
        return bases.substring(0, length);
    }

    private String bases(int length) {
        StringBuilder bases = new StringBuilder();
        for (int i = 0; i < length; i++) {
            bases.append(BASES.charAt(random.nextInt(BASES.length())));
        }
        return bases.toString();
    }

    Variant variant(String contig, int alternates) {
        int start = random.nextInt(contig.length() - 40);
        String reference = contig.substring(start, start + 1 + random.nextInt(12));
        List<String> alleles = new ArrayList<>();
        for (int tries = 0; alleles.size() < alternates && tries < 50; tries++) {
            String allele = alternate(contig, reference, start);
            if (!allele.equals(reference) && !alleles.contains(allele)) {
                alleles.add(allele);
            }
        }
        // Bases that all alleles share, before and behind.
        int before = Math.min(start, random.nextInt(4));
        int end = start + reference.length();
        String behind = contig.substring(end, end + random.nextInt(4));
        String shared = contig.substring(start - before, start);
        List<String> padded =
                alleles.stream().map(allele -> shared + allele + behind).toList();
        return new Variant(start - before, shared + reference + behind, padded);
    }

    private String alternate(String contig, String reference, int start) {
        int at = random.nextInt(reference.length());
        switch (random.nextInt(4)) {
            case 0:
                return reference.substring(0, 1);
            case 1:
                // Again what follows, as in a longer repeat.
                return reference + contig.substring(start + reference.length(), start + reference.length() + 1 + at);
            case 2:
                return reference.substring(0, at) + bases(1) + reference.substring(at + 1);
            default:
                return reference.substring(0, at + 1) + bases(1 + random.nextInt(3)) + reference.substring(at + 1);
        }
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long seed() {
        return random.nextLong();
    }
}
