package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormaliserPropertyTest {
    private static final int VARIANTS = 20_000;

    private record Normal(boolean changed, RandomVariants.Variant variant) {}

    @Test
    void normalisingKeepsEveryHaplotypeAndIsDoneOnce() throws IOException {
        long seed = System.nanoTime();
        String seeded = "seed " + seed;
        System.out.println("normaliser properties: " + seeded);
        RandomVariants random = new RandomVariants(seed);
        int changed = 0;
        for (int round = 0; round < 20; round++) {
            String contig = random.contig(2_000);
            // A line width and blocks that fall into repeats.
            ReferenceSequence reference = References.of(Map.of("other", contig.substring(7), "chr1", contig));
            try (Normaliser normaliser = new Normaliser(reference, List.of())) {
                for (int i = 0; i < VARIANTS / 20; i++) {
                    RandomVariants.Variant written = random.variant(contig, 1 + random.below(3));
                    Normal once = normal(normaliser, written);
                    Normal twice = normal(normaliser, once.variant());
                    assertThat(twice.changed()).as("%s %s", seeded, written).isFalse();
                    sameHaplotypes(contig, written, once.variant(), seeded);
                    isParsimonious(once.variant(), seeded);
                    changed += once.changed() ? 1 : 0;
                }
            }
        }
        System.out.println("normaliser properties: " + changed + " of " + VARIANTS + " variants were changed");
        assertThat(changed).isGreaterThan(VARIANTS / 2);
    }

    private static void sameHaplotypes(
            String contig, RandomVariants.Variant written, RandomVariants.Variant normal, String seeded) {
        assertThat(contig.substring(
                        normal.start(), normal.start() + normal.reference().length()))
                .as("%s %s", seeded, written)
                .isEqualTo(normal.reference());
        for (int allele = 0; allele < written.alternates().size(); allele++) {
            assertThat(normal.haplotype(contig, allele))
                    .as("%s %s", seeded, written)
                    .isEqualTo(written.haplotype(contig, allele));
        }
    }

    /** No base can be taken off an end, and where an allele is one base long the alleles do not all end alike. */
    private static void isParsimonious(RandomVariants.Variant normal, String seeded) {
        List<String> alleles = new ArrayList<>(normal.alternates());
        alleles.add(normal.reference());
        boolean sameEnd = alleles.stream()
                        .map(allele -> allele.charAt(allele.length() - 1))
                        .distinct()
                        .count()
                == 1;
        boolean sameStart =
                alleles.stream().map(allele -> allele.charAt(0)).distinct().count() == 1;
        boolean allLonger = alleles.stream().allMatch(allele -> allele.length() > 1);
        assertThat(sameEnd && normal.start() > 0).as("%s %s", seeded, normal).isFalse();
        assertThat(sameStart && allLonger).as("%s %s", seeded, normal).isFalse();
    }

    private static Normal normal(Normaliser normaliser, RandomVariants.Variant variant) throws IOException {
        byte[] text = (variant.reference() + "\t" + String.join(",", variant.alternates()))
                .getBytes(StandardCharsets.US_ASCII);
        int tab = variant.reference().length();
        boolean changed =
                normaliser.normalise(normaliser.contig("chr1"), variant.start(), text, 0, tab, tab + 1, text.length);
        if (!changed) {
            return new Normal(false, variant);
        }
        String out = new String(normaliser.text(), 0, normaliser.length(), StandardCharsets.US_ASCII);
        return new Normal(
                true,
                new RandomVariants.Variant(
                        (int) normaliser.start(),
                        out.substring(0, normaliser.referenceLength()),
                        List.of(out.substring(normaliser.referenceLength()).split(","))));
    }
}
