package org.lakeome.ingest.tabular;

/** Tells lines that are rows from blank lines, comments, and the track and browser lines of BED. */
final class RowLines {
    /** BED knows comments whatever the read options say, and no contig's name begins so. */
    private static final char BED_COMMENT = '#';

    private final char comment;
    private final boolean bed;

    RowLines(TableLayout layout, CsvOptions options) {
        this.bed = layout.type().isBed();
        this.comment = bed && options.comment() == CsvOptions.NONE ? BED_COMMENT : options.comment();
    }

    boolean isRow(String line) {
        return !line.isBlank() && !isComment(line) && !isDisplay(line);
    }

    boolean isComment(String line) {
        return comment != CsvOptions.NONE && !line.isEmpty() && line.charAt(0) == comment;
    }

    /** A contig may be called track: its second column is a position then. */
    private boolean isDisplay(String line) {
        return bed && (isDisplay(line, "track") || isDisplay(line, "browser"));
    }

    private static boolean isDisplay(String line, String word) {
        if (!line.startsWith(word)) {
            return false;
        }
        String rest = line.substring(word.length());
        if (rest.isEmpty()) {
            return true;
        }
        String second = rest.strip();
        return Character.isWhitespace(rest.charAt(0)) && (second.isEmpty() || !Character.isDigit(second.charAt(0)));
    }
}
