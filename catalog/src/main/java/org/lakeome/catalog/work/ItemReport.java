package org.lakeome.catalog.work;

/** What a worker says of one source file; the message is for the user and may be empty. */
public record ItemReport(String source, ItemState state, String message, long records, long rows) {}
