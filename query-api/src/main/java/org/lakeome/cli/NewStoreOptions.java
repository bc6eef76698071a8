package org.lakeome.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.omics.model.StoreOptions;
import software.amazon.awssdk.services.omics.model.TsvStoreOptions;

/** What a new store is to be like: of variants, or with a format of annotations. */
final class NewStoreOptions {

    static final String LAYOUT = "lakeome:layout";

    enum Layout {
        SAMPLES,
        SHARED
    }

    enum Format {
        VCF,
        GFF,
        TSV
    }

    /** The columns of a TSV store. */
    static final class Columns {
        private static final String NULL_VALUES = "lakeome:null-values";

        @Option(
                names = "--columns",
                required = true,
                split = ",",
                paramLabel = "NAME:TYPE",
                description = "TSV: the columns of the file in order, each STRING, LONG, INT, FLOAT, DOUBLE or BOOLEAN:"
                        + " chrom:STRING,pos:LONG,...")
        private List<String> columns;

        @Option(
                names = "--type",
                defaultValue = "GENERIC",
                paramLabel = "TYPE",
                description = "TSV: CHR_POS, CHR_POS_REF_ALT, CHR_START_END_ONE_BASE, CHR_START_END_ZERO_BASE,"
                        + " CHR_START_END_REF_ALT_ONE_BASE, CHR_START_END_REF_ALT_ZERO_BASE or GENERIC (default).")
        private String type;

        @Option(
                names = "--map",
                split = ",",
                paramLabel = "KEY=NAME",
                description = "TSV: which columns are CHR, POS, START, END, REF and ALT, as the type needs them:"
                        + " CHR=chrom,POS=pos.")
        private Map<String, String> map = new LinkedHashMap<>();

        @Option(
                names = "--null-values",
                split = ",",
                paramLabel = "WORD",
                description = "TSV: what stands for a missing value in columns that are no text: NA,. for instance.")
        private List<String> nullValues = List.of();

        /** What the AWS API carries as a tag of the store. */
        Map<String, String> tags() {
            return nullValues.isEmpty() ? Map.of() : Map.of(NULL_VALUES, String.join(" ", nullValues));
        }

        StoreOptions options() {
            List<Map<String, String>> schema = new ArrayList<>();
            for (String column : columns) {
                int colon = column.lastIndexOf(':');
                if (colon < 1) {
                    throw new Failure(
                            2, "--columns: '%s' has no type; write it like %s:STRING".formatted(column, column));
                }
                schema.add(Map.of(
                        column.substring(0, colon), column.substring(colon + 1).toUpperCase(Locale.ROOT)));
            }
            return StoreOptions.fromTsvStoreOptions(TsvStoreOptions.builder()
                    .annotationType(type.toUpperCase(Locale.ROOT))
                    .formatToHeaderWithStrings(map)
                    .schemaWithStrings(schema)
                    .build());
        }
    }

    @Option(
            names = "--reference",
            paramLabel = "FASTA|REFERENCE",
            description =
                    "A FASTA file here, or the name, id or ARN of a reference that is there. A variant store needs one;"
                            + " one of annotations only to left-normalise.")
    private String reference;

    @Option(
            names = "--format",
            description =
                    "Of annotations: ${COMPLETION-CANDIDATES}; TSV stands for CSV and BED too (default: a store of"
                            + " variants).")
    private Format format;

    @Option(names = "--description", defaultValue = "", paramLabel = "TEXT", description = "What it is for.")
    private String description;

    @Option(
            names = "--layout",
            defaultValue = "SAMPLES",
            description = "Variants: ${COMPLETION-CANDIDATES}: a file for each sample, or samples that share their"
                    + " site columns, for a fraction of the bytes; it stays as it is (default: samples).")
    private Layout layout;

    @ArgGroup(exclusive = false)
    private Columns columns;

    @Mixin
    private StoreTags tags = new StoreTags();

    boolean isOfAnnotations() {
        return format != null;
    }

    void make(NewStores stores, String name) throws IOException, InterruptedException {
        if ((format == Format.TSV) != (columns != null)) {
            throw new Failure(
                    2,
                    format == Format.TSV
                            ? "a TSV store needs its columns: --columns chrom:STRING,pos:LONG,..."
                            : "--columns, --type and --map are for --format tsv");
        }
        Map<String, String> settings = new HashMap<>(tags.tags());
        settings.putAll(columns == null ? Map.of() : columns.tags());
        if (layout == Layout.SHARED) {
            settings.put(LAYOUT, "shared");
        }
        NewStores.Wanted wanted = new NewStores.Wanted(name, reference, description, settings);
        if (format == null) {
            stores.variants(wanted);
        } else {
            stores.annotations(wanted, format.name(), columns == null ? null : columns.options());
        }
    }
}
