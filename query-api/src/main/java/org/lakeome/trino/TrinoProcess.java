package org.lakeome.trino;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lakeome.api.http.Health;
import org.lakeome.catalog.trino.TrinoRules;
import org.lakeome.child.KeptProcess;

/**
 * A Trino of one node as child process, HTTPS on loopback, started again on the same port when it dies. It ends when this
 * object is closed, and with this process however that ends: the child reads the end of its standard input. Thread-safe.
 */
public final class TrinoProcess implements AutoCloseable {

    /**
     * How to start it.
     *
     * @param port of its HTTPS; 0 takes a free one
     * @param heap as {@code -Xmx} takes it, at least 512m
     * @param folder for its configuration and working files
     */
    public record Settings(
            TrinoParts parts, TrinoConfig config, int port, String heap, Path folder, Path secrets, Path log) {}

    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private final KeptProcess kept;
    private final URI uri;
    private final Path certificate;
    private final TrinoInfo info;
    private volatile boolean answered;

    private TrinoProcess(KeptProcess kept, URI uri, Path certificate) {
        this.kept = kept;
        this.uri = uri;
        this.certificate = certificate;
        this.info = new TrinoInfo(uri, certificate);
    }

    /** Starts it and returns at once; {@link #state} tells when it answers. */
    public static TrinoProcess start(Settings settings) {
        try {
            int port = settings.port() == 0 ? freePort() : settings.port();
            TrinoKeystore keystore = TrinoKeystore.open(
                    settings.secrets(), settings.config().secrets().keystore());
            Path folder = settings.folder().toAbsolutePath().normalize();
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            writeConfig(settings, folder, port, keystore);
            makeLog(settings.log());
            ProcessBuilder builder = new ProcessBuilder(command(settings, folder))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
            builder.environment().keySet().retainAll(ENVIRONMENT);
            URI uri = URI.create("https://127.0.0.1:" + port);
            KeptProcess kept = KeptProcess.start("Trino", settings.log(), builder::start, code -> {});
            return new TrinoProcess(kept, uri, keystore.certificate());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Trino in " + settings.folder(), e);
        }
    }

    /** Whether it answers queries now; a Trino that has died does so again when it has been started anew. */
    public boolean isReady() throws InterruptedException {
        return kept.alive().isPresent() && info.isReady();
    }

    /** It is starting until it answers for the first time or ends. */
    public Health.State state() throws InterruptedException {
        boolean up = isReady();
        if (up) {
            answered = true;
        }
        return !up && !answered && kept.lastEnd().isEmpty() ? Health.State.STARTING : Health.State.of(up);
    }

    /** Its process id while it lives. */
    public Optional<Long> pid() {
        return kept.alive().map(Process::pid);
    }

    /** Where JDBC clients connect. */
    public URI uri() {
        return uri;
    }

    /** PEM file of the certificate that clients have to trust. */
    public Path certificate() {
        return certificate;
    }

    @Override
    public void close() {
        kept.close();
        info.close();
    }

    /** What happens when the parent dies. */
    void endOfInput() throws IOException {
        kept.alive().orElseThrow().getOutputStream().close();
    }

    private static void writeConfig(Settings settings, Path folder, int port, TrinoKeystore keystore)
            throws IOException {
        TrinoConfig config = settings.config();
        Path etc = folder.resolve("etc");
        Files.createDirectories(etc.resolve("catalog"));
        TrinoConfig.write(etc.resolve("config.properties"), serverConfig(settings, etc, port, keystore));
        // it would print every setting, the path of the rules among them
        TrinoConfig.write(
                etc.resolve("log.properties"),
                Map.of("io.trino.bootstrap", "WARN", "io.trino.plugin.base.security", "WARN"));
        config.writeAccessControl(etc, "lakeome-read-only");
        config.mirrorWarehouse(folder.resolve("files"));
        TrinoConfig.write(etc.resolve("catalog/lakeome.properties"), config.catalog(folder.resolve("files")));
        TrinoConfig.write(etc.resolve("catalog/" + TrinoRules.SYSTEM_CATALOG + ".properties"), config.systemCatalog());
        settings.parts().linkPlugin(folder.resolve("plugin/iceberg"));
    }

    private static Map<String, String> serverConfig(Settings settings, Path etc, int port, TrinoKeystore keystore) {
        TrinoConfig config = settings.config();
        TrinoMemory memory = TrinoMemory.ofHeap(settings.heap());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("coordinator", "true");
        properties.put("node-scheduler.include-coordinator", "true");
        properties.put("discovery.uri", "https://127.0.0.1:" + port);
        properties.put("http-server.http.enabled", "false");
        properties.put("http-server.https.enabled", "true");
        properties.put("http-server.https.port", Integer.toString(port));
        properties.put("http-server.https.keystore.path", keystore.file().toString());
        properties.put(
                "http-server.https.keystore.key", config.secrets().keystore().reveal());
        // Trino would put it below the folder that its parent happens to run in
        properties.put("http-server.log.enabled", "false");
        properties.put("internal-communication.https.required", "true");
        // without a trust store of our choice Trino shows clients that send no host name a certificate of its own
        // making
        properties.put(
                "internal-communication.https.truststore.path",
                keystore.certificate().toString());
        properties.put(
                "internal-communication.shared-secret",
                config.secrets().internal().reveal());
        properties.put("query.max-memory", memory.query());
        properties.put("query.max-memory-per-node", memory.query());
        properties.put("memory.heap-headroom-per-node", memory.headroom());
        // Trino talks to itself over HTTP; with the default of 10 s a busy machine fails its queries
        properties.put("scheduler.http-client.request-timeout", "60s");
        properties.put("exchange.http-client.request-timeout", "60s");
        properties.put("web-ui.enabled", "false");
        properties.putAll(config.authentication(config.publicKey(), etc));
        return properties;
    }

    private static List<String> command(Settings settings, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.heap(),
                "-XX:+UseG1GC",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Djdk.attach.allowAttachSelf=true",
                "-Dlakeome.exit-on-stdin-eof=true",
                "-Dlakeome.server=" + settings.config().server(),
                "-Dnode.environment=lakeome",
                "-Dnode.id=embedded",
                "-Dnode.data-dir=" + folder.resolve("node"),
                "-Dnode.internal-address=127.0.0.1",
                "-Dnode.bind-ip=127.0.0.1",
                "-Dlog.levels-file=" + folder.resolve("etc/log.properties"),
                "-Dconfig=" + folder.resolve("etc/config.properties"),
                "-Dcatalog.config-dir=" + folder.resolve("etc/catalog"),
                "-Dplugin.dir=" + folder.resolve("plugin")));
        // the class path is 20 kB long: in a file it does not fill the process list
        Path arguments = folder.resolve("etc/classpath.args");
        Files.writeString(
                arguments, "-cp\n\"" + settings.parts().serverClassPath().replace("\\", "\\\\") + "\"\n");
        command.add("@" + arguments);
        command.add("org.lakeome.trino.server.TrinoMain");
        return command;
    }

    private static void makeLog(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.deleteIfExists(log);
        Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
