package org.lakeome.catalog.work;

/**
 * What a worker says of one source file; the message is for the user and may be empty.
 *
 * @param content the same for files of equal bytes; empty where it is not known
 */
public record ItemReport(String source, ItemState state, String message, long records, long rows, String content) {

    public ItemReport(String source, ItemState state, String message, long records, long rows) {
        this(source, state, message, records, rows, "");
    }
}
