package org.lakeome.catalog.id;

import java.util.Optional;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/** Name of a table, unique in its account's SQL schema. */
public record TableName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{2,254}");
    private static final String JOINT = "__";

    public TableName {
        Formats.require(value, FORM, "table name", "[a-z][a-z0-9_]{2,254}");
    }

    /** The table of a variant store. */
    public static TableName of(StoreName store) {
        return new TableName(store.value());
    }

    /** The store's own name for the version that is called like it, {@code <store>__<version>} for every other. */
    public static TableName of(StoreName store, VersionName version) {
        if (version.value().equals(store.value())) {
            return of(store);
        }
        return joined(store, version.value())
                .orElseThrow(() -> new ApiError.Invalid("The names of annotation store '" + store + "' and version '"
                        + version + "' are too long together: with '" + JOINT
                        + "' between them they name a table, which takes at most 255 characters"));
    }

    /** Where an import of the store sets bad records aside; empty if the store's name leaves no room for it. */
    public static Optional<TableName> ofRejected(StoreName store) {
        return joined(store, "rejected");
    }

    private static Optional<TableName> joined(StoreName store, String end) {
        String name = store.value() + JOINT + end;
        return FORM.matcher(name).matches() ? Optional.of(new TableName(name)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
