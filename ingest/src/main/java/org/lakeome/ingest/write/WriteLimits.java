package org.lakeome.ingest.write;

import java.io.Serializable;

/**
 * How much a task of the import holds at a time, in heap bytes unless said otherwise. A worker has a task per core.
 *
 * @param splitBytes packed bytes of a split
 * @param splitTextBytes expanded bytes of a split, about
 * @param openFiles files a task writes at once; a file of more samples is read in bands, whose rows are held and then written one
 *     file after another
 * @param batchRecords most records of a batch, and so of a row group
 * @param batchBytes a batch's columns, about; as much may be held encoded
 */
public record WriteLimits(long splitBytes, long splitTextBytes, int openFiles, int batchRecords, long batchBytes)
        implements Serializable {
    private static final long MEBI = 1 << 20;

    public static final WriteLimits DEFAULT = new WriteLimits(96 * MEBI, 1024 * MEBI, 128, 65_536, 96 * MEBI);

    long heldBytes() {
        return batchBytes;
    }

    /**
     * Bands of a file's samples. Each reads the text again, but the more there are, the more records fit into a batch; both costs
     * are least where the number of bands grows as the root of the number of samples.
     */
    int bands(int samples) {
        return samples <= openFiles ? 1 : (int) Math.ceil(Math.sqrt((double) samples / openFiles));
    }
}
