package org.lakeome.ingest.normalise;

/** The order of genotypes in fields of Number=G, of any ploidy (VCF 4.3, section 1.6.2). */
final class GenotypeOrder {
    private GenotypeOrder() {}

    /** The ploidy at which so many alleles have so many genotypes, or 0 if there is none. */
    static int ploidy(int genotypes, int alleles) {
        long count = 1;
        for (int ploidy = 1; count < genotypes && alleles > 1; ploidy++) {
            count = count * (alleles + ploidy - 1) / ploidy;
            if (count == genotypes) {
                return ploidy;
            }
        }
        return 0;
    }

    /**
     * Places of the genotypes that have only REF and the allele: without it, with it once, and so on up to the ploidy. They
     * come in this order.
     */
    static int[] places(int allele, int ploidy) {
        // The place of sorted alleles a1 <= a2 ... is the sum of (ai + i - 1 over i), of which REF adds nothing.
        long[] steps = new long[ploidy + 1];
        steps[0] = 1;
        for (int i = 1; i <= ploidy; i++) {
            steps[i] = steps[i - 1] * (allele + i - 1) / i;
        }
        int[] places = new int[ploidy + 1];
        for (int copies = 1; copies <= ploidy; copies++) {
            places[copies] = (int) (places[copies - 1] + steps[ploidy - copies + 1]);
        }
        return places;
    }
}
