package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.CreateAnnotationStoreRequest;
import software.amazon.awssdk.services.omics.model.GetAnnotationStoreResponse;
import software.amazon.awssdk.services.omics.model.StoreOptions;
import software.amazon.awssdk.services.omics.model.StoreStatus;
import software.amazon.awssdk.services.omics.model.TsvStoreOptions;

/** Annotation stores: ClinVar and the like (VCF), gene models (GFF3), and tables of any columns (TSV, CSV, BED). */
@Command(
        name = "annotation",
        description = "Make, show and delete annotation stores; `lakeome store list` lists them.",
        synopsisSubcommandLabel = "(create | show | delete)")
final class AnnotationCommand {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

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

    @Command(name = "create", description = "Make an annotation store for files of one format.")
    int create(
            @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and _; also the name of its SQL table.")
                    String name,
            @Option(
                            names = "--format",
                            required = true,
                            description = "${COMPLETION-CANDIDATES}; TSV stands for CSV and BED too.")
                    Format format,
            @Option(
                            names = "--reference",
                            paramLabel = "FASTA|ARN",
                            description = "Needed to left-normalise: a FASTA file here, or the ARN of a reference.")
                    String reference,
            @Option(names = "--description", defaultValue = "", paramLabel = "TEXT") String description,
            @ArgGroup(exclusive = false) Columns columns,
            @Mixin StoreTags tags)
            throws InterruptedException {
        if ((format == Format.TSV) != (columns != null)) {
            throw new Failure(
                    2,
                    format == Format.TSV
                            ? "a TSV store needs its columns: --columns chrom:STRING,pos:LONG,..."
                            : "--columns, --type and --map are for --format tsv");
        }
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            CreateAnnotationStoreRequest.Builder wanted = CreateAnnotationStoreRequest.builder()
                    .name(name)
                    .storeFormat(format.name())
                    .storeOptions(columns == null ? null : columns.options())
                    .description(description)
                    .tags(tagsOf(tags, columns));
            if (reference != null) {
                String arn = StoreCommand.referenceArn(session, omics, reference);
                wanted.reference(of -> of.referenceArn(arn));
            }
            omics.createAnnotationStore(wanted.build());
            awaitActive(omics, name);
            spec.commandLine().getErr().printf("Import into it:  ./lakeome import FILE --store %s%n", name);
            return 0;
        }
    }

    private static Map<String, String> tagsOf(StoreTags store, Columns columns) {
        Map<String, String> tags = new LinkedHashMap<>(store.tags());
        tags.putAll(columns == null ? Map.of() : columns.tags());
        return tags;
    }

    private static void awaitActive(OmicsClient omics, String name) throws InterruptedException {
        while (true) {
            GetAnnotationStoreResponse store = omics.getAnnotationStore(get -> get.name(name));
            if (store.status() == StoreStatus.ACTIVE) {
                return;
            }
            if (store.status() == StoreStatus.FAILED) {
                throw new Failure(1, "the store %s could not be made: %s".formatted(name, store.statusMessage()));
            }
            Thread.sleep(100);
        }
    }

    @Command(name = "show", description = "Show one annotation store and its versions.")
    int show(@Parameters(paramLabel = "NAME") String name, @Mixin ListingOptions output) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            GetAnnotationStoreResponse store = omics.getAnnotationStore(get -> get.name(name));
            List<String> versions =
                    omics.listAnnotationStoreVersionsPaginator(all -> all.name(name)).annotationStoreVersions().stream()
                            .map(version -> version.versionName() + " " + version.statusAsString())
                            .toList();
            output.print(Listing.one()
                    .field("name", store.name())
                    .field("id", store.id())
                    .field("arn", store.storeArn())
                    .field("format", store.storeFormatAsString())
                    .field("status", store.statusAsString())
                    .field("message", store.statusMessage())
                    .field("description", store.description())
                    .field(
                            "reference",
                            store.reference() == null ? null : store.reference().referenceArn())
                    .field("bytes", store.storeSizeBytes())
                    .field("created", store.creationTime())
                    .field("version", versions));
            return 0;
        }
    }

    @Command(name = "delete", description = "Delete an annotation store, its rows and its shares.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--force", description = "Even while it is shared, imported into, or has several versions.")
                    boolean force,
            @Option(names = "--yes", description = "Do not ask.") boolean yes)
            throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (!yes && !StoreCommand.confirmed(err, "Delete the annotation store " + name + " and all its rows? [y/N] ")) {
            return 1;
        }
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            omics.deleteAnnotationStore(delete -> delete.name(name).force(force));
            err.printf("Deleting %s.%n", name);
            return 0;
        }
    }
}
