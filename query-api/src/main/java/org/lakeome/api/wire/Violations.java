package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Collects what a request breaks and phrases it as AWS does. Not thread-safe. */
final class Violations {

    private static final int SHOWN_VALUE = 80;
    private static final int SHOWN_VIOLATIONS = 10;

    private final List<String> texts = new ArrayList<>();
    private int count;

    void add(String path, JsonNode value, String constraint) {
        add(path, value == null || value.isNull() ? "null" : quoted(value), constraint);
    }

    void addText(String path, String value, String constraint) {
        add(path, quoted(value), constraint);
    }

    boolean isEmpty() {
        return count == 0;
    }

    String message() {
        String head = count == 1 ? "1 validation error detected: " : count + " validation errors detected: ";
        return head + String.join("; ", texts) + (count > texts.size() ? "; ..." : "");
    }

    private void add(String path, String shownValue, String constraint) {
        count++;
        if (texts.size() < SHOWN_VIOLATIONS) {
            texts.add("Value %s at '%s' failed to satisfy constraint: %s"
                    .formatted(shownValue, shortened(path), constraint));
        }
    }

    private static String quoted(JsonNode value) {
        return quoted(value.isTextual() ? value.textValue() : value.toString());
    }

    private static String quoted(String value) {
        return "'" + shortened(value) + "'";
    }

    private static String shortened(String value) {
        return value.codePointCount(0, value.length()) <= SHOWN_VALUE
                ? value
                : value.substring(0, value.offsetByCodePoints(0, SHOWN_VALUE)) + "...";
    }
}
