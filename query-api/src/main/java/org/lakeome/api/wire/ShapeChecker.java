package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.lakeome.api.wire.Shape.Bounds;

/** Checks JSON against the constraints of the contract: types, required, length in code points, range, pattern, enum, union, sizes. Thread-safe. */
final class ShapeChecker {

    private final Contract contract;

    ShapeChecker(Contract contract) {
        this.contract = contract;
    }

    void check(Shape shape, JsonNode value, String path, Violations violations) {
        switch (shape) {
            case Shape.Structure structure -> checkStructure(structure, value, path, violations);
            case Shape.Text text -> checkText(text, value, path, violations);
            case Shape.WholeNumber number -> checkNumber(number, value, path, violations);
            case Shape.Flag _ -> require(value.isBoolean(), value, path, "Member must be true or false", violations);
            case Shape.Timestamp _ ->
                require(isTimestamp(value), value, path, "Member must be an ISO 8601 timestamp", violations);
            case Shape.Bytes _ -> require(isBase64(value), value, path, "Member must be a base64 string", violations);
            case Shape.Sequence list -> checkList(list, value, path, violations);
            case Shape.Entries map -> checkMap(map, value, path, violations);
        }
    }

    private void checkStructure(Shape.Structure structure, JsonNode value, String path, Violations violations) {
        if (structure.document()) {
            return;
        }
        if (!value.isObject()) {
            violations.add(path, value, "Member must be a JSON object");
            return;
        }
        int present = 0;
        for (Shape.Member member : structure.members().values()) {
            JsonNode child = value.get(member.name());
            String childPath = path.isEmpty() ? member.name() : path + "." + member.name();
            if (child != null && !child.isNull()) {
                present++;
                check(contract.shape(member.shape()), child, childPath, violations);
            } else if (member.required()) {
                violations.add(childPath, null, "Member must not be null");
            }
        }
        if (structure.union() && present != 1) {
            violations.add(
                    path,
                    value,
                    "Member must have exactly one of "
                            + List.copyOf(structure.members().keySet()));
        }
    }

    private void checkText(Shape.Text text, JsonNode value, String path, Violations violations) {
        if (!value.isTextual()) {
            violations.add(path, value, "Member must be a string");
            return;
        }
        String string = value.textValue();
        if (string.indexOf('\0') >= 0 || hasLoneSurrogate(string)) {
            violations.addText(
                    path,
                    string.replace('\0', '\ufffd'),
                    "Member must be well-formed Unicode without the character U+0000");
            return;
        }
        if (!text.values().isEmpty() && !text.values().contains(string)) {
            violations.add(path, value, "Member must satisfy enum value set: " + text.values());
            return;
        }
        // A string of the wrong length is not matched: the model's patterns are only cheap on strings within its
        // bounds.
        if (checkLength(text.length(), string.codePointCount(0, string.length()), value, path, violations)) {
            text.pattern()
                    .filter(pattern -> !pattern.matcher(string).matches())
                    .ifPresent(pattern ->
                            violations.add(path, value, "Member must satisfy regular expression pattern: " + pattern));
        }
    }

    private static void checkNumber(Shape.WholeNumber number, JsonNode value, String path, Violations violations) {
        if (!value.isIntegralNumber()) {
            violations.add(path, value, "Member must be a whole number");
            return;
        }
        BigInteger integer = value.bigIntegerValue();
        Bounds range = number.range();
        if (integer.compareTo(BigInteger.valueOf(range.min())) < 0) {
            violations.add(path, value, "Member must have value greater than or equal to " + range.min());
        }
        if (integer.compareTo(BigInteger.valueOf(range.max())) > 0) {
            violations.add(path, value, "Member must have value less than or equal to " + range.max());
        }
    }

    private void checkList(Shape.Sequence list, JsonNode value, String path, Violations violations) {
        if (!value.isArray()) {
            violations.add(path, value, "Member must be a list");
            return;
        }
        checkLength(list.size(), value.size(), value, path, violations);
        Shape item = contract.shape(list.item());
        for (int i = 0; i < value.size(); i++) {
            checkPresent(item, value.get(i), path + "[" + i + "]", violations);
        }
    }

    private void checkMap(Shape.Entries map, JsonNode value, String path, Violations violations) {
        if (!value.isObject()) {
            violations.add(path, value, "Member must be a JSON object");
            return;
        }
        checkLength(map.size(), value.size(), value, path, violations);
        value.properties().forEach(entry -> {
            check(contract.shape(map.key()), TextNode.valueOf(entry.getKey()), path + ".key", violations);
            checkPresent(contract.shape(map.value()), entry.getValue(), path + "." + entry.getKey(), violations);
        });
    }

    private void checkPresent(Shape shape, JsonNode value, String path, Violations violations) {
        if (value.isNull()) {
            violations.add(path, value, "Member must not be null");
        } else {
            check(shape, value, path, violations);
        }
    }

    private static boolean checkLength(Bounds bounds, long length, JsonNode value, String path, Violations violations) {
        if (length < bounds.min()) {
            violations.add(path, value, "Member must have length greater than or equal to " + bounds.min());
        } else if (length > bounds.max()) {
            violations.add(path, value, "Member must have length less than or equal to " + bounds.max());
        }
        return length >= bounds.min() && length <= bounds.max();
    }

    private static void require(
            boolean satisfied, JsonNode value, String path, String constraint, Violations violations) {
        if (!satisfied) {
            violations.add(path, value, constraint);
        }
    }

    /** Years of four digits only: no database holds what {@link OffsetDateTime} could. */
    private static boolean isTimestamp(JsonNode value) {
        try {
            int year =
                    value.isTextual() ? OffsetDateTime.parse(value.textValue()).getYear() : 0;
            return year >= 1 && year <= 9999;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isBase64(JsonNode value) {
        try {
            return value.isTextual() && Base64.getDecoder().decode(value.textValue()) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean hasLoneSurrogate(String string) {
        IntStream codePoints = string.codePoints();
        return codePoints.anyMatch(
                codePoint -> codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
