package org.lakeome.ingest.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.lakeome.ingest.source.InputFault;

/**
 * The columns that a foreign file has, by their names in lower case.
 *
 * @param folders values of columns that its folders give, null where they say that there is none
 */
record ForeignColumns(String file, Map<String, Types.NestedField> columns, Map<String, String> folders) {

    /** What tells the schema that AWS suggests to those who leave HealthOmics. */
    private static final Set<String> SUGGESTED = Set.of("sample_name", "chrom", "pos", "ref", "alt");

    static ForeignColumns of(String file, Schema schema, Map<String, String> folders) {
        Map<String, Types.NestedField> columns = new LinkedHashMap<>();
        for (Types.NestedField field : schema.columns()) {
            if (columns.put(field.name().toLowerCase(Locale.ROOT), field) != null) {
                throw new InputFault(
                        file, 0, "Two columns are called '" + field.name() + "' but for the case; rename one of them.");
            }
        }
        return new ForeignColumns(file, columns, folders);
    }

    boolean isSuggested() {
        return names().containsAll(SUGGESTED);
    }

    private Set<String> names() {
        Set<String> all = new TreeSet<>(columns.keySet());
        all.addAll(folders.keySet());
        return all;
    }

    boolean has(String name) {
        return columns.containsKey(name) || folders.containsKey(name);
    }

    Optional<Types.NestedField> find(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** What the folders say of a column, as a value of its type. */
    Object ofFolder(String name, Type wanted) {
        String text = folders.get(name);
        if (text == null) {
            return null;
        }
        try {
            return switch (wanted.typeId()) {
                case STRING -> text;
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BOOLEAN -> truth(text).orElseThrow(() -> misnamed(name, text, wanted));
                default -> throw misnamed(name, text, wanted);
            };
        } catch (NumberFormatException e) {
            throw misnamed(name, text, wanted);
        }
    }

    private static Optional<Boolean> truth(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
                ? Optional.of(Boolean.valueOf(text))
                : Optional.empty();
    }

    private InputFault misnamed(String name, String text, Type wanted) {
        return new InputFault(
                file,
                0,
                "A folder gives column '" + name + "' the value '" + text + "', which is no " + wanted
                        + "; write the column into the files when the table is copied.");
    }

    /** Nothing of a table shall be left behind without a word. */
    void refuseOthersThan(Set<String> known) {
        List<String> others = new ArrayList<>();
        columns.forEach((name, field) -> {
            if (!known.contains(name)) {
                others.add("'" + field.name() + "' (" + field.type() + ")");
            }
        });
        folders.forEach((name, value) -> {
            if (!known.contains(name)) {
                others.add("'" + name + "' (of a folder)");
            }
        });
        if (!others.isEmpty()) {
            throw new InputFault(
                    file,
                    0,
                    "The store's table has no column " + String.join(", ", others)
                            + "; rename it if it is another one's, or leave it out of the copy. The table has "
                            + new TreeSet<>(known) + ".");
        }
    }

    InputFault missing(String name, Type wanted) {
        return new InputFault(
                file,
                0,
                "There is no column '" + name + "' (" + wanted + ") among " + names()
                        + "; copy the table again with that column.");
    }

    InputFault mismatch(String name, Type found, Type wanted) {
        return new InputFault(
                file,
                0,
                "Column '" + name + "' is " + found + ", where the table has " + wanted
                        + "; cast it when the table is copied.");
    }
}
