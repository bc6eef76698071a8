package org.lakeome.catalog.id;

import java.util.regex.Pattern;

/** Identifier of an annotation store version: 12 hexadecimal digits, as AWS's published examples show. */
public record VersionId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");

    public VersionId {
        Formats.require(value, FORM, "version id", "12 hexadecimal digits");
    }

    public static VersionId random() {
        return new VersionId(Formats.randomHex(12));
    }

    @Override
    public String toString() {
        return value;
    }
}
