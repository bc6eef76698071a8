package org.lakeome.vcf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A structured header line; its fields as written, quotes included. */
record HeaderLine(String kind, Map<String, String> fields) {
    static final String UNDECLARED = "Not declared by the imported files";

    private static final Pattern LINE = Pattern.compile("##([A-Za-z]+)=<(.*)>\\s*");
    private static final Pattern FIELD =
            Pattern.compile("\\s*([^=,\"]+?)\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"|[^,\"]*)(?:,|$)");

    static Optional<HeaderLine> parse(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches() || text.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(line.group(2));
        int at = 0;
        while (at < line.group(2).length() && field.find(at) && field.start() == at) {
            fields.putIfAbsent(field.group(1), field.group(2).strip());
            at = field.end();
        }
        return fields.getOrDefault("ID", "").isEmpty()
                ? Optional.empty()
                : Optional.of(new HeaderLine(line.group(1), fields));
    }

    static HeaderLine filter(String id) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ID", id);
        fields.put("Description", '"' + UNDECLARED + '"');
        return new HeaderLine("FILTER", fields);
    }

    static HeaderLine field(String kind, String id, String number, String type, String description) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ID", id);
        fields.put("Number", number);
        fields.put("Type", type);
        fields.put("Description", '"' + description + '"');
        return new HeaderLine(kind, fields);
    }

    String id() {
        return fields.get("ID");
    }

    String number() {
        return fields.getOrDefault("Number", ".");
    }

    String type() {
        return fields.getOrDefault("Type", "String");
    }

    /** Of a contig; 0 if the line does not say. */
    long length() {
        String length = fields.getOrDefault("length", "");
        return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    boolean isNumber() {
        return type().equals("Integer") || type().equals("Float");
    }

    HeaderLine with(String number, String type) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put("Number", number);
        changed.put("Type", type);
        return new HeaderLine(kind, changed);
    }

    /** A declaration that the values of both hold to; descriptions and the rest are this line's. */
    HeaderLine widened(HeaderLine other) {
        if (!fields.containsKey("Type") || number().equals(other.number()) && type().equals(other.type())) {
            return this;
        }
        return with(number().equals(other.number()) ? number() : ".", widened(type(), other.type()));
    }

    private static String widened(String one, String other) {
        if (one.equals(other)) {
            return one;
        }
        boolean numbers = (one + other).equals("IntegerFloat") || (one + other).equals("FloatInteger");
        return numbers ? "Float" : "String";
    }

    String text() {
        StringBuilder text = new StringBuilder("##").append(kind).append("=<");
        fields.forEach(
                (key, value) -> text.append(key).append('=').append(value).append(','));
        text.setLength(text.length() - 1);
        return text.append('>').toString();
    }
}
