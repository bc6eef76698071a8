package org.lakeome.catalog.format;

import static org.lakeome.catalog.format.TsvKey.ALT;
import static org.lakeome.catalog.format.TsvKey.CHR;
import static org.lakeome.catalog.format.TsvKey.END;
import static org.lakeome.catalog.format.TsvKey.POS;
import static org.lakeome.catalog.format.TsvKey.REF;
import static org.lakeome.catalog.format.TsvKey.START;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What the rows of a TSV annotation store say about the genome, and so which columns it has to have. */
public enum AnnotationType {
    GENERIC(),
    CHR_POS(CHR, POS),
    CHR_POS_REF_ALT(CHR, POS, REF, ALT),
    CHR_START_END_ONE_BASE(CHR, START, END),
    CHR_START_END_REF_ALT_ONE_BASE(CHR, START, END, REF, ALT),
    CHR_START_END_ZERO_BASE(CHR, START, END),
    CHR_START_END_REF_ALT_ZERO_BASE(CHR, START, END, REF, ALT);

    private final Set<TsvKey> keys;

    AnnotationType(TsvKey... keys) {
        Set<TsvKey> all = EnumSet.noneOf(TsvKey.class);
        all.addAll(Arrays.asList(keys));
        this.keys = Collections.unmodifiableSet(all);
    }

    /** The keys that {@code formatToHeader} has to give, all of them and no others. */
    public Set<TsvKey> keys() {
        return keys;
    }

    /** Whether the table gets a column {@code end} of its own, as the file has but one position. */
    public boolean addsEnd() {
        return keys.contains(POS);
    }

    /** Whether its rows can be left-normalised. */
    public boolean hasAlleles() {
        return keys.contains(REF);
    }
}
