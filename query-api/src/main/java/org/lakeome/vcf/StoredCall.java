package org.lakeome.vcf;

import java.util.List;
import java.util.Map;

/** The columns of a store's row that come from one sample's column; null where the sample lacks the field. */
public record StoredCall(
        Boolean phased,
        List<Integer> calls,
        List<Double> genotypeLikelihoods,
        List<Integer> phredLikelihoods,
        List<Integer> alleleDepths,
        Integer conditionalQuality,
        List<Integer> spl,
        Integer depth,
        Integer phaseSet,
        Map<String, String> information) {
    /** A sample that the record says nothing about. */
    static final StoredCall NONE = new StoredCall(null, null, null, null, null, null, null, null, null, null);
}
