package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.StoreStatus;

/** Variant stores: each is one table of calls, named like the store. */
@Command(
        name = "store",
        description = "Make, show and delete variant stores; list stores of both kinds.",
        synopsisSubcommandLabel = "(create | list | show | delete)")
final class StoreCommand {

    private static final String LAYOUT = "lakeome:layout";

    enum Layout {
        SAMPLES,
        SHARED
    }

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Make a variant store for calls against one reference.")
    int create(
            @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and _; also the name of its SQL table.")
                    String name,
            @Option(
                            names = "--reference",
                            required = true,
                            paramLabel = "FASTA|ARN",
                            description = "A FASTA file here, or the ARN of a reference that is imported already.")
                    String reference,
            @Option(names = "--description", defaultValue = "", paramLabel = "TEXT") String description,
            @Option(
                            names = "--layout",
                            defaultValue = "SAMPLES",
                            description =
                                    "${COMPLETION-CANDIDATES}: a file for each sample, or samples that share their"
                                            + " site columns, for a fraction of the bytes; it stays as it is (default: samples).")
                    Layout layout,
            @Mixin StoreTags tags)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> settings = new HashMap<>(tags.tags());
        if (layout == Layout.SHARED) {
            settings.put(LAYOUT, "shared");
        }
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            create(omics, name, referenceArn(session, omics, reference), description, settings);
            err.printf("Import into it:  ./lakeome import FILE.vcf.gz --store %s%n", name);
        }
        return 0;
    }

    /** The ARN itself, or that of the FASTA file once it is imported as a reference. */
    static String referenceArn(Session session, OmicsClient omics, String arnOrFile) throws InterruptedException {
        if (arnOrFile.startsWith("arn:")) {
            return arnOrFile;
        }
        Path fasta = Path.of(arnOrFile);
        String source = new Uploads(session.s3()).put(fasta, "references");
        ReferenceImport references =
                new ReferenceImport(omics, Arn.importRole(session.sqlAccess().account()));
        return references.run(references.storeId(), source, fasta.getFileName().toString());
    }

    /** Creates the store and waits until it is ACTIVE. */
    static GetVariantStoreResponse create(
            OmicsClient omics, String name, String referenceArn, String description, Map<String, String> tags)
            throws InterruptedException {
        omics.createVariantStore(store -> store.name(name)
                .description(description)
                .tags(tags)
                .reference(reference -> reference.referenceArn(referenceArn)));
        while (true) {
            GetVariantStoreResponse store = omics.getVariantStore(get -> get.name(name));
            if (store.status() == StoreStatus.ACTIVE) {
                return store;
            }
            if (store.status() == StoreStatus.FAILED) {
                throw new Failure(1, "the store %s could not be made: %s".formatted(name, store.statusMessage()));
            }
            Thread.sleep(100);
        }
    }

    @Command(name = "list", description = "List the account's stores, of variants and of annotations.")
    int list(@Mixin ListingOptions output) {
        Listing stores = Listing.of("name", "kind", "status", "bytes", "created");
        try (Session session = lakeome.session()) {
            session.all("/variantStores", "variantStores").forEach(store -> add(stores, "variant", store));
            session.all("/annotationStores", "annotationStores")
                    .forEach(store -> add(stores, store.path("storeFormat").asText(), store));
        }
        output.print(stores);
        return 0;
    }

    private static void add(Listing stores, String kind, JsonNode store) {
        stores.row(
                store.path("name").asText(),
                kind,
                store.path("status").asText(),
                store.path("storeSizeBytes").asLong(),
                store.path("creationTime").asText());
    }

    @Command(name = "show", description = "Show one variant store.")
    int show(@Parameters(paramLabel = "NAME") String name, @Mixin ListingOptions output) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            GetVariantStoreResponse store = omics.getVariantStore(get -> get.name(name));
            List<String> tables = new ArrayList<>();
            session.call(SdkHttpMethod.GET, "/lakeome/stores/" + name + "/counts", Map.of())
                    .path("tables")
                    .forEach(table -> tables.add(count(table)));
            output.print(Listing.one()
                    .field("name", store.name())
                    .field("id", store.id())
                    .field("arn", store.storeArn())
                    .field("status", store.statusAsString())
                    .field("message", store.statusMessage())
                    .field("description", store.description())
                    .field("reference", store.reference().referenceArn())
                    .field("layout", store.tags().getOrDefault(LAYOUT, "samples"))
                    .field("bytes", store.storeSizeBytes())
                    .field("table", tables)
                    .field("created", store.creationTime()));
        }
        return 0;
    }

    private static String count(JsonNode table) {
        String samples = table.has("samples")
                ? " of %,d samples".formatted(table.path("samples").asLong())
                : "";
        return "%s, %,d rows%s"
                .formatted(table.path("table").asText(), table.path("rows").asLong(), samples);
    }

    @Command(name = "delete", description = "Delete a variant store, its rows and its shares.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--force", description = "Even while it is shared or imported into.") boolean force,
            @Option(names = "--yes", description = "Do not ask.") boolean yes)
            throws IOException {
        if (!yes
                && !confirmed(
                        spec.commandLine().getErr(),
                        "Delete the variant store " + name + " and all its rows? [y/N] ")) {
            return 1;
        }
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            omics.deleteVariantStore(delete -> delete.name(name).force(force));
            spec.commandLine().getErr().printf("Deleting %s.%n", name);
        }
        return 0;
    }

    static boolean confirmed(PrintWriter err, String question) throws IOException {
        if (System.console() == null) {
            throw new Failure(2, "nobody is there to confirm; say --yes");
        }
        err.print(question);
        err.flush();
        return System.console().readLine().strip().equalsIgnoreCase("y");
    }
}
