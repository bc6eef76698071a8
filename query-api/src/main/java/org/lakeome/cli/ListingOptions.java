package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.lakeome.output.OutputFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command that lists or shows prints; every such command mixes it in. */
@Command
final class ListingOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--output",
            defaultValue = "TABLE",
            paramLabel = "FORMAT",
            description = "table, vertical, json, jsonl, csv or tsv (default: table).")
    private OutputFormat format;

    OutputFormat format() {
        return format;
    }

    void print(Listing listing) {
        PrintWriter out = command.commandLine().getOut();
        try {
            switch (format) {
                case TABLE -> listing.print(out);
                case JSON -> {
                    if (listing.isOne()) {
                        // One thing is one object and no list of one.
                        OutputFormat.JSONL.print(listing.records(), out, false);
                    } else {
                        OutputFormat.JSON.print(listing.records(), out, false);
                    }
                }
                case VERTICAL, JSONL, CSV, TSV -> format.print(listing.records(), out, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Standard output did not take all", e);
        }
    }
}
