package org.lakeome.ingest.vep;

import java.io.Serializable;

/**
 * Entries of VEP that were not as they should be.
 *
 * @param repaired entries with commas in a value, put together again
 * @param leftOut entries that could not be read
 * @param line the first line with one of them, 0 for none; counted from wherever the maker of the counts says
 */
public record VepCounts(long repaired, long leftOut, long line) implements Serializable {
    public static final VepCounts NONE = new VepCounts(0, 0, 0);

    /** Adds what a line held that comes behind all lines counted so far. */
    public VepCounts plus(long moreRepaired, long moreLeftOut, long atLine) {
        return moreRepaired + moreLeftOut == 0
                ? this
                : new VepCounts(repaired + moreRepaired, leftOut + moreLeftOut, line == 0 ? atLine : line);
    }

    /** For the user; empty when there is nothing to say. */
    public String message() {
        if (repaired + leftOut == 0) {
            return "";
        }
        String mended = repaired == 1 ? "1 VEP entry was repaired" : repaired + " VEP entries were repaired";
        String lost = repaired == 0
                ? leftOut == 1
                        ? "1 VEP entry could not be read and was"
                        : leftOut + " VEP entries could not be read and were"
                : leftOut == 1 ? ", 1 could not be read and was" : ", " + leftOut + " could not be read and were";
        return (repaired == 0 ? "" : mended) + (leftOut == 0 ? "" : lost + " left out") + "; the first at line " + line
                + ".";
    }
}
