package org.lakeome.ingest.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.InputFault;

/** The cells of a line that may be a header, beside the store's columns. */
final class HeaderNames {
    private static final int SHOWN = 40;

    private final TableLayout layout;
    private final CsvOptions options;
    private final List<String> cells;
    private final List<String> names;
    private final List<String> columns;

    HeaderNames(TableLayout layout, CsvOptions options, String[] cells) {
        this.layout = layout;
        this.options = options;
        this.cells = Arrays.stream(cells).map(cell -> cell == null ? "" : cell).collect(Collectors.toList());
        this.names = this.cells.stream().map(HeaderNames::plain).collect(Collectors.toList());
        this.columns =
                layout.columns().stream().map(column -> plain(column.name())).collect(Collectors.toList());
    }

    /** Names that differ in case, marks and blanks alone are the same: {@code #Chrom} and {@code chrom}. */
    static String plain(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.isEmpty() ? name.strip() : letters;
    }

    boolean hasAllColumns() {
        return names.size() == columns.size();
    }

    boolean isSchema() {
        return names.equals(columns);
    }

    boolean isSchemaInOtherOrder() {
        List<String> sortedNames = new ArrayList<>(names);
        List<String> sortedColumns = new ArrayList<>(columns);
        sortedNames.sort(null);
        sortedColumns.sort(null);
        return !isSchema() && sortedNames.equals(sortedColumns);
    }

    /** How many columns are named as in the store. */
    int agreeing() {
        int count = 0;
        for (int i = 0; i < Math.min(names.size(), columns.size()); i++) {
            count += names.get(i).equals(columns.get(i)) ? 1 : 0;
        }
        return count;
    }

    /** The store has columns that are no text. */
    boolean hasTypes() {
        return layout.columns().stream().anyMatch(column -> column.type() != ColumnType.STRING);
    }

    /** Where the columns of the store that hold positions have whole numbers, which are no names. */
    boolean hasCoordinates() {
        HeaderKey key = layout.type().addsEnd() ? HeaderKey.POS : HeaderKey.START;
        Integer place = layout.places().get(key);
        return place != null && hasAllColumns() && !cells.get(place).isEmpty() && isValue(place);
    }

    /** Every column that is no text has a value of its type, or none, and at least one has one. */
    boolean isRow() {
        if (!hasAllColumns()) {
            return false;
        }
        boolean any = false;
        for (int i = 0; i < cells.size(); i++) {
            if (layout.columns().get(i).type() != ColumnType.STRING && !isMissing(cells.get(i))) {
                if (!isValue(i)) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private boolean isMissing(String cell) {
        return cell.isBlank()
                || ColumnType.isMissing(cell)
                || options.nullValues().contains(cell);
    }

    private boolean isValue(int place) {
        try {
            layout.columns().get(place).type().value(cells.get(place).strip());
            return true;
        } catch (FieldFault fault) {
            return false;
        }
    }

    /** The first column that is named otherwise, or that one of both has more. */
    String difference() {
        for (int i = 0; i < Math.min(names.size(), columns.size()); i++) {
            if (!names.get(i).equals(columns.get(i))) {
                return "column " + (i + 1) + " is " + shown(cells.get(i)) + " in the file and "
                        + layout.columns().get(i).name() + " in the store";
            }
        }
        return "the file has " + names.size() + " columns and the store " + columns.size();
    }

    private static String shown(String cell) {
        return cell.isBlank()
                ? "nameless"
                : InputFault.printable(cell.length() <= SHOWN ? cell : cell.substring(0, SHOWN) + "...");
    }
}
