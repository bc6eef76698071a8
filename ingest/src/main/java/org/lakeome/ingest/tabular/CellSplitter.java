package org.lakeome.ingest.tabular;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvFormat;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import org.lakeome.ingest.source.FieldFault;

/**
 * Takes a line apart with the parser that Spark's CSV reader uses, set up as Spark does it, and refuses what that parser would change
 * or end by itself: a quote that is open at the line's end. For one thread.
 */
final class CellSplitter {
    /** Spark's own limit. */
    private static final int MOST_COLUMNS = 20_480;

    private static final int NO_LIMIT = -1;

    private final CsvParser parser;
    private final char quote;
    private final char escape;
    private boolean keptQuotes;
    private boolean open;

    CellSplitter(CsvOptions options) {
        quote = options.quote();
        escape = options.escape();
        CsvParserSettings settings = new CsvParserSettings();
        CsvFormat format = settings.getFormat();
        format.setDelimiter(options.separator());
        format.setQuote(quote);
        format.setQuoteEscape(escape);
        // Lines are found before, and a line break inside quotes is not read: as in Spark without multiLine.
        format.setLineSeparator("\n");
        format.setNormalizedNewline('\n');
        settings.setCommentProcessingEnabled(false);
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setReadInputOnSeparateThread(false);
        settings.setInputBufferSize(1 << 10);
        settings.setMaxColumns(MOST_COLUMNS);
        settings.setMaxCharsPerColumn(NO_LIMIT);
        settings.setNullValue("");
        settings.setEmptyValue("");
        settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.STOP_AT_DELIMITER);
        settings.setErrorContentLength(0);
        parser = new CsvParser(settings);
    }

    String[] split(String line) {
        keptQuotes = false;
        open = false;
        return line.indexOf(quote) < 0 ? parsed(line) : quoted(line);
    }

    private String[] quoted(String line) {
        // A quote that is still open takes the line's end into its cell.
        String[] cells = parsed(line + "\n");
        open = isOpen(cells);
        if (open) {
            throw new FieldFault(
                    "",
                    "",
                    "A quote is open at the line's end: a quoted value must end in its line. If the file means no quoting by "
                            + quote + ", give the read option quote a character that it does not have.");
        }
        for (String cell : cells) {
            if (escape != quote && cell != null && !cell.isEmpty() && cell.charAt(0) == quote) {
                checkUnchanged(line, cell);
            }
        }
        return cells;
    }

    private static boolean isOpen(String[] cells) {
        String last = cells[cells.length - 1];
        return last != null && last.endsWith("\n");
    }

    /** What begins with a quote still had other text behind its closing quote, and is no quoted value. */
    private void checkUnchanged(String line, String cell) {
        keptQuotes = true;
        if (!line.contains(cell)) {
            throw new FieldFault("", cell, "The quotes of a value contradict each other.");
        }
    }

    /**
     * A line that follows one with an open quote is the rest of the quoted value: it comes to a closing quote, and the cells
     * behind it are in order.
     */
    boolean closes(String line) {
        open = false;
        if (line.indexOf(quote) < 0) {
            return false;
        }
        String[] cells = parsed(quote + line + "\n");
        return !isOpen(cells) && (cells[0] == null || cells[0].isEmpty() || cells[0].charAt(0) != quote);
    }

    /** The line split last was refused for a quote that its end leaves open. */
    boolean isOpen() {
        return open;
    }

    /** The line split last has a cell that begins with a quote and is kept as it is. */
    boolean keptQuotes() {
        return keptQuotes;
    }

    private String[] parsed(String line) {
        try {
            return parser.parseLine(line);
        } catch (TextParsingException e) {
            throw new FieldFault(
                    "", "", "The line cannot be taken apart; it may have more than " + MOST_COLUMNS + " columns.");
        }
    }
}
