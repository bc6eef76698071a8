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
    private static final String BREAKEND = "BND";
    private static final Set<String> CLAIMS = Set.of("D", "J", "DJ", ".");
    /** The claims that a kind may make; one of no kind makes none. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "DEL",
            CLAIMS,
            "DUP",
            CLAIMS,
            "CNV",
            Set.of("D", "."),
            "INV",
            Set.of("J", "DJ", "."),
            "INS",
            Set.of("J", "DJ", "."),
            BREAKEND,
            Set.of("J", "."));

    private static final String[] NONE = {};

    private final boolean sitesOnly;
    private final int claimKey;
    private final int lengthKey;
    /** Whether the number of values is looked at elsewhere, for the header declares it. */
    private final boolean claimsAreCounted;

    private final boolean lengthsAreCounted;
    private boolean met;

    StructuralRules(VcfHeader header, ByteTable infoKeys) {
        this.sitesOnly = header.isSitesOnly();
        this.claimKey = key(infoKeys, "SVCLAIM");
        this.lengthKey = key(infoKeys, "SVLEN");
        this.claimsAreCounted = isPerAlternate(header, "SVCLAIM");
        this.lengthsAreCounted = isPerAlternate(header, "SVLEN");
    }

    private static int key(ByteTable keys, String id) {
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        return keys.find(key, 0, key.length);
    }

    private static boolean isPerAlternate(VcfHeader header, String id) {
        return header.info(id)
                .map(field -> field.number().equals("A") && field.type().isNumber())
                .orElse(false);
    }

    /** Each INFO key of a record, before {@link #fault} is asked for that record. */
    void meet(int key) {
        met |= key == claimKey || key == lengthKey;
    }

    /** What is wrong with a record, the first thing found; null if nothing is. Column i is [tabs[i] + 1, tabs[i + 1]). */
    String fault(byte[] line, int[] tabs) {
        boolean isStructural = met || hasSymbol(line, tabs[4] + 1, tabs[5]);
        met = false;
        if (!isStructural) {
            return null;
        }
        String[] alternates = text(line, tabs[4] + 1, tabs[5]).split(",");
        List<String> kinds =
                Arrays.stream(alternates).map(StructuralRules::kind).toList();
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

    /** {@code DEL} of {@code <DEL:ME>}; empty for an allele that is neither symbolic nor a breakend. */
    private static String kind(String allele) {
        if (allele.indexOf('[') >= 0 || allele.indexOf(']') >= 0) {
            return allele.startsWith("<") ? "" : BREAKEND;
        }
        return allele.startsWith("<") && allele.endsWith(">")
                ? allele.substring(1, allele.length() - 1).split(":", -1)[0]
                : "";
    }

    private String claims(List<String> kinds, String[] claims) {
        boolean none = claims == null || claims.length == 1 && claims[0].equals(".");
        if (!none && claims.length != kinds.size()) {
            return claimsAreCounted ? null : count("SVCLAIM", claims.length, kinds.size());
        }
        if (!none && !CLAIMS.containsAll(List.of(claims))) {
            return "INFO SVCLAIM holds a value other than D, J and DJ";
        }
        for (int i = 0; i < kinds.size(); i++) {
            boolean needed = kinds.get(i).equals("DEL") || kinds.get(i).equals("DUP");
            if (needed && (none || claims[i].equals("."))) {
                return "INFO SVCLAIM is missing for a deletion or duplication";
            }
            if (!none && !ALLOWED.getOrDefault(kinds.get(i), Set.of(".")).contains(claims[i])) {
                return "INFO SVCLAIM is " + claims[i] + " for an allele that does not claim it";
            }
        }
        return null;
    }

    private static String count(String key, int values, int wanted) {
        return "INFO " + key + " has " + values + (values == 1 ? " value" : " values") + ", not " + wanted;
    }

    private String lengths(List<String> kinds, String[] lengths, boolean hasCopyNumber) {
        if (lengths == null) {
            return kinds.stream().anyMatch(KINDS::contains) ? "INFO SVLEN is missing for a structural variant" : null;
        }
        if (lengths.length != kinds.size()) {
            return lengthsAreCounted ? null : count("SVLEN", lengths.length, kinds.size());
        }
        String first = "";
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i].equals(".")) {
                continue;
            }
            if (!KINDS.contains(kinds.get(i))) {
                return "INFO SVLEN has a value for an allele that is no structural variant";
            }
            if (hasCopyNumber && Set.of("DEL", "DUP", "CNV").contains(kinds.get(i))) {
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
