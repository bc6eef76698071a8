package org.lakeome.ingest.vcf;

import java.util.LinkedHashMap;
import java.util.Map;

/** Takes {@code <ID=DP,Number=1,Type=Integer,Description="a, \"b\"">} apart. */
final class HeaderFields {
    private final String text;
    private int at;

    private HeaderFields(String text) {
        this.text = text;
    }

    static Map<String, String> parse(String text) {
        if (!text.startsWith("<") || !text.endsWith(">")) {
            throw new HeaderFault(HeaderFault.MALFORMED, "", text);
        }
        return new HeaderFields(text.substring(1, text.length() - 1)).fields();
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                String quotes = text.indexOf('"') < 0 ? "" : " A double quote inside a value is written \\\" there.";
                throw new HeaderFault(HeaderFault.MALFORMED + quotes, "", text);
            }
            String key = text.substring(at, equals).strip();
            at = equals + 1;
            fields.putIfAbsent(key, value());
        }
        return fields;
    }

    private String value() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean escapes = c == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
            if (escapes) {
                value.append(text.charAt(++at));
            } else if (c == '"') {
                int comma = text.indexOf(',', at);
                at = comma < 0 ? text.length() : comma + 1;
                return value.toString();
            } else {
                value.append(c);
            }
        }
        throw new HeaderFault(HeaderFault.MALFORMED, "", value.toString());
    }

    private String bare() {
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        String value = text.substring(at, end).strip();
        at = end + 1;
        return value;
    }
}
