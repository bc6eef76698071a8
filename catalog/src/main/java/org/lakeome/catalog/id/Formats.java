package org.lakeome.catalog.id;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/** How the identifiers of this package are checked and made. */
final class Formats {

    static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private Formats() {}

    static String require(String value, Pattern pattern, String kind, String form) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new ApiError.Invalid("'" + value + "' is not a " + kind + "; it has the form " + form);
        }
        return value;
    }

    static String randomUuid() {
        return java.util.UUID.randomUUID().toString();
    }

    static String randomHex(int digits) {
        byte[] bytes = new byte[(digits + 1) / 2];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, digits);
    }
}
