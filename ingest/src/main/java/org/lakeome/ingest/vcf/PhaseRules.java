package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the lists of phase sets of a call depend on its genotype (VCF 4.4, section 1.6.2, PSL, PSO and PSQ). Immutable. */
final class PhaseRules {
    private static final String[] NONE = {"."};

    private final List<String> keys;

    /** @param keys of FORMAT */
    PhaseRules(List<String> keys) {
        this.keys = keys;
    }

    /** What is wrong with a sample's column, the first thing found; empty if nothing is. */
    String fault(byte[] line, int from, int to) {
        String[] values = new String(line, from, to - from, StandardCharsets.UTF_8).split(":", -1);
        String[] sets = list(values, "PSL");
        if (!isMissing(sets) && !isMissing(list(values, "PS"))) {
            return "FORMAT PS and PSL both have a value";
        }
        for (String key : List.of("PSO", "PSQ")) {
            if (!fits(list(values, key), sets)) {
                return "FORMAT " + key + " has a value where PSL has none";
            }
        }
        return isMissing(sets) ? "" : fault(list(values, "GT")[0], sets);
    }

    private String[] list(String[] values, String key) {
        int place = keys.indexOf(key);
        return place < 0 || place >= values.length ? NONE : values[place].split(",", -1);
    }

    private static boolean isMissing(String[] list) {
        return List.of(list).stream().allMatch("."::equals);
    }

    private static boolean fits(String[] values, String[] sets) {
        for (int i = 0; i < values.length; i++) {
            if (!values[i].equals(".") && (i >= sets.length || sets[i].equals("."))) {
                return false;
            }
        }
        return true;
    }

    private static String fault(String genotype, String[] sets) {
        boolean marked = genotype.startsWith("|") || genotype.startsWith("/");
        // The first allele's mark may be left out, and then is / if any other is.
        String marks = (marked ? "" : genotype.indexOf('/') >= 0 ? "/" : "|") + genotype.replaceAll("[^|/]", "");
        if (marks.length() != sets.length) {
            return "FORMAT PSL has " + sets.length + (sets.length == 1 ? " value" : " values") + " for "
                    + marks.length() + (marks.length() == 1 ? " allele" : " alleles");
        }
        for (int i = 0; i < sets.length; i++) {
            if (marks.charAt(i) == '/' && !sets[i].equals(".")) {
                return "FORMAT PSL names a phase set of an allele that is not phased";
            }
        }
        return "";
    }
}
