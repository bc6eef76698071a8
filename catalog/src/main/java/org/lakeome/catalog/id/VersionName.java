package org.lakeome.catalog.id;

import java.util.regex.Pattern;

/** Name of an annotation store version, unique in its store. */
public record VersionName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{2,254}");

    public VersionName {
        Formats.require(value, FORM, "version name", "[a-z][a-z0-9_]{2,254}");
    }

    /** The version that a store has when its creator names none. */
    public static VersionName defaultOf(StoreName store) {
        return new VersionName(store.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
