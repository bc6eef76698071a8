package org.lakeome.ingest.source;

import java.io.Serializable;

/**
 * What one input file may ask of us; every default of a library that we change is stated here or beside its use.
 *
 * @param lineBytes longest line
 * @param headerBytes longest header, all its lines together
 * @param expansionRatio expanded bytes allowed per compressed byte, once {@code expansionFreeBytes} have come out
 * @param expansionFreeBytes expanded bytes that are free of the ratio check
 * @param alternates most ALT alleles of a record
 * @param ploidy most alleles of a genotype
 */
public record IngestLimits(
        int lineBytes, long headerBytes, int expansionRatio, long expansionFreeBytes, int alternates, int ploidy)
        implements Serializable {
    private static final int MEBI = 1 << 20;

    public static final IngestLimits DEFAULT = new IngestLimits(64 * MEBI, 256L * MEBI, 200, 64L * MEBI, 10_000, 1_000);
}
