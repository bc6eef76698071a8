package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
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

/** Stores of both kinds: calls of variants, and annotations. Each is a table named like the store. */
@Command(
        name = "store",
        description = "Make, list, show, change and delete stores of variants and of annotations.",
        synopsisSubcommandLabel = "(create | list | show | samples | columns | update | delete)")
final class StoreCommand {

    private static final String OF_ANYBODY = "A store of yours, or OWNER.STORE for one that is shared with you.";

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "create",
            description = "Make a store: of calls against one reference, or with --format of annotations.")
    int create(
            @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and _; also the name of its SQL table.")
                    String name,
            @Mixin NewStoreOptions options)
            throws IOException, InterruptedException {
        return create(lakeome, spec, name, options);
    }

    /** For {@code lakeome annotation create} too. */
    static int create(Lakeome lakeome, CommandSpec spec, String name, NewStoreOptions options)
            throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            options.make(new NewStores(session, omics, err), name);
            err.printf(
                    "Import into it:  ./lakeome import %s --store %s%n",
                    options.isOfAnnotations() ? "FILE" : "FILE.vcf.gz", name);
        }
        return 0;
    }

    @Command(name = "list", description = "List the account's stores, and those that are shared with it.")
    int list(@Mixin ListingOptions output) {
        Listing stores = Listing.of("name", "kind", "status", "bytes", "created", "from");
        List<String> offers = new ArrayList<>();
        try (Session session = lakeome.session()) {
            session.all("/variantStores", "variantStores").forEach(store -> add(stores, "variant", store));
            session.all("/annotationStores", "annotationStores")
                    .forEach(store -> add(stores, store.path("storeFormat").asText(), store));
            for (JsonNode share : ShareCommand.shares(session)) {
                if (share.path("side").asText().equals("got")) {
                    add(stores, offers, share);
                }
            }
        }
        output.print(stores);
        PrintWriter err = spec.commandLine().getErr();
        if (stores.isEmpty()) {
            err.println("No stores yet; make one:  ./lakeome store create NAME --reference FASTA");
        }
        offers.forEach(err::println);
        return 0;
    }

    private static void add(Listing stores, String kind, JsonNode store) {
        stores.row(
                store.path("name").asText(),
                kind,
                store.path("status").asText(),
                store.path("storeSizeBytes").asLong(),
                store.path("creationTime").asText(),
                null);
    }

    private static void add(Listing stores, List<String> offers, JsonNode share) {
        String name = share.path("table").asText().replaceFirst("^lakeome\\.", "");
        String from = share.path("with").asText();
        if (share.path("status").asText().equals("ACTIVE")) {
            stores.row(name, share.path("kind").asText(), "ACTIVE", null, null, from);
        } else if (share.path("status").asText().equals("PENDING")) {
            offers.add("%s offers %s:  ./lakeome share accept %s"
                    .formatted(from, name, share.path("share").asText()));
        }
    }

    @Command(name = "show", description = "Show one store of yours, of either kind, and its tables.")
    int show(@Parameters(paramLabel = "NAME") String name, @Mixin ListingOptions output) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            output.print(shown(session, omics, name));
        }
        return 0;
    }

    /** For {@code lakeome annotation show} too. */
    static Listing shown(Session session, OmicsClient omics, String name) {
        AnyStore store = AnyStore.find(omics, name);
        AnyStore.Shown shown = store.shown(omics);
        List<String> tables = new ArrayList<>();
        session.call(SdkHttpMethod.GET, "/lakeome/stores/" + name + "/counts", Map.of())
                .path("tables")
                .forEach(table -> tables.add(count(table)));
        Listing listing = Listing.one()
                .field("name", name)
                .field("kind", store.kind())
                .field("id", shown.id())
                .field("arn", store.arn())
                .field("status", shown.status().toString())
                .field("message", shown.message())
                .field("description", shown.description())
                .field("reference", shown.reference());
        if (shown.format() == null) {
            listing.field("layout", shown.tags().getOrDefault(NewStoreOptions.LAYOUT, "samples"));
        } else {
            listing.field("format", shown.format()).field("version", shown.versions());
        }
        return listing.field("bytes", shown.bytes()).field("table", tables).field("created", shown.created());
    }

    private static String count(JsonNode table) {
        String samples = table.has("samples")
                ? " of %,d samples".formatted(table.path("samples").asLong())
                : "";
        return "%s, %,d rows%s"
                .formatted(table.path("table").asText(), table.path("rows").asLong(), samples);
    }

    @Command(name = "samples", description = "List the samples of a variant store, each with its number of rows.")
    int samples(
            @Parameters(paramLabel = "STORE", description = OF_ANYBODY) String store, @Mixin ListingOptions output) {
        try (Session session = lakeome.session()) {
            output.print(StoreTables.samples(session, store));
        }
        return 0;
    }

    @Command(name = "columns", description = "List the columns of a store's table, with their types.")
    int columns(
            @Parameters(paramLabel = "STORE", description = OF_ANYBODY) String store, @Mixin ListingOptions output) {
        try (Session session = lakeome.session()) {
            output.print(StoreTables.columns(session, store));
        }
        return 0;
    }

    @Command(name = "update", description = "Change a store's description.")
    int update(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--description", required = true, paramLabel = "TEXT") String description) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            AnyStore.find(omics, name).describe(omics, description);
            spec.commandLine().getErr().printf("Changed %s.%n", name);
        }
        return 0;
    }

    @Command(name = "delete", description = "Delete a store of either kind, its rows and its shares.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--force", description = "Even while it is shared, imported into, or has several versions.")
                    boolean force,
            @Option(names = "--yes", description = "Do not ask.") boolean yes)
            throws IOException {
        return delete(lakeome, spec, name, force, yes);
    }

    /** For {@code lakeome annotation delete} too. */
    static int delete(Lakeome lakeome, CommandSpec spec, String name, boolean force, boolean yes) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            AnyStore store = AnyStore.find(omics, name);
            if (!yes
                    && !confirmed(
                            err, "Delete the %s store %s and all its rows? [y/N] ".formatted(store.kind(), name))) {
                return 1;
            }
            store.delete(omics, force);
            err.printf("Deleting %s.%n", name);
        }
        return 0;
    }

    static boolean confirmed(PrintWriter err, String question) throws IOException {
        if (System.console() == null) {
            throw new Failure(2, "nobody is there to confirm; say --yes");
        }
        err.print(question);
        err.flush();
        String answer = System.console().readLine();
        // Null at the end of input, which is no consent.
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
