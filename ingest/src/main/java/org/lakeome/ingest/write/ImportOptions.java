package org.lakeome.ingest.write;

import java.io.Serializable;
import java.util.Optional;
import org.lakeome.ingest.vcf.ReadOptions;

/**
 * What an import of VCF was asked to do.
 *
 * @param vepField INFO id whose VEP entries fill {@code annotations.vep}; null to leave the column null
 */
public record ImportOptions(ReadOptions reading, String vepField) implements Serializable {
    /** The file's records as they are. */
    public static final ImportOptions DEFAULT = new ImportOptions(ReadOptions.AS_WRITTEN, null);

    public Optional<String> vep() {
        return Optional.ofNullable(vepField);
    }
}
