package org.lakeome.ingest.vcf;

import java.io.Serializable;

/**
 * Values of one {@link RemarkKind}.
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
}
