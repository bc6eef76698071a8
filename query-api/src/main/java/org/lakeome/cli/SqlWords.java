package org.lakeome.cli;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes key words, and names of the account's tables and columns, which it asks for when they are first needed. */
final class SqlWords implements Completer {
    private static final List<String> KEY_WORDS = List.of(("""
                    SELECT FROM WHERE GROUP ORDER BY HAVING LIMIT OFFSET DISTINCT AS ON AND OR NOT IN IS NULL BETWEEN LIKE EXISTS CASE WHEN THEN
                    ELSE END INNER LEFT RIGHT FULL CROSS JOIN UNION ALL EXCEPT INTERSECT WITH UNNEST VALUES CAST ASC DESC TRUE FALSE EXPLAIN ANALYZE
                    DESCRIBE SHOW TABLES COLUMNS SCHEMAS FUNCTIONS STATS USE COUNT SUM MIN MAX AVG APPROX_DISTINCT CARDINALITY ANY_MATCH FILTER
                    REDUCE TRANSFORM ELEMENT_AT CONTAINS COALESCE ROUND CONCAT ARRAY MAP ROW INTERVAL DATE TIMESTAMP""").split("\\s+"));

    private static final Set<String> QUOTED = Set.of("end", "order", "group", "table", "user", "when");
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final SqlEngine engine;
    private List<String> names = List.of();
    private long asked;

    SqlWords(SqlEngine engine) {
        this.engine = engine;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        int before = line.cursor() - line.wordCursor() - 1;
        boolean quoted = before >= 0 && line.line().charAt(before) == '"';
        if (!quoted) {
            KEY_WORDS.forEach(word -> candidates.add(word(word)));
        }
        for (String name : names()) {
            if (quoted) {
                candidates.add(word(name + '"'));
            } else if (name.matches("[a-z_][a-z0-9_]*") && !QUOTED.contains(name)) {
                candidates.add(word(name));
            }
        }
    }

    private static Candidate word(String text) {
        return new Candidate(
                text,
                text,
                null,
                null,
                null,
                null,
                !text.toLowerCase(Locale.ROOT).endsWith("\""));
    }

    private List<String> names() {
        if (asked == 0 || System.nanoTime() - asked > FRESH.toNanos()) {
            try {
                names = engine.names();
            } catch (SQLException unanswered) {
                names = List.of();
            }
            asked = System.nanoTime();
        }
        return names;
    }
}
