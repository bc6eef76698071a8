package org.lakeome.ingest.source;

import java.io.Serializable;

/**
 * What one input file may ask of us; every default of a library that we change is stated here or beside its use.
 *
 * @param lineBytes longest line
 * @param headerBytes longest header, all its lines together
 * @param headerLines most lines of a header; each may be kept
 * @param expansionRatio expanded bytes allowed per compressed byte, once {@code expansionFreeBytes} have come out
 * @param expansionFreeBytes expanded bytes that are free of the ratio check
 * @param infos most INFO lines of a header
 * @param formats most FORMAT lines of a header; each costs every row an entry of a map
 * @param infoEntries most entries of a record's INFO, repeated keys counted
 * @param samples most samples of a file; each has data files of its own
 * @param alternates most ALT alleles of a record
 * @param ploidy most alleles of a genotype
 * @param rejectedRecords most records of a file that may be set aside before the file itself fails
 * @param hopelessRecords a file fails when none of so many first records is good
 * @param rejectedTextBytes bytes of a bad record's line that are kept
 */
public record IngestLimits(
        int lineBytes,
        long headerBytes,
        int headerLines,
        int expansionRatio,
        long expansionFreeBytes,
        int infos,
        int formats,
        int infoEntries,
        int samples,
        int alternates,
        int ploidy,
        long rejectedRecords,
        int hopelessRecords,
        int rejectedTextBytes)
        implements Serializable {
    private static final int MEBI = 1 << 20;

    public static final IngestLimits DEFAULT = new IngestLimits(
            64 * MEBI,
            256L * MEBI,
            1_000_000,
            200,
            64L * MEBI,
            20_000,
            1_000,
            100_000,
            50_000,
            10_000,
            1_000,
            1_000_000,
            10_000,
            64 << 10);
}
