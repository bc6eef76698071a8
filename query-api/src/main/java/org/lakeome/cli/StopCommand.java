package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.lakeome.server.RunFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Stops the server that runs on the data folder, and its children; nothing else. */
@Command(name = "stop", description = "Stop the server, Trino and the ingest worker; the data stay.")
final class StopCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        stop(lakeome.data(), spec.commandLine().getErr());
        return 0;
    }

    static void stop(Path data, PrintWriter out) throws IOException, InterruptedException {
        Optional<ProcessHandle> server = RunFile.ofRunning(data).flatMap(RunFile::process);
        if (server.isEmpty()) {
            out.printf("No server runs on %s.%n", data);
            return;
        }
        List<ProcessHandle> family = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(server.get()), server.get().descendants())
                .toList();
        server.get().destroy();
        if (!ended(family, 30)) {
            family.forEach(ProcessHandle::destroyForcibly);
            ended(family, 10);
        }
        out.printf("Stopped; the data stay in %s.%n", data);
    }

    private static boolean ended(List<ProcessHandle> family, int seconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (family.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(100);
        }
        return true;
    }
}
