package org.lakeome.cli.cache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lakeome.cli.Lakeome;
import org.lakeome.server.RunFile;
import picocli.CommandLine;

/**
 * Runs short commands against a server that it plays itself, so that {@code bin/cli-cache} learns which classes they
 * need. The argument is an empty folder, which stands for a data folder.
 */
final class Rehearsal {

    private static final String KEYS = """
            [alice]
            aws_access_key_id = AKIAIOSFODNN7EXAMPLE
            aws_secret_access_key = rehearsal
            """;

    /** One answer to every question: each reads its own part of it. */
    private static final byte[] ANSWER = """
            {"variantStores":%1$s,"annotationStores":%1$s,"shares":[],"variantImportJobs":[],"annotationImportJobs":[],
            "referenceStores":[],"references":[],"events":[],"tables":[]}""".formatted("""
                            [{"id":"1a2b3c4d5e6f","name":"cohort","status":"ACTIVE","statusMessage":"","description":"",
                            "storeFormat":"VCF","storeSizeBytes":1,"creationTime":"2026-11-22T06:30:05Z",
                            "storeArn":"arn:aws:omics:us-east-1:111122223333:variantStore/cohort/1a2b3c4d5e6f"}]""").getBytes(StandardCharsets.UTF_8);

    private static final List<String> COMMANDS = List.of(
            "--help", "store --help", "store list", "store show cohort", "store lst", "share list", "status", "events");

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Rehearsal::answer);
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            RunFile.ofThisProcess(url, url, url, "").write(data);
            Files.writeString(data.resolve("credentials"), KEYS);
            COMMANDS.forEach(command -> run(data, command));
        } finally {
            server.stop(0);
        }
    }

    private static void run(Path data, String command) {
        String[] words = Stream.concat(Stream.of(command.split(" ")), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
        CommandLine line = Lakeome.commandLine(words);
        line.setOut(new PrintWriter(Writer.nullWriter()));
        line.setErr(new PrintWriter(Writer.nullWriter()));
        line.execute(words);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }
}
