package org.lakeome.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.lakeome.server.LakeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Accounts: who owns stores, receives shares and signs requests. */
@Command(name = "account", description = "Make and list accounts.", synopsisSubcommandLabel = "(create | list)")
final class AccountCommand implements Runnable {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    @Command(name = "create", description = "Make an account; its key and secret are printed this once.")
    int create(
            @Parameters(paramLabel = "ALIAS", description = "a-z, 0-9 and _, 3 to 31 characters; also its SQL schema.")
                    String alias,
            @Option(names = "--save", description = "Keep the key as a profile in DATA/credentials (owner only).")
                    boolean save,
            @Option(names = "--demo", description = "For trying out: its server never listens beyond loopback.")
                    boolean demo)
            throws IOException {
        NewKey key = create(lakeome.data(), alias, demo);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("account           %s%n", key.account());
        out.printf("alias             %s%n", key.alias());
        out.printf("access key id     %s%n", key.keyId());
        out.printf("secret access key %s%n", key.secret());
        if (save) {
            key.save(lakeome.data());
            spec.commandLine().getErr().printf("Saved as profile %s; use it with --profile %s.%n", alias, alias);
        } else {
            spec.commandLine().getErr().println("The secret is shown this once; Lakeome keeps it only encrypted.");
        }
        return 0;
    }

    @Command(name = "list", description = "List the accounts of this server.")
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient admin = AdminClient.of(lakeome.data())) {
            for (JsonNode account : admin.get("/accounts")) {
                out.printf(
                        "%s  %s%n",
                        account.path("account").asText(), account.path("alias").asText());
            }
        }
        return 0;
    }

    /** A fresh key; the only moment at which its secret is readable. */
    record NewKey(String account, String alias, String keyId, String secret) {
        void save(Path data) throws IOException {
            CredentialsFile.in(data)
                    .save(
                            alias,
                            keyId,
                            secret,
                            LakeConfig.load(data, System.getenv()).region());
        }

        @Override
        public String toString() {
            return "NewKey[%s, %s, ***]".formatted(alias, keyId);
        }
    }

    private static NewKey create(Path data, String alias, boolean demo) {
        try (AdminClient admin = AdminClient.of(data)) {
            JsonNode made = admin.post("/accounts", Map.of("alias", alias, "demo", demo));
            return new NewKey(
                    made.path("account").asText(),
                    made.path("alias").asText(),
                    made.path("keyId").asText(),
                    made.path("secret").asText());
        }
    }
}
