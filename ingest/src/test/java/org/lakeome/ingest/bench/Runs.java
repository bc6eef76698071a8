package org.lakeome.ingest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts what is measured, each in a process of its own, and waits for its figures. */
final class Runs implements AutoCloseable {
    private final String heap;
    private final Path work = Files.createTempDirectory("lakeome-bench");

    Runs(String heap) throws IOException {
        this.heap = heap;
    }

    /** A cold and a warm import of the task's files into a table each. */
    List<Measured> imports(BenchTask task, List<String> options) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(work.resolve("tables"));
        List<String> command = worker(options, ImportRun.class);
        command.addAll(List.of(folder.toString(), task.vepField(), task.fasta(), task.split() ? "split" : "-"));
        task.files().forEach(file -> command.add(file.toString()));
        List<Measured> figures = figures(command);
        delete(folder);
        return figures;
    }

    /** The last of some readings of the file in one process, by our reader or by htsjdk with every field decoded. */
    Measured reads(Path file, boolean ours) throws IOException, InterruptedException {
        List<String> command = ours
                ? worker(List.of(), ReadRun.class)
                : new ArrayList<>(List.of(java(), "-Xmx" + heap, "-cp", classPath(), ReadRun.class.getName()));
        command.addAll(List.of(ours ? "ours" : "htsjdk", file.toString()));
        List<Measured> times = figures(command);
        return times.get(times.size() - 1);
    }

    /** What the task's rows cost as text, and where DuckDB copies them, that copy. */
    Measured reference(BenchTask task) throws IOException, InterruptedException {
        Path text = work.resolve("rows.tsv");
        Path parquet = work.resolve("rows.parquet");
        Measured bcftools = timed(task.text() + " > " + text);
        if (task.columns().isEmpty()) {
            Measured written = new Measured(0, 0, 0, 0, Files.size(text), 0);
            Files.delete(text);
            return bcftools.then(written);
        }
        Measured duck = timed("'%s' --enable-native-access=ALL-UNNAMED -cp '%s' %s %s %s \"%s\""
                .formatted(java(), classPath(), DuckCopy.class.getName(), text, parquet, task.columns()));
        Measured both = bcftools.then(new Measured(duck.cpu(), duck.wall(), 0, 0, Files.size(parquet), 0));
        Files.delete(text);
        Files.delete(parquet);
        return both;
    }

    private List<String> worker(List<String> options, Class<?> main) {
        List<String> command = new ArrayList<>(
                List.of(java(), "@ingest/src/main/jvm/worker.opts", "-Xmx" + heap, "-Dlog4j2.level=error"));
        command.add("-XX:CompilerDirectivesFile=ingest/src/main/jvm/worker-compiler.json");
        // The jars and the cache that bin/bench makes, as workers have them.
        command.addAll(List.of("-XX:AOTCache=target/bench/worker.aot", "-Xlog:aot*=off"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("lakeome.bench.worker"), main.getName()));
        return command;
    }

    private static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static List<Measured> figures(List<String> command) throws IOException, InterruptedException {
        return lines(command).stream()
                .filter(line -> line.startsWith("figures "))
                .map(Measured::of)
                .toList();
    }

    /** CPU seconds of the command and of all its children. */
    private static Measured timed(String command) throws IOException, InterruptedException {
        String script =
                "set -euo pipefail; TIMEFORMAT='figures %U %S %R'; { time { " + command + "; } 2>/dev/null; } 2>&1";
        for (String line : lines(List.of("bash", "-c", script))) {
            if (line.startsWith("figures ")) {
                String[] words = line.split(" ");
                double cpu = Double.parseDouble(words[1]) + Double.parseDouble(words[2]);
                return new Measured(cpu, Double.parseDouble(words[3]), 0, 0, 0, 0);
            }
        }
        throw new IllegalStateException("No figures of " + command);
    }

    private static List<String> lines(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines = out.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Exit " + process.exitValue() + " of " + command.get(command.size() - 1)
                    + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
        }
        return lines;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(work);
    }
}
