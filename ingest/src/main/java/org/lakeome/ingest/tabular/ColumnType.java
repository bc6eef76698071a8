package org.lakeome.ingest.tabular;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.lakeome.ingest.source.DecimalText;
import org.lakeome.ingest.source.FieldFault;

/**
 * Types of a store's columns. Text becomes a value as in Spark's CSV reader ({@code NaN}, {@code Inf} and {@code -Inf} are numbers,
 * {@code true} and {@code false} are taken in any case), except for what Java alone takes for a number, as {@code 3D} or {@code 0x1p3}.
 */
public enum ColumnType {
    LONG,
    INT,
    STRING,
    FLOAT,
    DOUBLE,
    BOOLEAN;

    /** What people write where they have no value. */
    private static final Set<String> MISSING =
            Set.of(".", "-", "?", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "\\n");

    /** As the values of tags are. */
    private static final Pattern TAGGABLE = Pattern.compile("[\\w.:/=+@-]+");

    boolean isWhole() {
        return this == LONG || this == INT;
    }

    boolean isDecimal() {
        return this == FLOAT || this == DOUBLE;
    }

    Object value(String text) {
        try {
            return switch (this) {
                case LONG -> Long.valueOf(digits(text));
                case INT -> Integer.valueOf(digits(text));
                case STRING -> text;
                case FLOAT -> Float.valueOf(number(text));
                case DOUBLE -> Double.valueOf(number(text));
                case BOOLEAN -> yesNo(text);
            };
        } catch (NumberFormatException e) {
            throw no(text);
        }
    }

    /** Java would also take the digits of other scripts. */
    private static String digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '9') {
                throw new NumberFormatException();
            }
        }
        return text;
    }

    private static String number(String text) {
        if (DecimalText.isPlain(text)) {
            return text;
        }
        return switch (text) {
            case "NaN", "Infinity", "+Infinity", "-Infinity" -> text;
            case "Inf" -> "Infinity";
            case "-Inf" -> "-Infinity";
            default -> throw new NumberFormatException();
        };
    }

    private Boolean yesNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw no(text);
        };
    }

    private FieldFault no(String text) {
        return new FieldFault("", text, "The value is no " + this + "." + remedy(text));
    }

    /** How a text like {@code NA} can be taken for a missing value; empty for one that does not look like it. */
    static String remedy(String text) {
        return isMissing(text) && TAGGABLE.matcher(text).matches()
                ? " If it stands for a missing value, tag the store " + CsvOptions.NULL_VALUES_TAG + " = " + text
                        + " and import again."
                : "";
    }

    static boolean isMissing(String text) {
        return MISSING.contains(text.toLowerCase(Locale.ROOT));
    }
}
