package org.lakeome.export;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of a store as SQL names it; without an owner it is looked up in the session's own schema. */
public record StoreTable(Optional<String> owner, String name) {
    private static final Pattern NAME = Pattern.compile("(?:([a-z][a-z0-9_]*)\\.)?([a-z][a-z0-9_]*)");

    /** {@code cohort} or {@code alice.cohort}; empty if it is neither. */
    public static Optional<StoreTable> parse(String text) {
        Matcher name = NAME.matcher(text);
        return name.matches()
                ? Optional.of(new StoreTable(Optional.ofNullable(name.group(1)), name.group(2)))
                : Optional.empty();
    }

    /** The names are plain, so they need quotes only against key words. */
    public String sql() {
        return sql("");
    }

    /** One of Iceberg's metadata tables, such as {@code refs}. */
    String metadata(String which) {
        return sql("$" + which);
    }

    private String sql(String suffix) {
        return owner.map(schema -> '"' + schema + "\".").orElse("") + '"' + name + suffix + '"';
    }
}
