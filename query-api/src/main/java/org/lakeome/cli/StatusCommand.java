package org.lakeome.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lakeome.server.RunFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says whether a server runs on the data folder, and where it listens. */
@Command(name = "status", description = "Show what runs and where it listens (exit 1 when nothing does).")
final class StatusCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ListingOptions output;

    @Override
    public Integer call() throws IOException {
        Optional<RunFile> running = RunFile.ofRunning(lakeome.data());
        if (running.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .printf("No server runs on %s; start one with `./lakeome start`.%n", lakeome.data());
            return 1;
        }
        RunFile run = running.get();
        output.print(Listing.one()
                .field("server", run.api())
                .field("pid", Long.toString(run.pid()))
                .field("s3", run.s3())
                .field("sql", run.trino().isEmpty() ? "an outside Trino cluster" : run.trino())
                .field("data", lakeome.data())
                .field("health", health(run)));
        return 0;
    }

    private static String health(RunFile run) {
        try {
            Readiness ready = Readiness.of(run.api());
            return ready.isUp()
                    ? "UP"
                    : ready.text() + "; children are started again by themselves, the log folder says why they ended";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(130, "interrupted");
        }
    }
}
