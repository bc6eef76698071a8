package org.lakeome.api.http;

/** Text from outside made fit for one log line. */
public final class LogText {

    private static final int LONGEST = 500;

    private LogText() {}

    /** Control characters and everything beyond ASCII become {@code \}{@code uXXXX}; long text is cut. */
    public static String escaped(String text) {
        StringBuilder line = new StringBuilder();
        text.chars()
                .limit(LONGEST)
                .forEach(c -> line.append(c >= ' ' && c < 0x7f ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return text.length() > LONGEST ? line + "..." : line.toString();
    }
}
