package org.lakeome.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.ReferenceListItem;

/** References: the FASTA files that stores stand on. */
@Command(
        name = "reference",
        description = "List, add, show and delete references, which stores stand on.",
        synopsisSubcommandLabel = "(list | add | show | delete)")
final class ReferenceCommand {

    private static final String NAMED = "The name, id or ARN, as `reference list` shows them.";

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Command(name = "list", description = "List the account's references.")
    int list(@Mixin ListingOptions output) {
        Listing listing = Listing.of("name", "id", "status", "md5", "created");
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            references(session, omics)
                    .all()
                    .forEach(reference -> listing.row(
                            reference.name(),
                            reference.id(),
                            reference.statusAsString(),
                            reference.md5(),
                            reference.creationTime()));
        }
        output.print(listing);
        return 0;
    }

    @Command(name = "add", description = "Make a FASTA file a reference, unless it is one already; prints the ARN.")
    int add(
            @Parameters(paramLabel = "FASTA", description = "A file here, or s3://bucket/key of your own bucket.")
                    String fasta,
            @Option(names = "--name", paramLabel = "NAME", description = "Its name (default: the file's).") String name)
            throws IOException, InterruptedException {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            spec.commandLine().getOut().println(references(session, omics).add(fasta, Optional.ofNullable(name)));
        }
        return 0;
    }

    @Command(name = "show", description = "Show one reference.")
    int show(@Parameters(paramLabel = "REFERENCE", description = NAMED) String named, @Mixin ListingOptions output) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            ReferenceListItem reference = references(session, omics).find(named);
            output.print(Listing.one()
                    .field("name", reference.name())
                    .field("id", reference.id())
                    .field("arn", reference.arn())
                    .field("status", reference.statusAsString())
                    .field("description", reference.description())
                    .field("md5", reference.md5())
                    .field("created", reference.creationTime()));
        }
        return 0;
    }

    @Command(name = "delete", description = "Delete a reference that no store stands on.")
    int delete(
            @Parameters(paramLabel = "REFERENCE", description = NAMED) String named,
            @Option(names = "--yes", description = "Do not ask.") boolean yes)
            throws IOException {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            References references = references(session, omics);
            ReferenceListItem reference = references.find(named);
            if (!yes
                    && !StoreCommand.confirmed(
                            spec.commandLine().getErr(), "Delete the reference " + reference.name() + "? [y/N] ")) {
                return 1;
            }
            references.delete(reference);
            spec.commandLine().getErr().printf("Deleted %s.%n", reference.name());
        }
        return 0;
    }

    private References references(Session session, OmicsClient omics) {
        return new References(session, omics, spec.commandLine().getErr());
    }
}
