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

    /** Whether values of the field lie in a column of their own, if the file declares it so that they can. */
    static boolean hasColumn(String id) {
        return isList(id) || id.equals("DP") || id.equals("GQ") || id.equals("PS");
    }

    /** Whether the field has a column of lists. */
    static boolean isList(String id) {
        return id.equals("AD") || id.equals("PL") || id.equals("GL") || id.equals("SPL");
    }

    /** What the VCF specification says of a field that no header declares. */
    static HeaderLine declaration(String id) {
        ReservedFields.Shape shape = ReservedFields.format(id).orElse(new ReservedFields.Shape(".", "String"));
        return HeaderLine.field("FORMAT", id, shape.number(), shape.type(), description(id));
    }

    private static String description(String id) {
        return switch (id) {
            case "GT" -> "Genotype";
            case "AD" -> "Read depth for each allele";
            case "DP" -> "Read depth";
            case "GQ" -> "Conditional genotype quality";
            case "PL" -> "Phred-scaled genotype likelihoods";
            case "GL" -> "Genotype likelihoods";
            case "PS" -> "Phase set";
            case "SPL" -> "Normalised Phred-scaled likelihoods";
            case "FT" -> "Filters of the call";
            default -> HeaderLine.UNDECLARED;
        };
    }
}
