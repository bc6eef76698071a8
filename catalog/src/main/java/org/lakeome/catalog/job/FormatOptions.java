package org.lakeome.catalog.job;

import java.util.Optional;

/** How the file of an annotation import is to be read, as far as the caller says. */
public sealed interface FormatOptions {

    /** Nothing to say: variant imports and GFF. */
    record None() implements FormatOptions {}

    /** For VCF: columns to leave null. */
    record Vcf(Optional<Boolean> ignoreQualField, Optional<Boolean> ignoreFilterField) implements FormatOptions {
        public static final Vcf DEFAULT = new Vcf(Optional.empty(), Optional.empty());
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
