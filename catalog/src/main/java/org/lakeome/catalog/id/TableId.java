package org.lakeome.catalog.id;

import java.util.regex.Pattern;

/** Identifier of a table: 12 hexadecimal digits, which begin the name of its folder. */
public record TableId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");

    public TableId {
        Formats.require(value, FORM, "table id", "12 hexadecimal digits");
    }

    public static TableId random() {
        return new TableId(Formats.randomHex(12));
    }

    @Override
    public String toString() {
        return value;
    }
}
