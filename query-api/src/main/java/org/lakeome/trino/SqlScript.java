package org.lakeome.trino;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Statements of a text, which semicolons separate: those in quotes, in comments and in the body of a function do not.
 *
 * @param rest what stands behind the last semicolon, if it is more than blanks and comments; else empty
 */
public record SqlScript(List<Statement> statements, String rest) {

    /** @param line where it begins, from 1 */
    public record Statement(String sql, int line) {}

    public static SqlScript of(String text) {
        return new Scan(text).script();
    }

    /** All statements, the last of which need not end with a semicolon. */
    public static List<Statement> all(String text) {
        SqlScript script = of(text);
        List<Statement> all = new ArrayList<>(script.statements());
        if (!script.rest().isEmpty()) {
            all.add(new Statement(
                    script.rest().strip(),
                    line(text, text.length() - script.rest().length())));
        }
        return all;
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /** Reads a text once. */
    private static final class Scan {
        private final String text;
        private final List<Statement> statements = new ArrayList<>();
        private int at;
        /** Where the first word of the statement is; -1 before it. */
        private int first = -1;

        private boolean hasFunction;
        private boolean afterEnd;
        private int blocks;

        Scan(String text) {
            this.text = text;
        }

        SqlScript script() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (text.startsWith("--", at)) {
                    at = behind("\n", at + 2);
                } else if (text.startsWith("/*", at)) {
                    at = behind("*/", at + 2);
                } else if (c == ';' && blocks == 0) {
                    end();
                } else if (Character.isWhitespace(c)) {
                    at++;
                } else {
                    first = first < 0 ? at : first;
                    token(c);
                }
            }
            return new SqlScript(List.copyOf(statements), first < 0 ? "" : text.substring(first));
        }

        private void end() {
            if (first >= 0) {
                statements.add(new Statement(text.substring(first, at).strip(), line(text, first)));
            }
            first = -1;
            hasFunction = false;
            afterEnd = false;
            at++;
        }

        private void token(char c) {
            if (Character.isLetter(c) || c == '_') {
                int from = at;
                while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                    at++;
                }
                word(text.substring(from, at).toUpperCase(Locale.ROOT));
                return;
            }
            afterEnd = false;
            if (c == '\'' || c == '"') {
                // A doubled quote is two strings to this loop, which comes to the same.
                at = behind(String.valueOf(c), at + 1);
            } else {
                at++;
            }
        }

        /** Only the body of a function has blocks: BEGIN, and CASE as statement or expression. */
        private void word(String word) {
            boolean closes = afterEnd;
            afterEnd = hasFunction && word.equals("END");
            switch (word) {
                case "FUNCTION" -> hasFunction = true;
                case "BEGIN" -> blocks += hasFunction ? 1 : 0;
                case "CASE" -> blocks += hasFunction && !closes ? 1 : 0;
                case "END" -> blocks -= blocks > 0 ? 1 : 0;
                case "IF", "LOOP", "WHILE", "REPEAT" -> blocks += closes ? 1 : 0;
                default -> {}
            }
        }

        private int behind(String end, int from) {
            int found = text.indexOf(end, from);
            return found < 0 ? text.length() : found + end.length();
        }
    }
}
