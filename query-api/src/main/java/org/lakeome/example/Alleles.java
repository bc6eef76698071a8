package org.lakeome.example;

import java.util.List;
import java.util.Random;

/** REF and ALT of one site, left-aligned and in agreement with the reference. */
record Alleles(String ref, List<String> alts) {
    /** The longest reference allele, in bases. */
    static final int LONGEST = 13;

    private static final String BASES = "ACGT";
    // Ti/Tv of 2.1, as in human genomes: 2.1 / 3.1 of the single changes are transitions.
    private static final double TRANSITIONS = 2.1 / 3.1;

    Alleles {
        alts = List.copyOf(alts);
    }

    static Alleles draw(Genome.Contig contig, int position, Random random) {
        int kind = random.nextInt(100);
        String base = contig.at(position, 1);
        if (kind < 5) {
            return new Alleles(base, List.of(base + inserted(base, random)));
        }
        if (kind < 10) {
            return new Alleles(deleted(contig, position, base, random), List.of(base));
        }
        String change = change(base, random);
        if (kind >= 13) {
            return new Alleles(base, List.of(change));
        }
        // Multi-allelic: two single changes, or a change and an insertion.
        if (kind == 12) {
            return new Alleles(base, List.of(change, base + inserted(base, random)));
        }
        String other = BASES.replace(base, "").replace(change, "");
        return new Alleles(base, List.of(change, other.substring(0, 1)));
    }

    static boolean isTransition(String ref, String alt) {
        return transition(ref).equals(alt);
    }

    private static String change(String base, Random random) {
        if (random.nextDouble() < TRANSITIONS) {
            return transition(base);
        }
        String transversions = BASES.replace(base, "").replace(transition(base), "");
        int pick = random.nextInt(2);
        return transversions.substring(pick, pick + 1);
    }

    private static String transition(String base) {
        return switch (base) {
            case "A" -> "G";
            case "G" -> "A";
            case "C" -> "T";
            case "T" -> "C";
            default -> throw new IllegalArgumentException("'" + base + "' is not a base");
        };
    }

    /** Ends in another base than the one before it, or the insertion could be shifted to the left. */
    private static String inserted(String base, Random random) {
        StringBuilder bases = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 1; i < length; i++) {
            bases.append(BASES.charAt(random.nextInt(4)));
        }
        return bases.append(BASES.replace(base, "").charAt(random.nextInt(3))).toString();
    }

    /** The same for a deletion: the first length, from a drawn one on, that cannot be shifted; else the anchor's neighbour. */
    private static String deleted(Genome.Contig contig, int position, String base, Random random) {
        int wanted = 1 + random.nextInt(LONGEST - 1);
        for (int tried = 0; tried < LONGEST - 1; tried++) {
            int length = 1 + (wanted - 1 + tried) % (LONGEST - 1);
            String ref = contig.at(position, 1 + length);
            if (!ref.endsWith(base)) {
                return ref;
            }
        }
        return contig.at(position, 2);
    }
}
