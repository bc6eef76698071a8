package org.lakeome.ingest.vcf;

import java.io.Serializable;

/**
 * Values that break a rule of VCF and are kept as they are written, because their column can hold them.
 *
 * @param line of the first one, 0 if there is none
 * @param first what is wrong with it
 */
public record Remarks(long count, long line, String first) implements Serializable {
    public static final Remarks NONE = new Remarks(0, 0, "");

    public Remarks plus(Remarks later, long laterLine) {
        if (later.count == 0) {
            return this;
        }
        return count == 0
                ? new Remarks(later.count, laterLine, later.first)
                : new Remarks(count + later.count, line, first);
    }

    /** One sentence for the user; empty when there is nothing to say. */
    public String note() {
        return count == 0
                ? ""
                : "Values that break a rule of VCF were kept as they are written (" + count + "): the first in line "
                        + line + ", " + Utf8.printable(first) + ".";
    }
}
