package org.lakeome.ingest.tabular;

import static org.lakeome.ingest.tabular.HeaderKey.ALT;
import static org.lakeome.ingest.tabular.HeaderKey.CHR;
import static org.lakeome.ingest.tabular.HeaderKey.END;
import static org.lakeome.ingest.tabular.HeaderKey.POS;
import static org.lakeome.ingest.tabular.HeaderKey.REF;
import static org.lakeome.ingest.tabular.HeaderKey.START;

import java.util.List;

/** The seven kinds of coordinates that a TSV annotation store may have (HealthOmics table contract, section 4.3). */
public enum AnnotationType {
    GENERIC,
    CHR_POS(CHR, POS),
    CHR_POS_REF_ALT(CHR, POS, REF, ALT),
    CHR_START_END_ONE_BASE(CHR, START, END),
    CHR_START_END_REF_ALT_ONE_BASE(CHR, START, END, REF, ALT),
    CHR_START_END_ZERO_BASE(CHR, START, END),
    CHR_START_END_REF_ALT_ZERO_BASE(CHR, START, END, REF, ALT);

    private final List<HeaderKey> keys;

    AnnotationType(HeaderKey... keys) {
        this.keys = List.of(keys);
    }

    /** The keys that {@code formatToHeader} must map to columns. */
    public List<HeaderKey> keys() {
        return keys;
    }

    /** The file has one position a row, so that the table gets a column {@code end} of its own. */
    public boolean addsEnd() {
        return keys.contains(POS);
    }

    public boolean hasAlleles() {
        return keys.contains(REF);
    }

    /** Positions of the file count from 1 and become 0-based. */
    boolean isOneBased() {
        return switch (this) {
            case CHR_POS, CHR_POS_REF_ALT, CHR_START_END_ONE_BASE, CHR_START_END_REF_ALT_ONE_BASE -> true;
            case GENERIC, CHR_START_END_ZERO_BASE, CHR_START_END_REF_ALT_ZERO_BASE -> false;
        };
    }

    /** The store takes BED files, whose track and browser lines are no rows. */
    boolean isBed() {
        return this == CHR_START_END_ZERO_BASE || this == CHR_START_END_REF_ALT_ZERO_BASE;
    }
}
