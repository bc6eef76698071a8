package org.lakeome.api.omics;

import java.util.Optional;
import org.lakeome.catalog.job.FormatOptions;
import software.amazon.awssdk.services.omics.model.ReadOptions;
import software.amazon.awssdk.services.omics.model.TsvOptions;
import software.amazon.awssdk.services.omics.model.VcfOptions;

/** How a file of an annotation import is read, as the wire says it. */
final class FormatMembers {

    private FormatMembers() {}

    static Optional<FormatOptions> given(software.amazon.awssdk.services.omics.model.FormatOptions options) {
        if (options == null) {
            return Optional.empty();
        }
        VcfOptions vcf = options.vcfOptions();
        if (vcf != null) {
            return Optional.of(new FormatOptions.Vcf(
                    Optional.ofNullable(vcf.ignoreQualField()), Optional.ofNullable(vcf.ignoreFilterField())));
        }
        return Optional.ofNullable(options.tsvOptions()).map(tsv -> Optional.ofNullable(tsv.readOptions())
                .map(FormatMembers::readOptions)
                .orElse(FormatOptions.Tsv.DEFAULT));
    }

    /** Null for a format without options, which are left out of the answer. */
    static software.amazon.awssdk.services.omics.model.FormatOptions answer(FormatOptions options) {
        return switch (options) {
            case FormatOptions.None() -> null;
            case FormatOptions.Vcf vcf ->
                software.amazon.awssdk.services.omics.model.FormatOptions.fromVcfOptions(VcfOptions.builder()
                        .ignoreQualField(vcf.ignoreQualField().orElse(null))
                        .ignoreFilterField(vcf.ignoreFilterField().orElse(null))
                        .build());
            case FormatOptions.Tsv tsv ->
                software.amazon.awssdk.services.omics.model.FormatOptions.fromTsvOptions(
                        TsvOptions.builder().readOptions(readOptions(tsv)).build());
        };
    }

    private static FormatOptions readOptions(ReadOptions given) {
        return new FormatOptions.Tsv(
                Optional.ofNullable(given.sep()),
                Optional.ofNullable(given.encoding()),
                Optional.ofNullable(given.quote()),
                Optional.ofNullable(given.quoteAll()),
                Optional.ofNullable(given.escape()),
                Optional.ofNullable(given.escapeQuotes()),
                Optional.ofNullable(given.comment()),
                Optional.ofNullable(given.header()),
                Optional.ofNullable(given.lineSep()),
                Optional.empty());
    }

    private static ReadOptions readOptions(FormatOptions.Tsv tsv) {
        return ReadOptions.builder()
                .sep(tsv.sep().orElse(null))
                .encoding(tsv.encoding().orElse(null))
                .quote(tsv.quote().orElse(null))
                .quoteAll(tsv.quoteAll().orElse(null))
                .escape(tsv.escape().orElse(null))
                .escapeQuotes(tsv.escapeQuotes().orElse(null))
                .comment(tsv.comment().orElse(null))
                .header(tsv.header().orElse(null))
                .lineSep(tsv.lineSep().orElse(null))
                .build();
    }
}
