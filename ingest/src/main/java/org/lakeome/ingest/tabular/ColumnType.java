package org.lakeome.ingest.tabular;

import java.util.Locale;
import org.lakeome.ingest.source.FieldFault;

/**
 * Types of a store's columns. Text becomes a value by the rules of Spark's CSV reader: {@code NaN}, {@code Inf} and {@code -Inf}
 * are numbers, {@code true} and {@code false} are taken in any case, nothing is trimmed.
 */
public enum ColumnType {
    LONG,
    INT,
    STRING,
    FLOAT,
    DOUBLE,
    BOOLEAN;

    boolean isWhole() {
        return this == LONG || this == INT;
    }

    Object value(String text) {
        try {
            return switch (this) {
                case LONG -> Long.valueOf(text);
                case INT -> Integer.valueOf(text);
                case STRING -> text;
                case FLOAT -> Float.valueOf(number(text));
                case DOUBLE -> Double.valueOf(number(text));
                case BOOLEAN -> yesNo(text);
            };
        } catch (NumberFormatException e) {
            throw new FieldFault("", text, "The value is no " + this + ".");
        }
    }

    private static String number(String text) {
        if (text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ') {
            throw new NumberFormatException();
        }
        return switch (text) {
            case "Inf" -> "Infinity";
            case "-Inf" -> "-Infinity";
            default -> text;
        };
    }

    private Boolean yesNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new FieldFault("", text, "The value is no " + this + ".");
        };
    }
}
