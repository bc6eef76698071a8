package org.lakeome.catalog.tag;

import java.util.Map;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/** The tags of one resource, within the limits of HealthOmics. */
public record Tags(Map<String, String> values) {

    private static final int MOST = 50;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}\\p{Z}\\s_.:/=+@-]*");

    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    public Tags {
        values = Map.copyOf(values);
        if (values.size() > MOST) {
            throw new ApiError.Invalid(values.size() + " tags are more than the " + MOST + " that a resource may have");
        }
        values.forEach(Tags::check);
    }

    /** What a client gives; kept tags of before 2026-11-30 may hold line breaks and tabs, which nobody would see. */
    public static Tags given(Map<String, String> values) {
        values.forEach((key, value) -> {
            if (UNSEEN.matcher(key).find() || UNSEEN.matcher(value).find()) {
                throw new ApiError.Invalid("Tag '%s' holds a control character; leave it out of key and value"
                        .formatted(UNSEEN.matcher(key).replaceAll("?")));
            }
        });
        return new Tags(values);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void check(String key, String value) {
        if (key.isEmpty() || characters(key) > 128 || characters(value) > 256) {
            throw new ApiError.Invalid(
                    "Tag '" + key + "' is too long or empty; a key has 1 to 128 characters and a value" + " 0 to 256");
        }
        if (key.startsWith("aws:") || key.startsWith("omics:")) {
            throw new ApiError.Invalid("Tag '" + key + "' begins with a prefix that the system keeps for itself");
        }
        if (!ALLOWED.matcher(key).matches() || !ALLOWED.matcher(value).matches()) {
            throw new ApiError.Invalid(
                    "Tag '" + key + "' holds other characters than letters, digits, white space and _ . : / = + - @");
        }
    }
}
