package org.lakeome.ingest.write;

import java.io.Serializable;

/**
 * How much a task of the import holds at a time, in heap bytes unless said otherwise. A worker has a task per core.
 *
 * @param splitBytes packed bytes of a split
 * @param splitTextBytes expanded bytes of a split, about
 * @param openFiles files a task writes at once; a file of more samples is read in bands, whose rows are held and then written one
 *     file after another
 * @param groupRecords most records of a row group
 * @param groupBytes what is gathered of a row group, about; as much may be held encoded
 */
public record WriteLimits(long splitBytes, long splitTextBytes, int openFiles, int groupRecords, long groupBytes)
        implements Serializable {
    private static final long MEBI = 1 << 20;

    public static final WriteLimits DEFAULT = new WriteLimits(96 * MEBI, 1024 * MEBI, 128, 65_536, 96 * MEBI);

    /** Whether each sample of a band has encoders of its own, so that a row group may be gathered batch by batch. */
    boolean isNarrow(int samples) {
        return samples <= openFiles;
    }

    /**
     * Bands of a file's samples. Each reads the text again, but the more there are, the more records fit into a row group; both costs
     * are least where the number of bands grows as the root of the number of samples.
     */
    int bands(int samples) {
        return isNarrow(samples) ? 1 : (int) Math.ceil(Math.sqrt((double) samples / openFiles));
    }
}
