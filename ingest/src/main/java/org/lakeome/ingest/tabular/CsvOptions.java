package org.lakeome.ingest.tabular;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The read options of a TSV import, with the meanings of Spark's CSV reader. {@code quoteAll} and {@code escapeQuotes} only
 * matter where files are written.
 *
 * @param comment lines that start with it are skipped; {@link #NONE} for no comments
 * @param header the first line that is neither empty nor a comment is a header; it is skipped, columns go by position
 * @param lineEnd byte that ends a line
 * @param keepCarriageReturn a carriage return before the line's end belongs to the line
 * @param nullValues what stands for a missing value in columns that are no text, besides the empty cell
 */
public record CsvOptions(
        String separator,
        String encoding,
        char quote,
        char escape,
        char comment,
        boolean header,
        byte lineEnd,
        boolean keepCarriageReturn,
        Set<String> nullValues)
        implements Serializable {
    static final char NONE = '\0';

    /** Where a store says which its {@link #nullValues} are. */
    static final String NULL_VALUES_TAG = "lakeome:null-values";

    private static final String NULL_VALUES = "nullValues";

    /** Shift codes too: an encoding with states, as ISO-2022-JP, gives them and the bytes behind them a meaning of its own. */
    private static final byte[] ASCII = ascii();

    /** What AWS reads with when no option is given. */
    public static final CsvOptions DEFAULT =
            new CsvOptions("\t", "UTF-8", '"', '\\', NONE, true, (byte) '\n', false, Set.of());

    /**
     * @param options by the names of the AWS API; those absent keep Spark's defaults. Without any option at all a file is
     *     tab-separated with a header, as at AWS. {@code nullValues} is ours: words with blanks or commas between them
     */
    public static CsvOptions of(Map<String, String> options) {
        Map<String, String> given = new HashMap<>(options);
        Set<String> nullValues = nullValues(given.remove(NULL_VALUES));
        return given.isEmpty() ? DEFAULT.with(nullValues) : given(given).with(nullValues);
    }

    private CsvOptions with(Set<String> missing) {
        return new CsvOptions(
                separator, encoding, quote, escape, comment, header, lineEnd, keepCarriageReturn, missing);
    }

    private static Set<String> nullValues(String text) {
        return text == null
                ? Set.of()
                : Stream.of(text.split("[,\\s]+"))
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static CsvOptions given(Map<String, String> options) {
        String lineSep = unescaped(options.getOrDefault("lineSep", ""));
        return new CsvOptions(
                unescaped(options.getOrDefault("sep", ",")),
                charset(options.getOrDefault("encoding", "UTF-8")).name(),
                character("quote", options.getOrDefault("quote", "\"")),
                character("escape", options.getOrDefault("escape", "\\")),
                character("comment", options.getOrDefault("comment", "")),
                Boolean.parseBoolean(options.getOrDefault("header", "false")),
                lineEnd(lineSep),
                lineSep.equals("\n"),
                Set.of());
    }

    public Charset charset() {
        return Charset.forName(encoding);
    }

    private static byte[] ascii() {
        byte[] text = new byte[0x7f - ' ' + 6];
        int length = 0;
        for (int c = ' '; c < 0x7f; c++) {
            text[length++] = (byte) c;
        }
        for (char c : "\t\n\r\016\017\033".toCharArray()) {
            text[length++] = (byte) c;
        }
        return text;
    }

    private static Charset charset(String name) {
        try {
            Charset charset = Charset.forName(name);
            if (charset.canEncode()
                    && new String(ASCII, charset).equals(new String(ASCII, StandardCharsets.US_ASCII))) {
                return charset;
            }
            throw new IllegalArgumentException("The encoding " + name
                    + " is one in which ASCII's bytes may mean something else, so that lines and columns cannot be found in it; convert the"
                    + " file to UTF-8.");
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("There is no encoding " + name + ".", e);
        }
    }

    private static char character(String option, String text) {
        String character = unescaped(text);
        if (character.length() > 1) {
            throw new IllegalArgumentException("The option " + option + " must be one character, not " + text + ".");
        }
        return character.isEmpty() ? NONE : character.charAt(0);
    }

    private static byte lineEnd(String lineSep) {
        if (lineSep.isEmpty() || lineSep.equals("\r\n")) {
            return '\n';
        }
        if (lineSep.length() > 1 || lineSep.charAt(0) > 127) {
            throw new IllegalArgumentException("lineSep must be one ASCII character, or \\r\\n.");
        }
        return (byte) lineSep.charAt(0);
    }

    /** Spark takes the two characters {@code \t} for a tab; people write them in JSON and shells. */
    private static String unescaped(String text) {
        return text.replace("\\t", "\t")
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\\\", "\\");
    }
}
