package org.lakeome.vcf;

import java.util.Locale;

/** The names that FORMAT fields have in the column {@code information} (HealthOmics table contract, 3.5), and back. */
final class FormatKeys {
    private FormatKeys() {}

    static String key(String id) {
        return switch (id) {
            case "FT" -> "genotype_filters";
            case "GP" -> "posteriorprobabilities";
            case "HQ" -> "haplotypequalities";
            case "EC" -> "expectedallelecounts";
            case "MQ" -> "mappingquality";
            default -> id.toLowerCase(Locale.ROOT);
        };
    }

    /** The likeliest id of a key that no header declares. */
    static String id(String key) {
        return switch (key) {
            case "genotype_filters" -> "FT";
            case "posteriorprobabilities" -> "GP";
            case "haplotypequalities" -> "HQ";
            case "expectedallelecounts" -> "EC";
            case "mappingquality" -> "MQ";
            default -> key.toUpperCase(Locale.ROOT);
        };
    }

    /** What the VCF specification says of a field that no header declares. */
    static HeaderLine declaration(String id) {
        return switch (id) {
            case "GT" -> HeaderLine.field("FORMAT", id, "1", "String", "Genotype");
            case "AD" -> HeaderLine.field("FORMAT", id, "R", "Integer", "Read depth for each allele");
            case "DP" -> HeaderLine.field("FORMAT", id, "1", "Integer", "Read depth");
            case "GQ" -> HeaderLine.field("FORMAT", id, "1", "Integer", "Conditional genotype quality");
            case "PL" -> HeaderLine.field("FORMAT", id, "G", "Integer", "Phred-scaled genotype likelihoods");
            case "GL" -> HeaderLine.field("FORMAT", id, "G", "Float", "Genotype likelihoods");
            case "PS" -> HeaderLine.field("FORMAT", id, "1", "Integer", "Phase set");
            case "SPL" -> HeaderLine.field("FORMAT", id, ".", "Integer", "Normalised Phred-scaled likelihoods");
            case "FT" -> HeaderLine.field("FORMAT", id, "1", "String", "Filters of the call");
            default -> HeaderLine.field("FORMAT", id, ".", "String", HeaderLine.UNDECLARED);
        };
    }
}
