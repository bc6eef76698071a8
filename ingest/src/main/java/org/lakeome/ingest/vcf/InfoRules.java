package org.lakeome.ingest.vcf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the header, or the specification for its own keys, says of INFO values. For one thread. */
final class InfoRules {
    private static final int ANY = -1;
    private static final int PER_ALTERNATE = -2;
    private static final int PER_ALLELE = -3;
    /** So many are of a whole number of 32 bits whatever they are. */
    private static final int MOST_DIGITS = 9;
    /** Values that VCF 4.4 has in groups: a lower and an upper bound, or name, start, end and strand. */
    private static final Map<String, Integer> GROUPS =
            Map.of("CIPOS", 2, "CIEND", 2, "CILEN", 2, "CICN", 2, "MEINFO", 4, "METRANS", 4);

    private static final Set<String> COUNTS =
            Set.of("AC", "AD", "ADF", "ADR", "AF", "AN", "BQ", "DP", "MQ", "MQ0", "NS");
    /** Texts of the specification's own, whose values are counted; in any other a comma may be part of one value. */
    private static final Set<String> COUNTED_TEXTS = Set.of("AA", "CIGAR", "MEINFO", "METRANS");

    /** @param wanted number of values, or one of the constants */
    private record Rule(String id, FieldType type, int wanted, boolean isCount, boolean isCigar) {}

    /** By the number of the key; null where there is nothing to check. */
    private final Rule[] rules;

    private final int[] groups;

    InfoRules(VcfHeader header, ByteTable keys) {
        List<Rule> all = new ArrayList<>();
        for (int key = 0; key < keys.size(); key++) {
            all.add(key < header.infos().size() ? rule(header.infos().get(key)) : undeclared(header, keys.name(key)));
        }
        rules = all.toArray(Rule[]::new);
        groups = new int[rules.length];
        for (int key = 0; key < rules.length; key++) {
            groups[key] = header.isAtLeast("VCFv4.4") ? GROUPS.getOrDefault(keys.name(key), 1) : 1;
        }
    }

    private static Rule rule(FieldDeclaration field) {
        return rule(field.id(), field.type(), field.number());
    }

    /** A key of the specification's own, which the header does not declare. */
    private static Rule undeclared(VcfHeader header, String id) {
        Optional<ReservedFields.Shape> shape = ReservedFields.ofUndeclared(id, header.isAtLeast("VCFv4.4"));
        return shape.isEmpty() || shape.get().type().equals("*")
                ? null
                : rule(
                        id,
                        FieldType.parse(shape.get().type()).orElseThrow(),
                        shape.get().number());
    }

    private static Rule rule(String id, FieldType type, String number) {
        int wanted =
                switch (number) {
                    case "A" -> PER_ALTERNATE;
                    case "R" -> PER_ALLELE;
                    default -> number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : ANY;
                };
        // Texts with commas under Number=1 are common and cannot be told from lists.
        boolean isCounted = type.isNumber() || COUNTED_TEXTS.contains(id);
        return new Rule(id, type, isCounted ? wanted : ANY, COUNTS.contains(id), id.equals("CIGAR"));
    }

    /** What is wrong with a value; null if nothing is. A flag has none. */
    String fault(int key, boolean flag, byte[] line, int from, int to, int alternates) {
        Rule rule = key < rules.length ? rules[key] : null;
        if (rule == null) {
            return null;
        }
        if (flag != (rule.type() == FieldType.FLAG)) {
            return "INFO " + rule.id() + (flag ? " has no value" : " is a flag with a value");
        }
        if (flag || to - from == 1 && line[from] == '.') {
            return null;
        }
        if (groups[key] == 1 && rule.type().isNumber() && areUsual(rule, line, from, to, alternates)) {
            return null;
        }
        if (groups[key] > 1) {
            int values = values(line, from, to);
            if (values % groups[key] != 0) {
                return "INFO " + rule.id() + " does not have its values in groups of " + groups[key];
            }
            if (alternates > 0 && values != groups[key] * alternates) {
                return count(rule, values, groups[key] * alternates);
            }
        }
        if (rule.type().isNumber()) {
            return numbers(rule, line, from, to, alternates);
        }
        if (rule.type() == FieldType.CHARACTER && !ValueShape.areCharacters(line, from, to)) {
            return "INFO " + rule.id() + " holds more than one character";
        }
        if (rule.isCigar() && !ValueShape.areCigars(line, from, to)) {
            return "INFO CIGAR holds a value that is no CIGAR string";
        }
        return rule.wanted() == ANY ? null : counted(rule, values(line, from, to), alternates);
    }

    private static String counted(Rule rule, int values, int alternates) {
        int expected = expected(rule, alternates);
        return expected == ANY || values == expected ? null : count(rule, values, expected);
    }

    private static String count(Rule rule, int values, int expected) {
        return "INFO " + rule.id() + " has " + values + (values == 1 ? " value" : " values") + ", not " + expected;
    }

    private static int values(byte[] line, int from, int to) {
        int values = 1;
        for (int i = from; i < to; i++) {
            values += line[i] == ',' ? 1 : 0;
        }
        return values;
    }

    /** Whether these are the right number of plain numbers; those with an exponent, and what is wrong, take the longer way. */
    private static boolean areUsual(Rule rule, byte[] line, int from, int to, int alternates) {
        boolean whole = rule.type() == FieldType.INTEGER;
        int values = 1;
        int digits = 0;
        boolean point = whole;
        for (int at = from; at < to; at++) {
            int c = line[at];
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point) {
                point = true;
            } else if (c == ',' && digits > 0) {
                values++;
                digits = 0;
                point = whole;
            } else if (c != '-' || at > from && line[at - 1] != ',' || rule.isCount()) {
                return false;
            }
            if (digits > MOST_DIGITS) {
                return false;
            }
        }
        int expected = expected(rule, alternates);
        return digits > 0 && (expected == ANY || values == expected);
    }

    private static int expected(Rule rule, int alternates) {
        return switch (rule.wanted()) {
            // A count of 0 for no ALT allele at all is common.
            case PER_ALTERNATE -> alternates == 0 ? ANY : alternates;
            case PER_ALLELE -> alternates + 1;
            default -> rule.wanted();
        };
    }

    private static String numbers(Rule rule, byte[] line, int from, int to, int alternates) {
        int values = 1;
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || line[at] == ',') {
                if (!isNumber(rule, line, start, at)) {
                    return "INFO " + rule.id() + " holds a value that is no "
                            + (rule.type() == FieldType.INTEGER ? "whole number of 32 bits" : "number");
                }
                if (rule.isCount() && line[start] == '-') {
                    return "INFO " + rule.id() + " is negative";
                }
                start = at + 1;
                values += at < to ? 1 : 0;
            }
        }
        return counted(rule, values, alternates);
    }

    private static boolean isNumber(Rule rule, byte[] line, int from, int to) {
        if (to - from == 1 && line[from] == '.') {
            return true;
        }
        try {
            if (rule.type() == FieldType.INTEGER) {
                Numbers.integer(line, from, to);
            } else {
                Numbers.decimal(line, from, to);
            }
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
