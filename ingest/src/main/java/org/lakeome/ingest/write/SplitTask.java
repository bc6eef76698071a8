package org.lakeome.ingest.write;

import java.io.Serializable;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vep.VepFormat;

/**
 * One Spark task: the records of a split for a band of samples. The numbers only serve to name its files.
 *
 * @param vepFormat of the entries that fill the annotations; null to leave them null
 * @param skippedLines lines of bad records, counted from the start of the split
 */
record SplitTask(
        int item,
        int number,
        TextSource source,
        VcfHeader header,
        Split split,
        SampleBand band,
        int bands,
        VepFormat vepFormat,
        long[] skippedLines)
        implements Serializable {
    SplitTask without(long[] badLines) {
        return new SplitTask(item, number, source, header, split, band, bands, vepFormat, badLines);
    }

    /** The whole task anew, with another header. */
    SplitTask with(VcfHeader other) {
        return new SplitTask(item, number, source, other, split, band, bands, vepFormat, new long[0]);
    }

    /** The band whose results count the records, which every band reads. */
    boolean isFirstBand() {
        return band.from() == 0;
    }
}
