package org.lakeome.storage.reference;

import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/** Identifiers as storage writes them: decimal digits, 10 in what is made here; kept as text, as they may begin with zeros. */
final class Digits {
    private static final Pattern FORM = Pattern.compile("[0-9]{10,36}");
    private static final long BOUND = 10_000_000_000L;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Digits() {}

    static String require(String value, String kind) {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new ApiError.Invalid("'" + value + "' is not a " + kind + " id; it has the form of 10 to 36 digits");
        }
        return value;
    }

    static String random() {
        return "%010d".formatted(RANDOM.nextLong(BOUND));
    }
}
