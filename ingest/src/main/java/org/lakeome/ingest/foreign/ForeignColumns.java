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
 * @param folders names of columns that its folders give
 */
record ForeignColumns(String file, Map<String, Types.NestedField> columns, Set<String> folders) {

    /** What tells the schema that AWS suggests to those who leave HealthOmics. */
    private static final Set<String> SUGGESTED = Set.of("sample_name", "chrom", "pos", "ref", "alt");

    static ForeignColumns of(String file, Schema schema, Set<String> folders) {
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
        Set<String> all = new TreeSet<>(columns.keySet());
        all.addAll(folders);
        return all.containsAll(SUGGESTED);
    }

    Optional<Types.NestedField> find(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** Nothing of a table shall be left behind without a word. */
    void refuseOthersThan(Set<String> known) {
        List<String> others = new ArrayList<>();
        columns.forEach((name, field) -> {
            if (!known.contains(name)) {
                others.add("'" + field.name() + "' (" + field.type() + ")");
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
                "There is no column '" + name + "' (" + wanted + ") among " + columns.keySet()
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
