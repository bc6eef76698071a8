package org.lakeome.catalog.id;

import java.util.regex.Pattern;

/** Identifier of a store: 12 hexadecimal digits, as AWS's published examples show. */
public record StoreId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");

    public StoreId {
        Formats.require(value, FORM, "store id", "12 hexadecimal digits");
    }

    public static StoreId random() {
        return new StoreId(Formats.randomHex(12));
    }

    @Override
    public String toString() {
        return value;
    }
}
