package org.lakeome.catalog.id;

import java.util.regex.Pattern;

/** Name of a store, unique in its account, and the name of its table. */
public record StoreName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{2,254}");

    public StoreName {
        Formats.require(value, FORM, "store name", "[a-z][a-z0-9_]{2,254}");
    }

    /** A made-up name for a store whose creator gave none. */
    public static StoreName madeUp() {
        return new StoreName("store_" + Formats.randomHex(12));
    }

    @Override
    public String toString() {
        return value;
    }
}
