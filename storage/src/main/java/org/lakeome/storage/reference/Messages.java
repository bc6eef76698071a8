package org.lakeome.storage.reference;

/** Texts of a worker on their way into a column. */
final class Messages {
    private static final int MOST = 1000;

    private Messages() {}

    static String fit(String message) {
        // A worker's text may quote a file: no control characters of it reach the user's terminal.
        String printable = message.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= MOST ? printable : printable.substring(0, MOST - 3) + "...";
    }
}
