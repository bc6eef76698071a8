package org.lakeome.ingest.vcf;

import java.util.function.Supplier;

/** Counts what breaks a rule and keeps the first. For one thread. */
final class RemarkCount {
    private long count;
    private String first = "";

    void add(String text) {
        if (count++ == 0) {
            first = text;
        }
    }

    /** For values of calls, of which there may be millions: the text is made for the first alone. */
    void add(Supplier<String> text) {
        if (count++ == 0) {
            first = text.get();
        }
    }

    long count() {
        return count;
    }

    /** What was found so far; the line is for the reader to add. */
    Remarks remarks() {
        return count == 0 ? Remarks.NONE : new Remarks(count, 0, first);
    }
}
