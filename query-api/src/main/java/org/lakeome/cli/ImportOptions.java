package org.lakeome.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lakeome.api.wire.OwnHeaders;
import picocli.CommandLine.Option;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.omics.model.FormatOptions;
import software.amazon.awssdk.services.omics.model.ReadOptions;
import software.amazon.awssdk.services.omics.model.VcfOptions;

/** How {@code lakeome import} reads its files. */
final class ImportOptions {

    @Option(names = "--normalise", description = "Left-align and trim alleles against the store's reference.")
    boolean normalise;

    @Option(
            names = "--vep",
            paramLabel = "ID",
            description = "Parse this INFO field, CSQ mostly, into annotations.vep.")
    String vep;

    @Option(
            names = "--version-name",
            paramLabel = "VERSION",
            description = "Version of the annotation store (default: the one named like it).")
    String version;

    @Option(names = "--ignore-qual", description = "Annotation stores of VCF: leave the column qual null.")
    boolean ignoreQual;

    @Option(names = "--ignore-filter", description = "Annotation stores of VCF: leave the column filters null.")
    boolean ignoreFilter;

    @Option(
            names = "--read",
            paramLabel = "KEY=VALUE",
            description = "TSV stores, may be repeated: sep, header, comment, quote, quoteAll, escape, escapeQuotes,"
                    + " encoding or lineSep; \\t is a tab (default: sep=\\t and header=true).")
    Map<String, String> read = new LinkedHashMap<>();

    @Option(names = "--again", description = "Import files once more whose content the store has already.")
    boolean again;

    /** Without a word the AWS API imports again what it has imported; the command asks first. */
    void headers(AwsRequestOverrideConfiguration.Builder request) {
        request.putHeader(OwnHeaders.AGAIN, again ? "yes" : "no");
    }

    Map<String, String> annotationFields() {
        return vep == null ? Map.of() : Map.of("VEP", vep);
    }

    /** What cannot be is said before anything is uploaded. */
    void check() {
        if ((ignoreQual || ignoreFilter) && !read.isEmpty()) {
            throw new Failure(2, "--read is for TSV stores, --ignore-qual and --ignore-filter for those of VCF");
        }
    }

    /** Null when the caller says nothing about it. */
    FormatOptions format() {
        if (ignoreQual || ignoreFilter) {
            return FormatOptions.fromVcfOptions(VcfOptions.builder()
                    .ignoreQualField(ignoreQual)
                    .ignoreFilterField(ignoreFilter)
                    .build());
        }
        return read.isEmpty() ? null : FormatOptions.fromTsvOptions(tsv -> tsv.readOptions(readOptions()));
    }

    private ReadOptions readOptions() {
        // To the service an option that is not given is Spark's, a comma, as soon as any is given.
        ReadOptions.Builder options = ReadOptions.builder().sep("\t").header(true);
        read.forEach((key, raw) -> {
            String value = raw.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n");
            switch (key) {
                case "sep" -> options.sep(value);
                case "encoding" -> options.encoding(value);
                case "quote" -> options.quote(value);
                case "quoteAll" -> options.quoteAll(flag(key, value));
                case "escape" -> options.escape(value);
                case "escapeQuotes" -> options.escapeQuotes(flag(key, value));
                case "comment" -> options.comment(value);
                case "header" -> options.header(flag(key, value));
                case "lineSep" -> options.lineSep(value);
                default ->
                    throw new Failure(
                            2, "--read %s: there is no such option; see `./lakeome import --help`".formatted(key));
            }
        });
        return options.build();
    }

    private static boolean flag(String key, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Failure(2, "--read %s=%s: say true or false".formatted(key, value));
        };
    }
}
