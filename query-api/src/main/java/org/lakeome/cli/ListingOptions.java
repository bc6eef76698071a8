package org.lakeome.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How a command that lists or shows prints; every such command mixes it in. */
final class ListingOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    void print(Listing listing) {
        listing.print(command.commandLine().getOut());
    }
}
