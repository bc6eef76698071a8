package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Accounts: who owns stores, receives shares and signs requests. */
@Command(
        name = "account",
        description = "Make and list accounts and their access keys.",
        subcommands = KeyCommand.class,
        synopsisSubcommandLabel = "(create | list | key)")
final class AccountCommand {

    @ParentCommand
    Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Make an account; its key and secret are printed this once.")
    int create(
            @Parameters(paramLabel = "ALIAS", description = "a-z, 0-9 and _, 3 to 31 characters; also its SQL schema.")
                    String alias,
            @Option(names = "--save", description = "Keep the key as a profile in DATA/credentials (owner only).")
                    boolean save,
            @Option(names = "--demo", description = "For trying out: its server never listens beyond loopback.")
                    boolean demo,
            @Mixin ListingOptions output)
            throws IOException {
        try (AdminClient admin = AdminClient.of(lakeome.data())) {
            NewKey.of(admin.post("/accounts", Map.of("alias", alias, "demo", demo)))
                    .show(output, spec, lakeome.data(), save);
        }
        return 0;
    }

    @Command(name = "list", description = "List the accounts of this server.")
    int list(@Mixin ListingOptions output) {
        Listing accounts = Listing.of("account", "alias");
        try (AdminClient admin = AdminClient.of(lakeome.data())) {
            for (JsonNode account : admin.get("/accounts")) {
                accounts.row(
                        account.path("account").asText(), account.path("alias").asText());
            }
        }
        output.print(accounts);
        return 0;
    }
}
