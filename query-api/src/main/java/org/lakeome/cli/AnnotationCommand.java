package org.lakeome.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.omics.OmicsClient;

/** Annotation stores by a noun of their own, as they were made before {@code lakeome store} was for both kinds. */
@Command(
        name = "annotation",
        description = "Make, show and delete annotation stores; `lakeome store` does more, for both kinds.",
        synopsisSubcommandLabel = "(create | show | delete)")
final class AnnotationCommand {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Make an annotation store for files of one format.")
    int create(
            @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and _; also the name of its SQL table.")
                    String name,
            @Mixin NewStoreOptions options)
            throws IOException, InterruptedException {
        if (!options.isOfAnnotations()) {
            throw new Failure(2, "say which format its files have: --format vcf, gff or tsv");
        }
        return StoreCommand.create(lakeome, spec, name, options);
    }

    @Command(name = "show", description = "Show one store and its versions.")
    int show(@Parameters(paramLabel = "NAME") String name, @Mixin ListingOptions output) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            AnyStore.requireAnnotations(omics, name);
            output.print(StoreCommand.shown(session, omics, name));
        }
        return 0;
    }

    @Command(name = "delete", description = "Delete a store, its rows and its shares.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--force", description = "Even while it is shared, imported into, or has several versions.")
                    boolean force,
            @Option(names = "--yes", description = "Do not ask.") boolean yes)
            throws IOException {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            AnyStore.requireAnnotations(omics, name);
        }
        return StoreCommand.delete(lakeome, spec, name, force, yes);
    }
}
