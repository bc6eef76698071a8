package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.GetVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.StoreStatus;

/** Variant stores: each is one table of calls, named like the store. */
@Command(
        name = "store",
        description = "Make, list, show and delete variant stores.",
        synopsisSubcommandLabel = "(create | list | show | delete)")
final class StoreCommand implements Runnable {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

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
            @Option(names = "--description", defaultValue = "", paramLabel = "TEXT") String description)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            String arn = reference.startsWith("arn:") ? reference : importReference(session, omics, Path.of(reference));
            create(omics, name, arn, description);
            err.printf("Import into it:  ./lakeome import FILE.vcf.gz --store %s%n", name);
        }
        return 0;
    }

    private static String importReference(Session session, OmicsClient omics, Path fasta) throws InterruptedException {
        String source = new Uploads(session.s3()).put(fasta, "references");
        ReferenceImport references =
                new ReferenceImport(omics, Arn.importRole(session.sqlAccess().account()));
        return references.run(references.storeId(), source, fasta.getFileName().toString());
    }

    /** Creates the store and waits until it is ACTIVE. */
    static GetVariantStoreResponse create(OmicsClient omics, String name, String referenceArn, String description)
            throws InterruptedException {
        omics.createVariantStore(store ->
                store.name(name).description(description).reference(reference -> reference.referenceArn(referenceArn)));
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

    @Command(name = "list", description = "List the account's variant stores.")
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            omics.listVariantStoresPaginator(all -> {})
                    .variantStores()
                    .forEach(store -> out.printf(
                            "%-30s %-9s %,15d bytes  %s%n",
                            store.name(), store.statusAsString(), store.storeSizeBytes(), store.creationTime()));
        }
        return 0;
    }

    @Command(name = "show", description = "Show one variant store.")
    int show(@Parameters(paramLabel = "NAME") String name) {
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            GetVariantStoreResponse store = omics.getVariantStore(get -> get.name(name));
            out.printf("name         %s%n", store.name());
            out.printf("id           %s%n", store.id());
            out.printf("arn          %s%n", store.storeArn());
            out.printf("status       %s %s%n", store.statusAsString(), store.statusMessage());
            out.printf("description  %s%n", store.description());
            out.printf("reference    %s%n", store.reference().referenceArn());
            out.printf("size         %,d bytes%n", store.storeSizeBytes());
            out.printf("created      %s%n", store.creationTime());
        }
        return 0;
    }

    @Command(name = "delete", description = "Delete a variant store, its rows and its shares.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--force", description = "Even while it is shared or imported into.") boolean force,
            @Option(names = "--yes", description = "Do not ask.") boolean yes)
            throws IOException {
        if (!yes && !confirmed("Delete the variant store " + name + " and all its rows? [y/N] ")) {
            return 1;
        }
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            omics.deleteVariantStore(delete -> delete.name(name).force(force));
            spec.commandLine().getErr().printf("Deleting %s.%n", name);
        }
        return 0;
    }

    private boolean confirmed(String question) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (System.console() == null) {
            throw new Failure(2, "nobody is there to confirm; say --yes");
        }
        err.print(question);
        err.flush();
        return System.console().readLine().strip().equalsIgnoreCase("y");
    }
}
