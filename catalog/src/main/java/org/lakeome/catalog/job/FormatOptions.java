package org.lakeome.catalog.job;

import java.util.Optional;

/** How the file of an annotation import is to be read, as far as the caller says. */
public sealed interface FormatOptions {

    /** Nothing to say: GFF, and variant imports whose store says nothing. */
    record None() implements FormatOptions {}

    /**
     * For VCF: columns to leave null.
     *
     * @param strictInfos of the store's tag, see {@link org.lakeome.catalog.store.ImportSettings#UNDECLARED_INFO}; no caller gives it
     */
    record Vcf(Optional<Boolean> ignoreQualField, Optional<Boolean> ignoreFilterField, boolean strictInfos)
            implements FormatOptions {
        public static final Vcf DEFAULT = new Vcf(Optional.empty(), Optional.empty());

        public Vcf(Optional<Boolean> ignoreQualField, Optional<Boolean> ignoreFilterField) {
            this(ignoreQualField, ignoreFilterField, false);
        }

        Vcf withStrictInfos(boolean strict) {
            return new Vcf(ignoreQualField, ignoreFilterField, strict);
        }
    }

    /**
     * For TSV, CSV and BED: the read options of AWS; what is absent was not given.
     *
     * @param nullValues of the store's tag, see {@link org.lakeome.catalog.store.ImportSettings#NULL_VALUES}; no caller gives them
     */
    record Tsv(
            Optional<String> sep,
            Optional<String> encoding,
            Optional<String> quote,
            Optional<Boolean> quoteAll,
            Optional<String> escape,
            Optional<Boolean> escapeQuotes,
            Optional<String> comment,
            Optional<Boolean> header,
            Optional<String> lineSep,
            Optional<String> nullValues)
            implements FormatOptions {
        public static final Tsv DEFAULT = new Tsv(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        Tsv withNullValues(Optional<String> words) {
            return new Tsv(sep, encoding, quote, quoteAll, escape, escapeQuotes, comment, header, lineSep, words);
        }
    }
}
