package org.lakeome.ingest.vcf;

import java.util.ArrayList;
import java.util.List;

/**
 * The call columns of a batch, record by record and within a record sample by sample of the band: call = record x samples +
 * sample. A column whose FORMAT field the header does not declare is null throughout. Filled by {@link CallTokenizer}.
 */
public final class Calls {
    private final FormatColumns columns;
    final IntLists genotypes = new IntLists();
    final Ints phased = new Ints();
    final IntLists alleleDepths = new IntLists();
    final IntLists phredLikelihoods = new IntLists();
    final IntLists spl = new IntLists();
    final DoubleLists likelihoods = new DoubleLists();
    final Ints depths = new Ints();
    final Ints qualities = new Ints();
    final Ints phaseSets = new Ints();
    final ByteText text = new ByteText();
    /** For each field of {@link FormatColumns#others()}: from and to in the text, from == -1 where the sample lacks it. */
    final List<Ints> others = new ArrayList<>();

    Calls(FormatColumns columns) {
        this.columns = columns;
        columns.others().forEach(field -> others.add(new Ints()));
    }

    FormatColumns columns() {
        return columns;
    }

    /** Allele indexes, 0 = REF, -1 = no call; or null. */
    public List<Integer> genotype(int call) {
        return columns.genotype ? genotypes.list(call) : null;
    }

    public IntLists genotypes() {
        return genotypes;
    }

    public IntLists phredLikelihoods() {
        return phredLikelihoods;
    }

    public IntLists alleleDepths() {
        return alleleDepths;
    }

    public IntLists spl() {
        return spl;
    }

    public DoubleLists likelihoods() {
        return likelihoods;
    }

    public Ints depths() {
        return depths;
    }

    public Ints qualities() {
        return qualities;
    }

    public Ints phaseSets() {
        return phaseSets;
    }

    /** Whether the file's header lets a FORMAT field (GT, AD, DP, ...) fill its column; if not, it is null throughout. */
    public boolean fills(String formatId) {
        return columns.fills(formatId);
    }

    /** Whether the file has FORMAT fields without a column of their own. */
    public boolean hasOthers() {
        return !others.isEmpty();
    }

    /** 1 for a phased call, 0 for another, {@link Ints#MISSING} where there is no genotype. */
    public Ints phased() {
        return phased;
    }

    public Boolean phased(int call) {
        return columns.genotype && phased.get(call) != Ints.MISSING ? (Boolean) (phased.get(call) == 1) : null;
    }

    public List<Double> likelihoods(int call) {
        return columns.likelihoods ? likelihoods.list(call) : null;
    }

    public List<Integer> phredLikelihoods(int call) {
        return columns.phredLikelihoods ? phredLikelihoods.list(call) : null;
    }

    public List<Integer> alleleDepths(int call) {
        return columns.alleleDepths ? alleleDepths.list(call) : null;
    }

    public List<Integer> spl(int call) {
        return columns.spl ? spl.list(call) : null;
    }

    public Integer quality(int call) {
        return columns.quality ? boxed(qualities.get(call)) : null;
    }

    public Integer depth(int call) {
        return columns.depth ? boxed(depths.get(call)) : null;
    }

    public Integer phaseSet(int call) {
        return columns.phaseSet ? boxed(phaseSets.get(call)) : null;
    }

    /** The raw text of another field, or null. */
    String other(int field, int call) {
        Ints places = others.get(field);
        int from = places.get(2 * call);
        return from < 0 ? null : text.string(from, places.get(2 * call + 1));
    }

    private static Integer boxed(int value) {
        return value == Ints.MISSING ? null : (Integer) value;
    }

    void clear() {
        genotypes.clear();
        phased.clear();
        alleleDepths.clear();
        phredLikelihoods.clear();
        spl.clear();
        likelihoods.clear();
        depths.clear();
        qualities.clear();
        phaseSets.clear();
        text.clear();
        others.forEach(Ints::clear);
    }

    long bytes() {
        long bytes = genotypes.bytes() + phased.bytes() + alleleDepths.bytes() + phredLikelihoods.bytes() + spl.bytes();
        bytes += likelihoods.bytes() + depths.bytes() + qualities.bytes() + phaseSets.bytes() + text.length();
        for (Ints places : others) {
            bytes += places.bytes();
        }
        return bytes;
    }
}
