package org.lakeome.ingest.tabular;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvFormat;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import org.lakeome.ingest.source.FieldFault;

/** Takes a line apart with the parser that Spark's CSV reader uses, set up as Spark does it. For one thread. */
final class CellSplitter {
    /** Spark's own limit. */
    private static final int MOST_COLUMNS = 20_480;

    private static final int NO_LIMIT = -1;

    private final CsvParser parser;

    CellSplitter(CsvOptions options) {
        CsvParserSettings settings = new CsvParserSettings();
        CsvFormat format = settings.getFormat();
        format.setDelimiter(options.separator());
        format.setQuote(options.quote());
        format.setQuoteEscape(options.escape());
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
        try {
            return parser.parseLine(line);
        } catch (TextParsingException e) {
            throw new FieldFault(
                    "", "", "The line cannot be taken apart; it may have more than " + MOST_COLUMNS + " columns.");
        }
    }
}
