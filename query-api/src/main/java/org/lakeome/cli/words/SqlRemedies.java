package org.lakeome.cli.words;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tells what helps against an error of Trino, as far as the error's own text shows it. */
public final class SqlRemedies {
    private static final String TYPE =
            "(varchar|char|tinyint|smallint|integer|bigint|real|double|decimal)(?:\\([\\d, ]+\\))?";

    private static final List<Remedy> ALL = List.of(
            remedy(
                    "mismatched input '(?i:end)'",
                    found -> "`end` is a word of SQL; if the column is meant, quote it: \"end\""),
            remedy("Column '[^']+' cannot be resolved", found -> "`DESCRIBE TABLE_NAME` lists the columns of a table"),
            remedy("Table '[^']+' does not exist", found -> "`lakeome store list` lists the tables you can read"),
            remedy(
                    "Catalog '[^']+' (?:not found|does not exist)",
                    found -> "stores are tables of the catalog `lakeome`"),
            remedy(
                    "(?:Cannot apply operator: |Cannot check if |Cannot find common type between |must be of the same type: )"
                            + TYPE + "\\s+(?:is BETWEEN|\\S+)\\s+" + TYPE + "\\b",
                    found -> found.group(1).endsWith("char") == found.group(2).endsWith("char")
                            ? ""
                            : "text and a number are compared; quote the value: '20', or cast the column: CAST(x AS bigint)"));

    private SqlRemedies() {}

    /** The error's text, with a line behind it that says what helps, where that is known. */
    public static String with(String message) {
        if (message == null) {
            return "the statement failed, and Trino does not say why";
        }
        for (Remedy remedy : ALL) {
            String helps = remedy.error()
                    .matcher(message)
                    .results()
                    .findFirst()
                    .map(remedy.words())
                    .orElse("");
            if (!helps.isEmpty()) {
                return message + System.lineSeparator() + helps;
            }
        }
        return message;
    }

    private static Remedy remedy(String error, Function<MatchResult, String> words) {
        return new Remedy(Pattern.compile(error), words);
    }

    private record Remedy(Pattern error, Function<MatchResult, String> words) {}
}
