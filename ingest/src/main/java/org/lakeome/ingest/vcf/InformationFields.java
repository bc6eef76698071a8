package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The map of the FORMAT fields that have no column: keys are AWS's reader's names in lower case, values what Spark's cast to
 * string makes of the typed value ({@code [3, 4]}, {@code 0.5}). A key stands in every row of a file, null where a sample
 * lacks the field.
 */
final class InformationFields {
    private final List<FieldDeclaration> fields;
    private final List<String> keys;

    InformationFields(List<FieldDeclaration> fields) {
        this.fields = fields;
        this.keys = keys(fields);
    }

    /** Two ids that differ only in case must not share a key: the later one keeps its own spelling. */
    private static List<String> keys(List<FieldDeclaration> fields) {
        Set<String> keys = new LinkedHashSet<>();
        for (FieldDeclaration field : fields) {
            if (!keys.add(key(field.id()))) {
                keys.add(field.id());
            }
        }
        return List.copyOf(keys);
    }

    Map<String, String> map(Calls calls, int call) {
        if (fields.isEmpty()) {
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String raw = calls.other(i, call);
            map.put(keys.get(i), raw == null ? null : text(fields.get(i), raw));
        }
        return map;
    }

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

    static String text(FieldDeclaration field, String raw) {
        boolean filters = field.id().equals("FT");
        if (field.isSingle() && !filters) {
            return element(field.type(), raw);
        }
        List<String> elements = new ArrayList<>();
        for (String element : raw.split(filters ? ";" : ",", -1)) {
            elements.add(element.equals(".") ? "null" : element(field.type(), element));
        }
        return "[" + String.join(", ", elements) + "]";
    }

    private static String element(FieldType type, String raw) {
        if (type != FieldType.FLOAT) {
            return raw;
        }
        try {
            byte[] text = raw.getBytes(StandardCharsets.UTF_8);
            return Double.toString(Numbers.decimal(text, 0, text.length));
        } catch (NumberFormatException e) {
            return raw;
        }
    }
}
