package org.lakeome.ingest.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is right for one file of {@code cases}: a line of {@code cases-expected.tsv}.
 *
 * @param as the entry of {@code annotation-cases.json} whose store and read options hold; empty for VCF and GFF
 * @param rows how many there must be, or {@code refused}
 * @param words that the message must have; a single {@code -} where it must be empty
 * @param cells of rows that must be there, each written {@code column=value&column=value}
 */
record ExpectedCase(String file, String as, String rows, List<String> words, List<String> cells) {
    private static final int COLUMNS = 5;

    /** What became of the file, with all its rows as text by column. */
    record Outcome(boolean completed, long rows, String message, List<Map<String, String>> cells) {}

    static List<ExpectedCase> load() throws IOException {
        List<ExpectedCase> cases = new ArrayList<>();
        try (InputStream in = ExpectedCase.class.getResourceAsStream("/cases-expected.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] columns = line.split("\t", -1);
                    if (columns.length != COLUMNS) {
                        throw new IllegalStateException("Not " + COLUMNS + " columns in cases-expected.tsv: " + line);
                    }
                    cases.add(new ExpectedCase(
                            columns[0], columns[1], columns[2], several(columns[3]), several(columns[4])));
                }
            }
        }
        return cases;
    }

    private static List<String> several(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" \\| "));
    }

    Verdict judge(Outcome outcome) {
        String rows = outcome.completed() ? String.valueOf(outcome.rows()) : "refused";
        List<String> differences = new ArrayList<>();
        if (!rows.equals(this.rows)) {
            differences.add(rows + " instead of " + this.rows);
        }
        for (String word : words) {
            boolean said = word.equals("-")
                    ? outcome.message().isEmpty()
                    : outcome.message().contains(word);
            if (!said) {
                differences.add(word.equals("-") ? "something was said" : "\"" + word + "\" was not said");
            }
        }
        for (String cell : cells) {
            if (outcome.cells().stream().noneMatch(row -> Stream.of(cell.split("&"))
                    .allMatch(one -> one.equals(one.split("=", 2)[0] + "=" + row.get(one.split("=", 2)[0]))))) {
                differences.add("no row has " + cell);
            }
        }
        if (!differences.isEmpty()) {
            return Verdict.differing(
                    file,
                    String.join("; ", differences) + "; the message is: " + outcome.message() + "; the first rows are "
                            + outcome.cells()
                                    .subList(0, Math.min(3, outcome.cells().size())));
        }
        return outcome.completed() ? Verdict.agreed(file) : Verdict.refusedRightly(file, outcome.message());
    }
}
