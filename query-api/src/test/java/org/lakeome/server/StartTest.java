package org.lakeome.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the processes begin where something is missing. */
class StartTest {

    @TempDir
    Path folder;

    private static String classPath(String without) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> without.isEmpty() || !part.contains(without))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Process java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private String said() throws Exception {
        return Files.readString(folder.resolve("out"));
    }

    private int end(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void errorAtStartEndsTheProcessWithExitCodeOne() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("lakeome.properties"), "http.port=0\ns3.port=0\ntrino.port=0\n");
        Process server = java("-cp", classPath("javalin"), "org.lakeome.server.Main", data.toString());
        assertThat(end(server)).isEqualTo(1);
        assertThat(said()).contains("NoClassDefFoundError");
    }

    @Test
    void portThatIsTakenIsNamedWithItsSettingAndExitCodeTwo() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(
                    data.resolve("lakeome.properties"),
                    "http.port=0\ns3.port=0\ntrino.port=" + taken.getLocalPort() + "\n");
            Process server = java("-cp", classPath(""), "org.lakeome.server.Main", data.toString());
            assertThat(end(server)).isEqualTo(2);
            assertThat(said()).contains("trino.port", String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void trinoWaitsForAServerThatIsNotThereYet() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // Without Trino's own classes, which it would load only then.
        Process trino = java(
                "-cp",
                Path.of("../trino/server/target/classes")
                        .toAbsolutePath()
                        .normalize()
                        .toString(),
                "-Dlakeome.server=http://127.0.0.1:" + port,
                "org.lakeome.trino.server.TrinoMain");
        while (trino.isAlive() && !said().contains("Waiting for")) {
            Thread.onSpinWait();
        }
        assertThat(trino.isAlive()).isTrue();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health/live", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(end(trino)).isEqualTo(1);
            assertThat(said()).contains("io/trino/server/Server");
        } finally {
            server.stop(0);
        }
    }
}
