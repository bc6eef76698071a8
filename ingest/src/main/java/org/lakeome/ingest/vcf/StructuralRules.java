package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the INFO keys of structural variants depend on each other (VCF 4.4, sections 3 and 5.6). For one thread. */
final class StructuralRules {
    private static final Set<String> KINDS = Set.of("DEL", "DUP", "INS", "INV", "CNV");
    private static final Set<String> CLAIMS = Set.of("D", "J", "DJ", ".");
    private static final String[] NONE = {};

    private StructuralRules() {}

    /** What is wrong with a record, the first thing found; null if nothing is. Column i is [tabs[i] + 1, tabs[i + 1]). */
    static String fault(byte[] line, int[] tabs, boolean sitesOnly) {
        if (!hasSymbol(line, tabs[4] + 1, tabs[5])) {
            return null;
        }
        String[] alternates = text(line, tabs[4] + 1, tabs[5]).split(",");
        List<String> kinds =
                Arrays.stream(alternates).map(StructuralRules::kind).toList();
        if (kinds.stream().noneMatch(KINDS::contains)) {
            return null;
        }
        Map<String, String[]> info = new HashMap<>();
        for (String entry : text(line, tabs[7] + 1, tabs[8]).split(";")) {
            int equals = entry.indexOf('=');
            info.put(
                    equals < 0 ? entry : entry.substring(0, equals),
                    equals < 0 ? NONE : entry.substring(equals + 1).split(",", -1));
        }
        String fault = claims(kinds, info.get("SVCLAIM"));
        if (fault == null) {
            fault = lengths(kinds, info.get("SVLEN"), !sitesOnly && hasCopyNumber(line, tabs[8] + 1));
        }
        return fault == null ? RepeatRules.fault(alternates, info) : fault;
    }

    private static boolean hasSymbol(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == '<') {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    /** {@code DEL} of {@code <DEL:ME>}; empty for an allele that is not symbolic. */
    private static String kind(String allele) {
        return allele.startsWith("<") && allele.endsWith(">")
                ? allele.substring(1, allele.length() - 1).split(":")[0]
                : "";
    }

    private static String claims(List<String> kinds, String[] claims) {
        boolean none = claims == null || claims.length == 1 && claims[0].equals(".");
        if (!none && claims.length != kinds.size()) {
            return "INFO SVCLAIM has " + claims.length + (claims.length == 1 ? " value" : " values") + ", not "
                    + kinds.size();
        }
        if (!none && !CLAIMS.containsAll(List.of(claims))) {
            return "INFO SVCLAIM holds a value other than D, J and DJ";
        }
        for (int i = 0; i < kinds.size(); i++) {
            boolean needed = kinds.get(i).equals("DEL") || kinds.get(i).equals("DUP");
            if (needed && (none || claims[i].equals("."))) {
                return "INFO SVCLAIM is missing for a deletion or duplication";
            }
        }
        return null;
    }

    private static String lengths(List<String> kinds, String[] lengths, boolean hasCopyNumber) {
        if (lengths == null) {
            return "INFO SVLEN is missing for a structural variant";
        }
        if (!hasCopyNumber || lengths.length != kinds.size()) {
            return null;
        }
        String first = "";
        for (int i = 0; i < lengths.length; i++) {
            if (Set.of("DEL", "DUP", "CNV").contains(kinds.get(i)) && !lengths[i].equals(".")) {
                if (!first.isEmpty() && !first.equals(lengths[i])) {
                    return "INFO SVLEN differs between the alleles, and FORMAT CN is of one length";
                }
                first = lengths[i];
            }
        }
        return null;
    }

    private static boolean hasCopyNumber(byte[] line, int from) {
        int to = from;
        while (to < line.length && line[to] != '\t' && line[to] != '\n') {
            to++;
        }
        return List.of(text(line, from, to).split(":")).contains("CN");
    }
}
