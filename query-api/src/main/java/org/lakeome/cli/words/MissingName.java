package org.lakeome.cli.words;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name in a statement that Trino does not know.
 *
 * @param name as it was typed, in lower case
 * @param question SQL whose first column has the names that could be meant, of those that whoever asks may see
 */
public record MissingName(String name, String question) {
    private static final Pattern TABLE_IN_STATEMENT =
            Pattern.compile("(?i)\\b(?:from|join)\\s+((?:[\\w$]+|\"[^\"]+\")(?:\\.(?:[\\w$]+|\"[^\"]+\"))*)");

    private record Rule(Pattern error, BiFunction<MatchResult, String, Optional<MissingName>> name) {
        Rule(String error, BiFunction<MatchResult, String, Optional<MissingName>> name) {
            this(Pattern.compile(error), name);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "Table '([^'.]+)\\.([^'.]+)\\.([^']+)' does not exist",
                    (found, sql) -> Optional.of(new MissingName(
                            found.group(3),
                            "SELECT table_name FROM %s.information_schema.tables WHERE table_schema = %s"
                                    .formatted(identifier(found.group(1)), text(found.group(2)))))),
            new Rule(
                    "Schema '([^']+)' does not exist",
                    (found, sql) -> Optional.of(new MissingName(found.group(1), "SHOW SCHEMAS"))),
            new Rule(
                    "Column '(?:[^'.]+\\.)*([^'.]+)' cannot be resolved", (found, sql) -> columns(found.group(1), sql)),
            new Rule(
                    "Function '([^']+)' not registered",
                    (found, sql) -> Optional.of(new MissingName(found.group(1), "SHOW FUNCTIONS"))));

    /**
     * The name that an error is about, if it is about one.
     *
     * @param error as Trino words it
     * @param sql the statement that it refused
     */
    public static Optional<MissingName> of(String error, String sql) {
        return RULES.stream()
                .flatMap(rule -> rule.error()
                        .matcher(error)
                        .results()
                        .limit(1)
                        .flatMap(found -> rule.name().apply(found, sql).stream()))
                .findFirst();
    }

    /** Of the tables that the statement names: to ask for the columns of all would open every table. */
    private static Optional<MissingName> columns(String name, String sql) {
        Set<String> tables = new LinkedHashSet<>();
        TABLE_IN_STATEMENT.matcher(sql).results().forEach(found -> tables.add(lastPart(found.group(1))));
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of(new MissingName(
                        name,
                        "SELECT DISTINCT column_name FROM information_schema.columns WHERE table_name IN ("
                                + tables.stream().map(MissingName::text).collect(Collectors.joining(", ")) + ")"));
    }

    private static String lastPart(String path) {
        String last = path.replaceFirst("^(?:[\\w$]+\\.|\"[^\"]+\"\\.)*", "");
        return last.startsWith("\"") ? last.substring(1, last.length() - 1) : last.toLowerCase(Locale.ROOT);
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }
}
