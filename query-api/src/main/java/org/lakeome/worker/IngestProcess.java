package org.lakeome.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.lakeome.api.http.Health;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.work.Loss;
import org.lakeome.child.KeptProcess;

/**
 * Keeps one ingest worker alive as a child process, because untrusted files are parsed there and nowhere else: when it
 * dies, a job is retried and the server goes on. The worker ends itself when this process is gone (its standard input
 * closes). Thread-safe.
 */
public final class IngestProcess implements AutoCloseable {

    /** How the worker is started: {@code root} is the folder of the build, {@code log} takes its output. */
    public record Settings(Path root, Path workFolder, Path log, String heap, String master, String serverUrl) {}

    /** All that the process which parses other people's files gets to know of the operator's environment. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "HADOOP_CONF_DIR");

    private static final int HOPELESS_STARTS = 3;

    private final Settings settings;
    private final Secret token;
    private final String name = "ingest-" + UUID.randomUUID();
    private final Consumer<String> onStop;
    private final KeptProcess kept;
    private final Deaths deaths;
    private volatile boolean working;
    private volatile boolean everWorked;
    /** Of the keeper's thread. */
    private int vainStarts;

    private IngestProcess(Settings settings, Secret token, Deaths deaths, Consumer<String> onStop) {
        this.deaths = deaths;
        this.onStop = onStop;
        this.settings = settings;
        this.token = token;
        this.kept = KeptProcess.start("The ingest worker", settings.log(), this::launch, this::ended);
    }

    /**
     * Starts the worker and returns at once; the worker asks for work as soon as it is warm.
     *
     * @param onStop hears its name when it was stopped on purpose
     */
    public static IngestProcess start(Settings settings, Secret token, Deaths deaths, Consumer<String> onStop) {
        return new IngestProcess(settings, token, deaths, onStop);
    }

    /** Who hears of a worker whose process has ended by itself. */
    public interface Deaths {
        /** It may have had work, which need not wait for the lease. */
        void ended(String worker, Loss how);

        /** It has ended again and again before it asked for work. */
        void cannotStart(Loss how);
    }

    private void ended(int exitCode) {
        Loss loss = WorkerEnd.of(exitCode);
        vainStarts = working ? 0 : vainStarts + 1;
        working = false;
        deaths.ended(name, loss);
        if (vainStarts >= HOPELESS_STARTS) {
            deaths.cannotStart(loss);
        }
    }

    /** A worker has asked for work, which it does when it is warm. */
    public void asked(String worker) {
        if (worker.equals(name)) {
            working = true;
            everWorked = true;
        }
    }

    /** It is starting until it asks for work for the first time or ends. */
    public Health.State state() {
        boolean up = working && kept.alive().isPresent();
        return !up && !everWorked && kept.lastEnd().isEmpty() ? Health.State.STARTING : Health.State.of(up);
    }

    /** The worker's process id while it lives. */
    public Optional<Long> pid() {
        return kept.alive().map(Process::pid);
    }

    private Process launch() throws IOException {
        Path ingest = settings.root().resolve("ingest");
        Files.createDirectories(settings.workFolder());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + ingest.resolve("src/main/jvm/worker.opts"),
                "-Xmx" + settings.heap(),
                "-Djava.io.tmpdir=" + settings.workFolder()));
        command.addAll(new WorkerCode(ingest.toAbsolutePath()).options());
        command.add("org.lakeome.ingest.worker.IngestWorker");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(settings.workFolder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(ENVIRONMENT);
        environment.put("LAKEOME_SERVER", settings.serverUrl());
        environment.put("LAKEOME_WORKER_TOKEN", token.reveal());
        environment.put("LAKEOME_WORKER_NAME", name);
        environment.put("LAKEOME_WORK_DIR", settings.workFolder().toString());
        environment.put("LAKEOME_SPARK_MASTER", settings.master());
        environment.put("LAKEOME_EXIT_ON_STDIN_EOF", "true");
        return builder.start();
    }

    @Override
    public void close() {
        kept.close();
        onStop.accept(name);
    }
}
