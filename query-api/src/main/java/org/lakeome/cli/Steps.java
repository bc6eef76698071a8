package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs this CLI's commands one after another, showing each as the user would type it; the first failure ends the row. */
final class Steps {

    private final Path data;
    private final PrintWriter out;
    private final long start = System.nanoTime();

    Steps(Path data, PrintWriter out) {
        this.data = data;
        this.out = out;
    }

    void title(String text) {
        out.printf("%n== %s  [%d s]%n", text, (System.nanoTime() - start) / 1_000_000_000);
        out.flush();
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    /** Runs one command and returns what it wrote to standard output. */
    String run(String... words) {
        Result result = execute(words);
        if (result.exitCode != 0) {
            throw new Failure(result.exitCode, "the step above failed; the quickstart ends here");
        }
        return result.output;
    }

    /** Runs one command that has to be refused; anything else is a hole and ends the quickstart. */
    void runRefused(String... words) {
        if (execute(words).exitCode == 0) {
            throw new Failure(1, "the step above had to be refused and was not; please report this as a security bug");
        }
        out.println("(refused, as it has to be)");
        out.flush();
    }

    /** Makes the account unless an earlier quickstart did; returns its id. */
    String account(String alias) {
        Map<String, String> known = new HashMap<>();
        Stream.of(quietly("account", "list").split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> known.put(line.split("\\s+")[1], line.split("\\s+")[0]));
        if (!known.containsKey(alias)) {
            return run("account", "create", alias, "--save", "--demo")
                    .lines()
                    .filter(line -> line.startsWith("account "))
                    .map(line -> line.split("\\s+")[1])
                    .findFirst()
                    .orElseThrow();
        }
        if (!CredentialsFile.in(data).has(alias)) {
            throw new Failure(
                    5,
                    "an account %s exists whose key is not in %s; use another --data folder"
                            .formatted(alias, CredentialsFile.in(data).path()));
        }
        say("account %s (%s) is there from an earlier run".formatted(alias, known.get(alias)));
        return known.get(alias);
    }

    /** Deletes the store of an earlier quickstart, if there is one. */
    void forget(String store, String profile) {
        boolean there = quietly("store", "list", "--profile", profile)
                .lines()
                .anyMatch(line -> line.split("\\s+")[0].equals(store));
        if (there) {
            run("store", "delete", store, "--force", "--yes", "--profile", profile);
            while (quietly("store", "list", "--profile", profile)
                    .lines()
                    .anyMatch(line -> line.split("\\s+")[0].equals(store))) {
                pause();
            }
        }
    }

    void farewell(String alice, String bob) throws IOException {
        title("Everything keeps running");
        run("status");
        try (Session session = Session.open(data, "alice")) {
            out.printf(
                    "%nSQL for any JDBC tool   %s%n",
                    SqlConnection.url(session.data(), session.run(), session.sqlAccess()));
            out.println("                        with the token of `./lakeome token --profile alice` as accessToken");
            out.printf(
                    "Accounts                alice %s, bob %s; keys in %s%n",
                    alice, bob, CredentialsFile.in(data).path());
            out.println("Unchanged AWS tools     with this environment:");
            session.environment("alice").entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> out.printf("  export %s=%s%n", entry.getKey(), entry.getValue()));
            out.println("  aws omics list-variant-stores");
        }
        out.println("Stop it with            ./lakeome stop");
        out.printf("%nDone in %d s.%n", (System.nanoTime() - start) / 1_000_000_000);
        out.flush();
    }

    private Result execute(String... words) {
        out.println("$ ./lakeome " + Arrays.stream(words).map(Steps::quoted).collect(Collectors.joining(" ")));
        out.flush();
        return call(words, true);
    }

    private String quietly(String... words) {
        Result result = call(words, false);
        if (result.exitCode != 0) {
            throw new Failure(result.exitCode, "`lakeome %s` failed".formatted(String.join(" ", words)));
        }
        return result.output;
    }

    private Result call(String[] words, boolean visible) {
        StringWriter output = new StringWriter();
        CommandLine line = Lakeome.commandLine();
        line.setOut(new PrintWriter(visible ? new Tee(output, out) : output, true));
        line.setErr(out);
        int code = line.execute(Stream.concat(Arrays.stream(words), Stream.of("--data", data.toString()))
                .toArray(String[]::new));
        line.getOut().flush();
        out.flush();
        return new Result(code, output.toString());
    }

    /** What a command says, kept and shown; a secret is kept only. */
    private static final class Tee extends Writer {
        private final Writer kept;
        private final PrintWriter shown;

        Tee(Writer kept, PrintWriter shown) {
            this.kept = kept;
            this.shown = shown;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            kept.write(text, from, length);
            shown.write(hideSecret(new String(text, from, length)));
        }

        @Override
        public void flush() {
            shown.flush();
        }

        @Override
        public void close() {
            shown.flush();
        }
    }

    private static String hideSecret(String text) {
        return text.replaceAll("(?m)^(secret access key ).+$", "$1(kept in the data folder's credentials file)");
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "\"" + word.replace("\"", "\\\"") + "\"";
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(130, "interrupted");
        }
    }

    private record Result(int exitCode, String output) {}
}
