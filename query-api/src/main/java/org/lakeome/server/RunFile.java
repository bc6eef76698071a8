package org.lakeome.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * What a running server leaves in {@code run/server.json} for the CLI on the same machine: who it is and where it
 * listens; {@code internal} is for its operator. {@code started} is the process start in epoch milliseconds, so that a reused pid is not taken for it.
 */
public record RunFile(long pid, long started, String api, String internal, String s3, String trino) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Path path(Path data) {
        return data.resolve("run").resolve("server.json");
    }

    public static RunFile ofThisProcess(String api, String internal, String s3, String trino) {
        ProcessHandle self = ProcessHandle.current();
        return new RunFile(self.pid(), startOf(self), api, internal, s3, trino);
    }

    public void write(Path data) throws IOException {
        Path target = path(data);
        Files.createDirectories(target.getParent());
        Path next = target.resolveSibling("server.json.next");
        Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The server that runs on this data folder now; empty when none does, whatever an old file says. */
    public static Optional<RunFile> ofRunning(Path data) throws IOException {
        Path file = path(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode said = JSON.readTree(file.toFile());
        RunFile run = new RunFile(
                said.path("pid").asLong(),
                said.path("started").asLong(),
                said.path("api").asText(),
                // A server that was started before there was a port of its own for this has it all on one.
                said.path("internal").asText(said.path("api").asText()),
                said.path("s3").asText(),
                said.path("trino").asText());
        return run.process().isPresent() ? Optional.of(run) : Optional.empty();
    }

    /** The server's process while it lives. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> startOf(handle) == started);
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
