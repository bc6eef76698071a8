package org.lakeome.ingest.vcf;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Numbers from text, without making strings for the usual ones. Bad text is a {@link NumberFormatException}. */
final class Numbers {
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    /** More digits than this may not be exact in a double, so that the division below would round twice. */
    private static final int EXACT_DIGITS = 15;

    private Numbers() {}

    static long wholeNumber(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (negative || at < to && text[at] == '+') {
            at++;
        }
        if (at == to || to - at > 18) {
            throw new NumberFormatException();
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException();
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    /** A 32-bit number above {@link Ints#MISSING}. */
    static int integer(byte[] text, int from, int to) {
        long value = wholeNumber(text, from, to);
        if (value <= Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw new NumberFormatException();
        }
        return (int) value;
    }

    static double decimal(byte[] text, int from, int to) {
        long digits = 0;
        int count = 0;
        int fraction = -1;
        int at = from < to && text[from] == '-' ? from + 1 : from;
        for (; at < to; at++) {
            int c = text[at];
            if (c >= '0' && c <= '9' && count < EXACT_DIGITS) {
                digits = 10 * digits + (c - '0');
                count++;
                fraction += fraction >= 0 ? 1 : 0;
            } else if (c == '.' && fraction < 0) {
                fraction = 0;
            } else {
                return unusual(new String(text, from, to - from, StandardCharsets.UTF_8));
            }
        }
        if (count == 0) {
            throw new NumberFormatException();
        }
        double value = fraction > 0 ? digits / TENS[fraction] : digits;
        return text[from] == '-' ? -value : value;
    }

    private static double unusual(String text) {
        String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        double sign = text.startsWith("-") ? -1 : 1;
        switch (unsigned.toLowerCase(Locale.ROOT)) {
            case "nan":
                return Double.NaN;
            case "inf", "infinity":
                return sign * Double.POSITIVE_INFINITY;
            default:
                // Java would also take hexadecimal numbers, a trailing 'd' and spaces.
                if (!unsigned.chars().allMatch(c -> c >= '0' && c <= '9' || ".eE+-".indexOf(c) >= 0)) {
                    throw new NumberFormatException();
                }
                return sign * Double.parseDouble(unsigned);
        }
    }
}
