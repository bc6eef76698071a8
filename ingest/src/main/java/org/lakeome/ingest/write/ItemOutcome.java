package org.lakeome.ingest.write;

/** What became of one input file of a job; message is empty when there is nothing to say. */
public record ItemOutcome(String source, boolean completed, String message, long records, long rows) {
    static ItemOutcome failed(String source, String message) {
        return new ItemOutcome(source, false, message, 0, 0);
    }
}
