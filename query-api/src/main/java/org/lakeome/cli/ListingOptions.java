package org.lakeome.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How a command that lists or shows prints; every such command mixes it in. */
@Command
final class ListingOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    void print(Listing listing) {
        listing.print(command.commandLine().getOut());
    }
}
