package org.lakeome.ingest.vcf;

import java.util.Set;
import java.util.regex.Pattern;

/** Which IDs the specification lets a header line have, by kind and version. A version is written as {@code VCFv4.3}. */
final class HeaderNames {
    private static final Pattern BAD_ID = Pattern.compile("[\\s*<>,;\"']");
    private static final Pattern BAD_FILTER = Pattern.compile("[\\s;]");
    /** Section 1.4.7; hg38 has contigs like HLA-A*01:01:01:01. */
    private static final Pattern CONTIG =
            Pattern.compile("[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*");

    private static final Pattern HLA = Pattern.compile("HLA-[0-9A-Za-z]+\\*[0-9A-Za-z:]+");
    private static final Pattern ALLELE = Pattern.compile("[^\\s<>,]+");
    /** Sections 1.6.1, INFO, and 1.6.2. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][0-9A-Za-z_.]*");

    private static final Set<String> KINDS = Set.of("DEL", "INS", "DUP", "INV", "CNV", "BND");
    /** GATK's and samtools' alleles for whatever was not seen. */
    private static final Set<String> UNSEEN = Set.of("NON_REF", "*", "X");

    private HeaderNames() {}

    /** What is wrong with an ID; empty if nothing is. */
    static String fault(String kind, String id, String version) {
        return switch (kind) {
            case "INFO", "FORMAT" ->
                isField(kind, id, version) ? "" : "the ID " + id + " is not made of letters, digits, _ and .";
            case "FILTER" ->
                id.equals("0") || BAD_FILTER.matcher(id).find() ? "the ID " + id + " may not stand in FILTER" : "";
            case "ALT" -> allele(id, version);
            case "contig" -> contig(id, version);
            default -> BAD_ID.matcher(id).find() ? "the ID holds a character that it may not" : "";
        };
    }

    /** Whether INFO or FORMAT may have the key; before VCF 4.3 no pattern was given. */
    static boolean isField(String kind, String id, String version) {
        return version.compareTo("VCFv4.3") < 0
                || FIELD.matcher(id).matches()
                || kind.equals("INFO") && id.equals("1000G");
    }

    private static String allele(String id, String version) {
        if (!ALLELE.matcher(id).matches()) {
            return "the ID holds a character that it may not";
        }
        boolean isFree = version.compareTo("VCFv4.3") >= 0 || UNSEEN.contains(id) || id.matches("[A-Z]");
        return isFree || KINDS.contains(id.split(":", -1)[0])
                ? ""
                : "the ID " + id + " begins with none of DEL, INS, DUP, INV and CNV";
    }

    private static String contig(String id, String version) {
        boolean starred = id.indexOf('*') >= 0 && version.compareTo("VCFv4.3") >= 0;
        return CONTIG.matcher(id).matches() && !(starred && !HLA.matcher(id).matches())
                ? ""
                : "the ID holds a character that it may not";
    }
}
