package org.lakeome.ingest.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A standalone Spark of a master and two workers of one core each on loopback, from the jars of the class path. */
final class SparkCluster implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final List<Process> processes = new ArrayList<>();
    private final Path home;
    private final int port;

    SparkCluster(Path work) throws IOException, InterruptedException {
        home = Files.createDirectories(work.resolve("spark"));
        // a worker starts executors with the jars below its SPARK_HOME
        Path jars = Files.createDirectories(home.resolve("jars"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(
                        jars.resolve(
                                "%03d-%s".formatted(number++, Path.of(entry).getFileName())),
                        Path.of(entry));
            }
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        try {
            start("org.apache.spark.deploy.master.Master", "--port", Integer.toString(port));
            awaitMaster();
            for (int worker = 0; worker < 2; worker++) {
                start(
                        "org.apache.spark.deploy.worker.Worker",
                        "--cores",
                        "1",
                        "--memory",
                        "2g",
                        "--work-dir",
                        work.resolve("worker" + worker).toString(),
                        master());
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What an import needs to run here: JVM options of its driver. */
    List<String> options() throws IOException {
        List<String> folders = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.endsWith(".jar")) {
                folders.add(entry);
            }
        }
        String executor = String.join(
                " ",
                Files.readAllLines(Path.of("ingest/src/main/jvm/worker.opts")).stream()
                        .filter(option -> option.startsWith("-") && !option.startsWith("-Xmx"))
                        .toList());
        executor += " -XX:CompilerDirectivesFile="
                + Path.of("ingest/src/main/jvm/worker-compiler.json").toAbsolutePath();
        return List.of(
                "-Dlakeome.test.master=" + master(),
                "-Dspark.executor.cores=1",
                "-Dspark.executor.memory=1500m",
                "-Dspark.executor.extraClassPath=" + String.join(File.pathSeparator, folders),
                "-Dspark.executor.extraJavaOptions=" + executor);
    }

    private String master() {
        return "spark://127.0.0.1:" + port;
    }

    private void start(String main, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "@ingest/src/main/jvm/worker.opts",
                "-Xmx512m",
                "-Dlog4j2.level=error",
                "-cp",
                System.getProperty("java.class.path"),
                main,
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SPARK_HOME", home.toString());
        // else it looks for the folders of a build
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        processes.add(builder.start());
    }

    private void awaitMaster() throws InterruptedException {
        for (int tenth = 0; tenth < PATIENCE_SECONDS * 10; tenth++) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (open.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("Spark's master does not answer");
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
