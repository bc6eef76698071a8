package org.lakeome.ingest.write;

import java.io.Serializable;

/**
 * How much a task of the import holds at a time, in heap bytes unless said otherwise.
 *
 * @param splitBytes packed bytes of a split
 * @param splitTextBytes expanded bytes of a split, about
 * @param openFiles files a task writes at once; a band of more samples writes its files one after another instead
 * @param batchRecords records of a batch, and so of a row group, while a task's files all stay open
 * @param bandBytes calls of a band that writes its files one after another, about: they are held until all are written
 */
public record WriteLimits(long splitBytes, long splitTextBytes, int openFiles, int batchRecords, long bandBytes)
        implements Serializable {
    private static final long MEBI = 1 << 20;

    public static final WriteLimits DEFAULT = new WriteLimits(48 * MEBI, 512 * MEBI, 32, 65_536, 96 * MEBI);
}
