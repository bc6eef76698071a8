package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lakeome.server.RunFile;
import picocli.CommandLine.Command;
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

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<RunFile> running = RunFile.ofRunning(lakeome.data());
        if (running.isEmpty()) {
            out.printf("No server runs on %s; start one with `./lakeome start`.%n", lakeome.data());
            return 1;
        }
        RunFile run = running.get();
        out.printf("Server  %s  (pid %d)%n", run.api(), run.pid());
        out.printf("S3      %s%n", run.s3());
        out.printf("SQL     %s%n", run.trino().isEmpty() ? "an outside Trino cluster" : run.trino());
        out.printf("Data    %s%n", lakeome.data());
        return 0;
    }
}
