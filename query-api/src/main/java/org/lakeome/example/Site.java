package org.lakeome.example;

import java.util.List;

/**
 * One variant record of the cohort.
 *
 * @param position from 1, as in a VCF
 * @param filters empty means PASS
 * @param calls one per sample, in the order of {@link Cohort#samples}
 * @param inherited child's alleles stand as paternal|maternal, and so are those of the whole record phased
 */
record Site(
        String contig,
        int position,
        String id,
        String ref,
        List<String> alts,
        double qual,
        List<String> filters,
        boolean inherited,
        List<Call> calls) {

    Site {
        alts = List.copyOf(alts);
        filters = List.copyOf(filters);
        calls = List.copyOf(calls);
    }

    int alleles() {
        return alts.size() + 1;
    }

    /** Last reference base that the record covers. */
    int end() {
        return position + ref.length() - 1;
    }

    boolean isSnv() {
        return ref.length() == 1 && alts.stream().allMatch(alt -> alt.length() == 1);
    }

    /** How often the allele was called; 0 is the reference allele. */
    int count(int allele) {
        return calls.stream().mapToInt(call -> call.count(allele)).sum();
    }

    int called() {
        return calls.stream().mapToInt(call -> call.isMissing() ? 0 : 2).sum();
    }

    int depth() {
        return calls.stream().mapToInt(Call::depth).sum();
    }
}
