package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.lakeome.server.LakeConfig;
import org.lakeome.server.RunFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts the server in the background and waits until it, Trino and the ingest worker are ready. */
@Command(name = "start", description = "Start the server, Trino and the ingest worker in the background.")
final class StartCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeout = 300;

    @Override
    public Integer call() throws IOException, InterruptedException {
        start(lakeome.data(), timeout, spec.commandLine().getErr());
        return 0;
    }

    /** Starts a server on {@code data} unless one runs there already; returns it when it is ready. */
    static RunFile start(Path data, int timeoutSeconds, PrintWriter progress) throws IOException, InterruptedException {
        Optional<RunFile> running = RunFile.ofRunning(data);
        if (running.isPresent()) {
            progress.printf(
                    "A server runs on %s already (pid %d).%n",
                    data, running.get().pid());
            return running.get();
        }
        LakeConfig.load(data, System.getenv());
        Path log = data.resolve("log").resolve("server.log");
        Files.createDirectories(
                log.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!Files.exists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        long logged = Files.size(log);
        Process server = launch(data, log);
        progress.print("Starting the server ");
        progress.flush();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        RunFile run = awaitServer(data, server, until, new Log(log, logged), progress);
        awaitParts(run, server, until, new Log(log, logged), progress);
        progress.println(" ready.");
        return run;
    }

    record Log(Path file, long from) {}

    /** Until the API answers. */
    private static RunFile awaitServer(Path data, Process server, long until, Log log, PrintWriter progress)
            throws IOException, InterruptedException {
        while (System.nanoTime() < until) {
            Optional<RunFile> run = RunFile.ofRunning(data);
            if (run.isPresent()) {
                return run.get();
            }
            await(server, log, progress);
        }
        server.destroy();
        progress.println();
        throw new Failure(1, "the server did not answer in time and was ended; see %s".formatted(log.file()));
    }

    /** Until Trino and the ingest worker answer as well; if they need longer, they may. */
    static void awaitParts(RunFile run, Process server, long until, Log log, PrintWriter progress)
            throws IOException, InterruptedException {
        String told = "";
        Readiness ready = Readiness.of(run.api());
        while (!ready.isUp()) {
            if (System.nanoTime() >= until) {
                progress.println();
                throw new Failure(
                        1,
                        "the server runs, but not all of it yet: %s. It goes on starting; `lakeome status` says how far it is, %s why"
                                .formatted(ready.text(), log.file().getParent()));
            }
            if (!ready.text().equals(told)) {
                told = ready.text();
                progress.printf("%nWaiting for: %s ", told);
            }
            await(server, log, progress);
            ready = Readiness.of(run.api());
        }
    }

    private static void await(Process server, Log log, PrintWriter progress) throws IOException, InterruptedException {
        if (server.waitFor(500, TimeUnit.MILLISECONDS)) {
            progress.println();
            throw new Failure(
                    server.exitValue() == 2 ? 2 : 1,
                    "the server ended at once; its last words (%s):%n%s"
                            .formatted(log.file(), tail(log.file(), log.from())));
        }
        progress.print(".");
        progress.flush();
    }

    private static Process launch(Path data, Path log) throws IOException {
        Path root = Lakeome.root();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djdk.serialFilter=!*",
                "-Dlakeome.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                "org.lakeome.server.Main",
                data.toString()));
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static String tail(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(from, file.length() - 4000));
            byte[] rest = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(rest);
            return new String(rest, StandardCharsets.UTF_8);
        }
    }
}
