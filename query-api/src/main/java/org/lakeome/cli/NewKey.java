package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.lakeome.server.LakeConfig;
import picocli.CommandLine.Model.CommandSpec;

/** A fresh key; the only moment at which its secret is readable. */
record NewKey(String account, String alias, String keyId, String secret) {

    static NewKey of(JsonNode made) {
        return new NewKey(
                made.path("account").asText(),
                made.path("alias").asText(),
                made.path("keyId").asText(),
                made.path("secret").asText());
    }

    /** Prints it this once, and keeps it as the alias's profile if asked to. */
    void show(ListingOptions output, CommandSpec command, Path data, boolean save) throws IOException {
        output.print(Listing.one()
                .field("account", account)
                .field("alias", alias)
                .field("access key id", keyId)
                .field("secret access key", secret));
        PrintWriter err = command.commandLine().getErr();
        if (save) {
            String region = LakeConfig.load(data, System.getenv()).region();
            CredentialsFile.in(data).save(alias, keyId, secret, region);
            err.printf("Saved as profile %s; use it with --profile %s.%n", alias, alias);
        } else {
            err.println("The secret is shown this once; Lakeome keeps it only encrypted.");
        }
    }

    @Override
    public String toString() {
        return "NewKey[%s, %s, ***]".formatted(alias, keyId);
    }
}
