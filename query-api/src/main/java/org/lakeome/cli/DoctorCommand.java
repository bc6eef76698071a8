package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.lakeome.output.OutputFormat;
import org.lakeome.server.RunFile;
import org.lakeome.trino.SqlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks at everything that has to work, says what does not, and what to do about it. */
@Command(name = "doctor", description = "Check that everything works; exit 1 if something does not.")
final class DoctorCommand implements Callable<Integer> {

    private static final long LOW_DISK = 2L << 30;
    private static final Duration SKEW = Duration.ofSeconds(30);

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ListingOptions output;

    private final Listing checks = Listing.of("check", "ok", "message");
    private boolean ill;

    @Override
    public Integer call() throws IOException {
        Path data = lakeome.data();
        check("JDK", () -> Runtime.version().feature() >= 25 ? Runtime.version().toString() : bad("needs 25 or newer"));
        check("disk", () -> disk(data));
        check("secrets", () -> secrets(data));
        RunFile run = RunFile.ofRunning(data).orElse(null);
        check("server", () -> run == null ? bad("not running; start it with `./lakeome start`") : "pid " + run.pid());
        if (run != null) {
            check("clock", () -> clock(run));
            check("parts", () -> get(run.api() + "/health/ready").body());
            check("S3", () -> s3());
            check("SQL", () -> sql());
        }
        if (output.format() != OutputFormat.TABLE) {
            output.print(checks);
        }
        return ill ? 1 : 0;
    }

    private interface Check {
        String look() throws Exception;
    }

    private static String bad(String what) {
        throw new Failure(1, what);
    }

    private void check(String name, Check check) {
        try {
            told(name, true, check.look().strip());
        } catch (Exception e) {
            ill = true;
            told(name, false, e.getMessage());
        }
    }

    /** To a person at once, for some checks take their time. */
    private void told(String name, boolean ok, String message) {
        checks.row(name, ok, message);
        if (output.format() == OutputFormat.TABLE) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%-4s  %-8s %s%n", ok ? "ok" : "FAIL", name, message);
            out.flush();
        }
    }

    private static String disk(Path data) throws IOException {
        Path there = data;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        long free = Files.getFileStore(there).getUsableSpace();
        String text = "%,d MB free under %s".formatted(free >> 20, there);
        return free < LOW_DISK ? bad(text + "; imports need room") : text;
    }

    private static String secrets(Path data) throws IOException {
        Path folder = data.resolve("secrets");
        if (!Files.exists(folder)) {
            return "none yet";
        }
        try (var files = Files.list(folder)) {
            // The certificate is for everybody.
            for (Path file :
                    files.filter(found -> !found.toString().endsWith(".pem")).toList()) {
                if (!Files.getPosixFilePermissions(file).toString().matches("\\[(OWNER_\\w+(, )?)*]")) {
                    bad("%s can be read by others; run: chmod go= %s".formatted(file, file));
                }
            }
        }
        return "readable by their owner only";
    }

    private static String clock(RunFile run) {
        String date =
                get(run.api() + "/health/live").headers().firstValue("Date").orElse("");
        if (date.isEmpty()) {
            return "the server does not tell the time";
        }
        Instant there =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration off = Duration.between(there, Instant.now()).abs();
        String text = "off by %d s".formatted(off.toSeconds());
        return off.compareTo(SKEW) > 0 ? bad(text + "; signatures hold for 15 minutes, set the clocks") : text;
    }

    private String s3() {
        try (Session session = lakeome.session()) {
            return "%d bucket(s)".formatted(session.s3().listBuckets().buckets().size());
        }
    }

    private String sql() throws Exception {
        try (Session session = lakeome.session();
                SqlClient client = SqlConnection.open(session)) {
            client.print("SELECT 1", new SqlClient.Print(OutputFormat.CSV, false, 1), Writer.nullWriter());
            return "answers";
        }
    }

    private static HttpResponse<String> get(String url) {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                bad(response.body());
            }
            return response;
        } catch (IOException e) {
            throw new Failure(1, "%s does not answer: %s".formatted(url, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(130, "interrupted");
        }
    }
}
