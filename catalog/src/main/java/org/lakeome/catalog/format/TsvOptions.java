package org.lakeome.catalog.format;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.lakeome.catalog.error.ApiError;

/**
 * The columns of a TSV annotation store in their order, and which of them are coordinates and alleles. Whatever is not a
 * table is refused with {@link ApiError.Invalid}.
 */
public record TsvOptions(AnnotationType annotationType, Map<TsvKey, String> formatToHeader, List<TsvColumn> schema) {

    private static final int MOST_COLUMNS = 5000;
    /** Names that the table has already, or that Iceberg's readers take for columns of their own. */
    private static final Set<String> TAKEN = Set.of(
            "importjobid",
            "information",
            "_file",
            "_pos",
            "_deleted",
            "_spec_id",
            "_partition",
            "_row_id",
            "_last_updated_sequence_number",
            "_change_type",
            "_change_ordinal",
            "_commit_snapshot_id");

    private static final Pattern COLUMN = Pattern.compile("[a-z0-9_]{1,255}");

    public TsvOptions {
        schema = List.copyOf(schema);
        Map<String, ColumnType> columns = columns(annotationType, schema);
        Map<TsvKey, String> lowerCase = new EnumMap<>(TsvKey.class);
        // Columns have lower-case names in the table, however the caller writes them.
        formatToHeader.forEach((key, column) -> lowerCase.put(key, column.toLowerCase(Locale.ROOT)));
        checkKeys(annotationType, lowerCase.keySet());
        checkHeader(lowerCase, columns);
        formatToHeader = Collections.unmodifiableMap(lowerCase);
    }

    private static Map<String, ColumnType> columns(AnnotationType type, List<TsvColumn> schema) {
        if (schema.isEmpty() || schema.size() > MOST_COLUMNS) {
            throw new ApiError.Invalid("The schema has " + schema.size() + " columns; it takes 1 to " + MOST_COLUMNS);
        }
        Map<String, ColumnType> columns = new HashMap<>();
        for (TsvColumn column : schema) {
            String name = column.name();
            if (!COLUMN.matcher(name).matches()) {
                throw new ApiError.Invalid(
                        "'" + name + "' is not a column name of a schema; it has the form [a-z0-9_]{1,255}");
            }
            if (TAKEN.contains(name) || (name.equals("end") && type.addsEnd())) {
                throw new ApiError.Invalid("The table has a column '" + name + "' of its own, for annotation type "
                        + type + "; give that column of the schema another name");
            }
            if (columns.put(name, column.type()) != null) {
                throw new ApiError.Invalid("The schema names column '" + name + "' twice; give each a name of its own");
            }
        }
        return columns;
    }

    private static void checkKeys(AnnotationType type, Set<TsvKey> given) {
        if (!given.equals(type.keys())) {
            throw new ApiError.Invalid("formatToHeader gives the keys " + new TreeSet<>(given) + "; annotation type "
                    + type + " takes exactly " + new TreeSet<>(type.keys()));
        }
    }

    private static void checkHeader(Map<TsvKey, String> header, Map<String, ColumnType> columns) {
        Map<String, TsvKey> used = new HashMap<>();
        header.forEach((key, column) -> {
            ColumnType type = columns.get(column);
            if (type == null) {
                throw new ApiError.Invalid(
                        "formatToHeader says " + key + " is column '" + column + "', which the schema does not have");
            }
            if (!key.takes(type)) {
                throw new ApiError.Invalid("Column '" + column + "' is " + type
                        + ", but formatToHeader says that it is " + key + "; make it " + key.choice());
            }
            TsvKey other = used.put(column, key);
            if (other != null) {
                throw new ApiError.Invalid("formatToHeader says that column '" + column + "' is both " + other + " and "
                        + key + "; name another column for one of them");
            }
        });
    }
}
