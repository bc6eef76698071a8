package org.lakeome.ingest.vcf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Takes a structured header line apart for its remarks: keys and values as they are written, quotes and all. */
final class HeaderPairs {
    private final String kind;
    private final Consumer<String> remarks;
    private final Map<String, String> pairs = new LinkedHashMap<>();

    private HeaderPairs(String kind, Consumer<String> remarks) {
        this.kind = kind;
        this.remarks = remarks;
    }

    /** @param text between the angle brackets; commas in quotes and brackets do not separate */
    static Map<String, String> of(String kind, String text, Consumer<String> remarks) {
        HeaderPairs line = new HeaderPairs(kind, remarks);
        line.read(text);
        return line.pairs;
    }

    private void read(String text) {
        int from = 0;
        int equals = -1;
        boolean quoted = false;
        boolean bracketed = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quoted) {
                at++;
            } else if (c == '"' && (quoted || startsValue(text, equals, at))) {
                quoted = !quoted;
            } else if (kind.equals("META") && !quoted && c == '[' && startsValue(text, equals, at)) {
                bracketed = true;
            } else if (!quoted && c == ']') {
                bracketed = false;
            } else if (c == ',' && !quoted && !bracketed) {
                add(text.substring(from, at));
                from = at + 1;
                equals = -1;
            } else if (c == '=' && equals < 0) {
                equals = at;
            }
        }
        add(text.substring(from));
        if (quoted) {
            remarks.accept("a quote of the " + kind + " line is not closed");
        }
    }

    private static boolean startsValue(String text, int equals, int at) {
        int before = at - 1;
        while (before > equals && text.charAt(before) == ' ') {
            before--;
        }
        return equals >= 0 && before == equals;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            remarks.accept("a part of the " + kind + " line has no key");
            return;
        }
        String value = pair.substring(equals + 1).strip();
        pairs.putIfAbsent(pair.substring(0, equals).strip(), value);
        if (value.startsWith("\"") && value.lastIndexOf('"') > 0 && !value.endsWith("\"")) {
            remarks.accept("text of the " + kind + " line stands behind a closing quote");
        }
    }
}
