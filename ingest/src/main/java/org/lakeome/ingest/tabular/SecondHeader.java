package org.lakeome.ingest.tabular;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lakeome.ingest.source.FieldFault;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LineReader;

/**
 * Finds headers behind the first row, as in files that were put together: their names would become a row, and the rows behind one
 * that names the columns in another order would have their values in the wrong ones.
 */
final class SecondHeader {
    private static final String REASON = "The line is a second header, as in files that were put together";

    private final String file;
    private final String header;
    private final String commentHeader;
    private final String schema;
    private final String separator;
    private final int headerSum;
    private final int commentSum;

    SecondHeader(String name, TabularFile file) {
        this.file = name;
        header = file.header();
        commentHeader = file.commentHeader();
        separator = file.options().separator();
        schema = file.layout().columns().stream().map(TableColumn::name).collect(Collectors.joining(separator));
        headerSum = sum(header);
        commentSum = sum(commentHeader);
    }

    /**
     * Looks no further at a line of another length, as nearly all are.
     *
     * @throws FieldFault for a header that says what the first said
     * @throws InputFault when the columns have another order from here on
     */
    void check(String line, LineReader at) throws IOException {
        if (line.length() == header.length()) {
            if (line.equals(header)) {
                throw new FieldFault("", "", REASON + "; import them one by one, or remove it.");
            }
            if (sum(line) == headerSum && hasSameNames(line, header)) {
                throw otherOrder(at);
            }
        }
        if (line.length() == schema.length() && line.equalsIgnoreCase(schema) && hasSeveralNames(line)) {
            throw new FieldFault(
                    "",
                    "",
                    "The line holds the names of the store's columns: it is a header, or a second header in files that were put"
                            + " together. For a file with a header give the read option header=true.");
        }
    }

    /** A comment that gives the same names in the same order does no harm. */
    void checkComment(String line, LineReader at) throws IOException {
        if (line.length() == commentHeader.length()
                && sum(line) == commentSum
                && !line.equals(commentHeader)
                && hasSameNames(line.substring(1), commentHeader.substring(1))) {
            throw otherOrder(at);
        }
    }

    private InputFault otherOrder(LineReader at) throws IOException {
        FieldFault fault = TabularLines.told(new FieldFault(
                "", "", REASON + ", and names the columns in another order than the first; import them one by one."));
        return new InputFault(file, at.lineInFile(), fault.getMessage());
    }

    private boolean hasSeveralNames(String line) {
        return line.contains(separator);
    }

    private boolean hasSameNames(String line, String names) {
        return hasSeveralNames(line) && Arrays.equals(sorted(line), sorted(names));
    }

    private String[] sorted(String line) {
        String[] names = line.split(Pattern.quote(separator), -1);
        Arrays.sort(names);
        return names;
    }

    private static int sum(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += text.charAt(i);
        }
        return sum;
    }
}
