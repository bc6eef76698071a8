package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
import software.amazon.awssdk.services.omics.model.ShareDetails;
import software.amazon.awssdk.services.omics.model.ShareStatus;

/** Shares: a store offered by its owner, accepted by one other account, ended by either. */
@Command(
        name = "share",
        description = "Share a store with another account; accept and end shares.",
        synopsisSubcommandLabel = "(create | accept | list | delete)")
final class ShareCommand {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Offer a store to another account; prints the share id.")
    int create(
            @Parameters(paramLabel = "STORE") String store,
            @Option(
                            names = "--with",
                            required = true,
                            paramLabel = "ACCOUNT",
                            description = "Its alias, or its 12 digits.")
                    String subscriber) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            String arn = AnyStore.find(omics, store).arn();
            spec.commandLine()
                    .getOut()
                    .println(omics.createShare(share -> share.resourceArn(arn)
                                    .principalSubscriber(subscriber)
                                    .shareName(store))
                            .shareId());
        }
        return 0;
    }

    @Command(name = "accept", description = "Accept a share that was offered to this account.")
    int accept(@Parameters(paramLabel = "SHARE_ID") String shareId) throws InterruptedException {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            omics.acceptShare(share -> share.shareId(shareId));
            while (true) {
                ShareDetails share = omics.getShare(get -> get.shareId(shareId)).share();
                if (share.status() == ShareStatus.ACTIVE) {
                    String table = table(session, shareId);
                    spec.commandLine()
                            .getErr()
                            .printf(
                                    "Accepted; it is the table %s:  ./lakeome sql \"SELECT * FROM %s LIMIT 10\"%n",
                                    table, table);
                    return 0;
                }
                if (share.status() == ShareStatus.FAILED) {
                    throw new Failure(1, "the share failed: " + share.statusMessage());
                }
                Thread.sleep(100);
            }
        }
    }

    private static String table(Session session, String shareId) {
        for (JsonNode share : shares(session)) {
            if (share.path("share").asText().equals(shareId)) {
                return share.path("table").asText();
            }
        }
        throw new Failure(3, "the share %s is over".formatted(shareId));
    }

    @Command(name = "list", description = "List the shares that this account gave and got.")
    int list(@Mixin ListingOptions output) {
        Listing listing = Listing.of("side", "share", "status", "table", "with");
        try (Session session = lakeome.session()) {
            shares(session)
                    .forEach(share -> listing.row(
                            share.path("side").asText(),
                            share.path("share").asText(),
                            share.path("status").asText(),
                            share.path("table").asText(),
                            share.path("with").asText()));
        }
        output.print(listing);
        return 0;
    }

    /** The account's shares that are not over, with the names of tables and of the other side. */
    static JsonNode shares(Session session) {
        return session.call(SdkHttpMethod.GET, "/lakeome/shares", Map.of()).path("shares");
    }

    @Command(name = "delete", description = "End a share: as owner take it back, as subscriber give it up.")
    int delete(@Parameters(paramLabel = "SHARE_ID") String shareId) {
        try (Session session = lakeome.session();
                OmicsClient omics = session.omics()) {
            omics.deleteShare(share -> share.shareId(shareId));
            spec.commandLine().getErr().println("Ended; from now on its subscriber sees nothing of the store.");
        }
        return 0;
    }
}
