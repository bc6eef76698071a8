package org.lakeome.ingest.vcf;

import java.io.Serializable;
import org.lakeome.ingest.normalise.ReferenceSequence;

/**
 * What is done to records between their text and the batch.
 *
 * @param reference against which every record is left-aligned and trimmed in place; null to leave records as they are written
 * @param splitMultiallelics one record per ALT allele
 * @param ignoreQuality QUAL is not kept
 * @param ignoreFilters FILTER is not kept
 * @param strictInfos an INFO key that neither the header declares nor the specification reserves is a fault, as at AWS
 */
public record ReadOptions(
        ReferenceSequence reference,
        boolean splitMultiallelics,
        boolean ignoreQuality,
        boolean ignoreFilters,
        boolean strictInfos)
        implements Serializable {
    /** Records as they are written; the first malformed one fails the file. */
    public static final ReadOptions AS_WRITTEN = new ReadOptions(null, false, false, false);

    public ReadOptions(
            ReferenceSequence reference, boolean splitMultiallelics, boolean ignoreQuality, boolean ignoreFilters) {
        this(reference, splitMultiallelics, ignoreQuality, ignoreFilters, false);
    }
}
