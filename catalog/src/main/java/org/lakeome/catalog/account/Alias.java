package org.lakeome.catalog.account;

import java.util.Set;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/**
 * Name of an account for people, and of its namespace (schema) in SQL. It never holds a '-': some Trino versions joined
 * user and source with one to key a session (design 8).
 */
public record Alias(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{2,30}");

    /** Schemas that Trino and its Iceberg connector keep for themselves, and the name of the service in tokens. */
    private static final Set<String> RESERVED = Set.of("information_schema", "system", "trino", "lakeome");

    public Alias {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new ApiError.Invalid("'" + value + "' is not an account alias; it has the form [a-z][a-z0-9_]{2,30}");
        }
        if (RESERVED.contains(value)) {
            throw new ApiError.Invalid("'" + value + "' is reserved; choose another account alias");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
