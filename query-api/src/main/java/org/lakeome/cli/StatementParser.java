package org.lakeome.cli;

import java.util.Locale;
import java.util.Set;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;
import org.lakeome.trino.SqlScript;

/** Lets a statement go over lines until its semicolon, and gives completion the word at the cursor. */
final class StatementParser extends DefaultParser {
    private static final Set<String> ALONE = Set.of("quit", "exit", "help");

    StatementParser() {
        setQuoteChars(new char[0]);
        setEscapeChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE) {
            String rest = SqlScript.of(line).rest().strip();
            if (!rest.isEmpty() && !ALONE.contains(rest.toLowerCase(Locale.ROOT))) {
                throw new EOFError(-1, -1, "The statement has no end yet");
            }
        }
        return super.parse(line, cursor, context);
    }

    @Override
    public boolean isDelimiterChar(CharSequence buffer, int position) {
        char c = buffer.charAt(position);
        return !Character.isLetterOrDigit(c) && c != '_' && c != '$';
    }
}
