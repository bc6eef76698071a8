package org.lakeome.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Keeps the profile that commands use when none is named, or lists the profiles there are. */
@Command(name = "use", description = "Keep whose keys to use from now on; without a name, list the profiles.")
final class UseCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ListingOptions output;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A profile of DATA/credentials or of the AWS files.")
    private String name;

    @Override
    public Integer call() throws IOException {
        Profiles profiles = Profiles.of(lakeome.data(), System.getenv());
        if (name == null) {
            Listing listing = Listing.of("profile", "in use");
            String kept = profiles.kept().orElse("");
            profiles.names().forEach(known -> listing.row(known, known.equals(kept)));
            output.print(listing);
            return 0;
        }
        profiles.keys(name);
        profiles.keep(name);
        spec.commandLine()
                .getErr()
                .printf("From now on commands on %s use %s, unless --profile names another.%n", lakeome.data(), name);
        return 0;
    }
}
