package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lakeome.ingest.source.ByteScan;

/**
 * The map of the FORMAT fields that have no column: keys are AWS's reader's names in lower case, values what Spark's cast to
 * string makes of the typed value ({@code [3, 4]}, {@code 0.5}). A key stands in every row of a file, null where a sample
 * lacks the field. For one thread.
 */
final class InformationFields {
    private static final byte[] OPEN = {'['};
    private static final byte[] CLOSE = {']'};
    private static final byte[] COMMA = {',', ' '};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final List<FieldDeclaration> fields;
    private final List<String> keys;
    /** Of each field whether its text is that of the file. */
    private final boolean[] isAsWritten;

    private final ByteText list = new ByteText();

    InformationFields(List<FieldDeclaration> fields) {
        this.fields = fields;
        this.keys = keys(fields);
        this.isAsWritten = new boolean[fields.size()];
        for (int i = 0; i < isAsWritten.length; i++) {
            FieldDeclaration field = fields.get(i);
            isAsWritten[i] = field.isSingle()
                    && field.type() != FieldType.FLOAT
                    && !field.id().equals("FT");
        }
    }

    /** Two ids that differ only in case must not share a key: the later one keeps its own spelling, or gets a number. */
    private static List<String> keys(List<FieldDeclaration> fields) {
        Set<String> keys = new LinkedHashSet<>();
        for (FieldDeclaration field : fields) {
            String key = key(field.id());
            for (int i = 1; !keys.add(key); i++) {
                key = i == 1 ? field.id() : field.id() + "_" + i;
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

    List<String> keys() {
        return keys;
    }

    /** Gives a field's text in the map, as {@link #map} has it; false where a sample lacks the field. */
    boolean value(Calls calls, int field, int call, RecordBatch.Text value) {
        Ints places = calls.others.get(field);
        int from = places.get(2 * call);
        if (from < 0) {
            return false;
        }
        int to = places.get(2 * call + 1);
        FieldDeclaration declaration = fields.get(field);
        if (isAsWritten[field]) {
            value.take(calls.text.bytes(), from, to);
        } else if (declaration.type() == FieldType.INTEGER && !declaration.id().equals("FT")) {
            list.clear();
            list(calls.text.bytes(), from, to);
            value.take(list.bytes(), 0, list.length());
        } else {
            byte[] text = text(declaration, calls.text.string(from, to)).getBytes(StandardCharsets.UTF_8);
            value.take(text, 0, text.length);
        }
        return true;
    }

    /** {@code [3, null, 4]} of {@code 3,.,4}: what {@link #text} does, without strings. */
    private void list(byte[] text, int from, int to) {
        list.append(OPEN, 0, OPEN.length);
        for (int at = from; at <= to; ) {
            int end = ByteScan.find(text, at, to, (byte) ',');
            if (end - at == 1 && text[at] == '.') {
                list.append(NULL, 0, NULL.length);
            } else {
                list.append(text, at, end);
            }
            if (end < to) {
                list.append(COMMA, 0, COMMA.length);
            }
            at = end + 1;
        }
        list.append(CLOSE, 0, CLOSE.length);
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
