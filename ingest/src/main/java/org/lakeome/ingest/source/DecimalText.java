package org.lakeome.ingest.source;

/** What annotation files may write for a number. Java takes more: hexadecimal, {@code 3D}, {@code 5f}, digits of other scripts, blanks. */
public final class DecimalText {
    private static final String OTHERS = "+-.eE";

    private DecimalText() {}

    /** The text is made of decimal digits, signs, a point and an exponent alone; Java's own parser then says whether in good order. */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && OTHERS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A plain number became another one, because its type holds none so large or so small. */
    public static boolean isOutOfRange(String text, double value) {
        if (value != 0 && !Double.isInfinite(value)) {
            return false;
        }
        return isPlain(text) && (value != 0 || hasDigitAboveZero(text));
    }

    private static boolean hasDigitAboveZero(String text) {
        for (int i = 0; i < text.length() && text.charAt(i) != 'e' && text.charAt(i) != 'E'; i++) {
            if (text.charAt(i) >= '1' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }
}
