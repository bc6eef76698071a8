package org.lakeome.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lakeome.output.Records;

/**
 * What a command shows on standard output: rows under named columns, or the fields of one thing. Cells are text, numbers,
 * times, lists of these, or null; they are kept as they are, so that each way to print them can tell them apart. Not
 * thread-safe.
 */
final class Listing {

    private static final String GAP = "  ";

    private final boolean one;
    private final List<String> columns = new ArrayList<>();
    private final List<List<Object>> rows = new ArrayList<>();

    private Listing(boolean one) {
        this.one = one;
    }

    /** Rows to come, under these columns; a name is lower case, as in {@code size bytes}. */
    static Listing of(String... columns) {
        Listing listing = new Listing(false);
        listing.columns.addAll(Arrays.asList(columns));
        return listing;
    }

    /** One thing, whose fields come with {@link #field}. */
    static Listing one() {
        Listing listing = new Listing(true);
        listing.rows.add(new ArrayList<>());
        return listing;
    }

    Listing row(Object... cells) {
        if (one || cells.length != columns.size()) {
            throw new IllegalArgumentException("a row of %d cells under %s".formatted(cells.length, columns));
        }
        rows.add(Arrays.asList(cells));
        return this;
    }

    Listing field(String name, Object value) {
        columns.add(name);
        rows.getFirst().add(value);
        return this;
    }

    /** Whether this is one thing and no list. */
    boolean isOne() {
        return one;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> columns() {
        return columns;
    }

    List<List<Object>> rows() {
        return rows;
    }

    /** For programs: names in the form {@code size_bytes}, cells as they are. */
    Records<RuntimeException> records() {
        Iterator<List<Object>> left = rows.iterator();
        return new Records<>() {
            @Override
            public List<String> columns() {
                return columns.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"))
                        .toList();
            }

            @Override
            public List<Object> next() {
                return left.hasNext() ? left.next() : null;
            }
        };
    }

    /** An aligned table with a line of names above, or a line for each field; without rows it prints nothing. */
    void print(PrintWriter out) {
        if (one) {
            printFields(out);
        } else if (!rows.isEmpty()) {
            printTable(out);
        }
        out.flush();
    }

    private void printFields(PrintWriter out) {
        int width = columns.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < columns.size(); i++) {
            Object value = rows.getFirst().get(i);
            List<?> lines = value instanceof Collection<?> many ? List.copyOf(many) : Arrays.asList(value);
            for (Object line : lines) {
                out.println((padded(columns.get(i), width, false) + GAP + text(line)).stripTrailing());
            }
        }
    }

    private void printTable(PrintWriter out) {
        List<List<String>> texts = new ArrayList<>();
        texts.add(columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
        rows.forEach(row -> texts.add(row.stream().map(Listing::text).toList()));
        int[] widths = IntStream.range(0, columns.size())
                .map(i ->
                        texts.stream().mapToInt(row -> width(row.get(i))).max().orElse(0))
                .toArray();
        for (List<String> row : texts) {
            out.println(IntStream.range(0, widths.length)
                    .mapToObj(i -> padded(row.get(i), widths[i], isNumber(i)))
                    .collect(Collectors.joining(GAP))
                    .stripTrailing());
        }
    }

    private boolean isNumber(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(cell -> cell == null || cell instanceof Number);
    }

    /** Names, descriptions and messages are what somebody wrote, and must not reach the terminal as commands. */
    private static String text(Object cell) {
        return switch (cell) {
            case null -> "";
            case Integer number -> String.format(Locale.ROOT, "%,d", number);
            case Long number -> String.format(Locale.ROOT, "%,d", number);
            case Collection<?> many -> many.stream().map(Listing::text).collect(Collectors.joining(", "));
            default -> cell.toString().replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        };
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - width(text)));
        return right ? blanks + text : text + blanks;
    }
}
