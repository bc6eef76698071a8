package org.lakeome.ingest.normalise;

/** What a header's Number makes of a field's values when its record is split (VCF 4.5, section 1.4.2). */
enum Cardinality {
    /** Not by allele: the values are copied. */
    OTHER,
    /** One value per ALT allele. */
    A,
    /** One per allele, REF first. */
    R,
    /** One per genotype. */
    G,
    /** As A, R and G, but of the alleles that the sample's LAA lists. */
    LA,
    LR,
    LG,
    /** The sample's list of its ALT alleles, by their numbers. */
    LAA,
    /** Allele numbers with separators. */
    GT;

    static Cardinality of(String number) {
        switch (number) {
            case "A":
                return A;
            case "R":
                return R;
            case "G":
                return G;
            case "LA":
                return LA;
            case "LR":
                return LR;
            case "LG":
                return LG;
            default:
                return OTHER;
        }
    }

    static Cardinality ofFormat(String id, String number) {
        return id.equals("GT") ? GT : id.equals("LAA") ? LAA : of(number);
    }

    boolean isLocal() {
        return this == LA || this == LR || this == LG;
    }
}
