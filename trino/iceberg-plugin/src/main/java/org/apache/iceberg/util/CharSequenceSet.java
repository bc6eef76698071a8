package org.apache.iceberg.util;

/**
 * A set of texts that compare by their characters. Stands in for the class of this name in Iceberg 1.11, which throws when it is
 * asked for null: Trino 483 asks it so for each data file without a sample, where a query names several samples. Goes with
 * Trino's step to Iceberg 1.12; see docs/decisions/20261130-null-partition.md. Not thread-safe while it is filled.
 */
public final class CharSequenceSet extends WrapperSet<CharSequence> {

    private static final ThreadLocal<CharSequenceWrapper> ASKED =
            ThreadLocal.withInitial(() -> CharSequenceWrapper.wrap(null));

    private CharSequenceSet() {}

    public static CharSequenceSet of(Iterable<? extends CharSequence> texts) {
        CharSequenceSet set = new CharSequenceSet();
        texts.forEach(set::add);
        return set;
    }

    public static CharSequenceSet empty() {
        return new CharSequenceSet();
    }

    /** False for null, as sets answer. */
    @Override
    public boolean contains(Object text) {
        return text instanceof CharSequence && super.contains(text);
    }

    // Iceberg's compiled code calls it by this signature.
    @Override
    public boolean add(CharSequence text) {
        return super.add(text);
    }

    @Override
    protected Wrapper<CharSequence> wrapper() {
        return ASKED.get();
    }

    @Override
    protected Wrapper<CharSequence> wrap(CharSequence text) {
        return CharSequenceWrapper.wrap(text);
    }

    @Override
    protected Class<CharSequence> elementClass() {
        return CharSequence.class;
    }
}
