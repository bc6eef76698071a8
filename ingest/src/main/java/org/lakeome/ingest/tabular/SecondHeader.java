package org.lakeome.ingest.tabular;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineReader;

/**
 * Finds headers behind the first row, as in files that were put together: their names would become a row, and the rows behind one
 * that names the columns in another order would have their values in the wrong ones. Names that differ in case, marks and blanks
 * alone are the same.
 */
final class SecondHeader {
    private static final String REASON = "The line is a second header, as in files that were put together";

    private final String file;
    private final String headerLine;
    private final String separator;
    private final List<String> header;
    /** Of the comment before the first row; empty if it is a row that somebody has commented out. */
    private final List<String> comment;

    private final List<String> schema;
    /** A header begins with one of these. */
    private final String[] known;

    SecondHeader(String name, TabularFile file) {
        this.file = name;
        headerLine = file.header();
        separator = file.options().separator();
        header = names(headerLine);
        List<String> commented = names(file.lastComment());
        comment = commented.stream().anyMatch(SecondHeader::isNumber) ? List.of() : commented;
        schema = file.layout().columns().stream()
                .map(column -> HeaderNames.plain(column.name()))
                .collect(Collectors.toList());
        known = Stream.of(header, comment, schema)
                .flatMap(List::stream)
                .filter(known -> !known.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }

    /**
     * Looks no further at a line that does not begin with a name, as nearly all do not.
     *
     * @throws FieldFault for a header that says what the first said
     * @throws InputFault when the columns have another order from here on
     */
    void check(String line, LineReader at) throws IOException {
        if (!headerLine.isEmpty() && line.equals(headerLine)) {
            throw new FieldFault("", "", REASON + "; import them one by one, or remove it.");
        }
        if (!beginsWithName(line)) {
            return;
        }
        List<String> names = names(line);
        if (names.equals(header)) {
            throw new FieldFault("", "", REASON + "; import them one by one, or remove it.");
        }
        requireNoOtherOrder(names, List.of(header, schema), at);
        if (names.equals(schema)) {
            throw new FieldFault(
                    "",
                    "",
                    "The line holds the names of the store's columns: it is a header, or a second header in files that were put"
                            + " together. For a file with a header give the read option header=true.");
        }
    }

    /** A comment that gives the same names in the same order does no harm. */
    void checkComment(String line, LineReader at) throws IOException {
        if (beginsWithName(line)) {
            requireNoOtherOrder(names(line), List.of(header, schema, comment), at);
        }
    }

    private void requireNoOtherOrder(List<String> names, List<List<String>> orders, LineReader at) throws IOException {
        if (!orders.contains(names)
                && orders.stream().anyMatch(order -> sorted(order).equals(sorted(names)))) {
            FieldFault fault = TabularLines.told(new FieldFault(
                    "",
                    "",
                    REASON + ", and names the columns in another order than the first; import them one by one."));
            throw new InputFault(file, at.lineInFile(), fault.getMessage());
        }
    }

    /** A single name is no header: it may be a value. */
    private List<String> names(String line) {
        return line.contains(separator)
                ? Arrays.stream(line.split(Pattern.quote(separator), -1))
                        .map(HeaderNames::plain)
                        .collect(Collectors.toList())
                : List.of();
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().collect(Collectors.toList());
    }

    private boolean beginsWithName(String line) {
        int end = line.indexOf(separator);
        for (int i = 0; end > 0 && i < known.length; i++) {
            if (isName(line, end, known[i])) {
                return true;
            }
        }
        return false;
    }

    /** The same as to compare the plain form of [0, end), without making it. */
    private static boolean isName(String line, int end, String name) {
        int at = 0;
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                if (at == name.length() || Character.toLowerCase(c) != name.charAt(at)) {
                    return false;
                }
                at++;
            }
        }
        return at == name.length();
    }
}
