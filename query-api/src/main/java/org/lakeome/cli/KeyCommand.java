package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The access keys of one account: a new one is added, used everywhere, and then the old one is removed. */
@Command(
        name = "key",
        description = "Add, list and remove an account's access keys.",
        synopsisSubcommandLabel = "(add | list | remove)")
final class KeyCommand {

    @ParentCommand
    private AccountCommand accounts;

    @Spec
    private CommandSpec spec;

    @Command(name = "add", description = "Add a key, five at most; its secret is printed this once.")
    int add(
            @Parameters(paramLabel = "ALIAS") String alias,
            @Option(names = "--save", description = "Keep it as the profile in DATA/credentials, instead of the old.")
                    boolean save,
            @Mixin ListingOptions output)
            throws IOException {
        try (AdminClient admin = AdminClient.of(accounts.lakeome.data())) {
            NewKey.of(admin.post("/accounts/" + alias + "/keys", Map.of()))
                    .show(output, spec, accounts.lakeome.data(), save);
            return 0;
        }
    }

    @Command(name = "list", description = "List an account's keys, without their secrets.")
    int list(@Parameters(paramLabel = "ALIAS") String alias, @Mixin ListingOptions output) {
        Listing keys = Listing.of("access key id", "created");
        try (AdminClient admin = AdminClient.of(accounts.lakeome.data())) {
            for (JsonNode key : admin.get("/accounts/" + alias + "/keys")) {
                keys.row(key.path("keyId").asText(), key.path("created").asText());
            }
        }
        output.print(keys);
        return 0;
    }

    @Command(name = "remove", description = "Remove a key: its signatures and tokens are refused from now on.")
    int remove(@Parameters(paramLabel = "ALIAS") String alias, @Parameters(paramLabel = "KEY-ID") String keyId)
            throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try (AdminClient admin = AdminClient.of(accounts.lakeome.data())) {
            int left = admin.delete("/accounts/" + alias + "/keys/" + keyId)
                    .path("left")
                    .asInt();
            err.printf("Removed; %s has %d %s left.%n", alias, left, left == 1 ? "key" : "keys");
            boolean forgotten = CredentialsFile.in(accounts.lakeome.data()).forget(alias, keyId);
            if (left == 0 || forgotten) {
                err.printf("Add one:  ./lakeome account key add %s --save%n", alias);
            }
            return 0;
        }
    }
}
