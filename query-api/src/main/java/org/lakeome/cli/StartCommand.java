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
        long logged = Files.exists(log) ? Files.size(log) : 0;
        Process server = launch(data, log);
        progress.print("Starting the server, Trino and the ingest worker ");
        progress.flush();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (System.nanoTime() < until) {
            Optional<RunFile> ready = RunFile.ofRunning(data);
            if (ready.isPresent()) {
                progress.println(" ready.");
                return ready.get();
            }
            if (server.waitFor(500, TimeUnit.MILLISECONDS)) {
                progress.println();
                throw new Failure(
                        server.exitValue() == 2 ? 2 : 1,
                        "the server ended at once; its last words (%s):%n%s".formatted(log, tail(log, logged)));
            }
            progress.print(".");
            progress.flush();
        }
        server.destroy();
        progress.println();
        throw new Failure(1, "the server was not ready after %d s; see %s".formatted(timeoutSeconds, log));
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
