package org.lakeome.ingest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Measures the inner loops of an import, the classes named {@code *Loops} beside what they measure, by JMH, each in a process of
 * its own, and prints a table. What JMH needs beside them is made here, by its annotation processor, so that no build has to know
 * of it. Main: no argument, from the project's folder.
 */
public final class Loops {
    /** @param unit of which the nanoseconds are */
    record Row(String loop, String what, String unit) {}

    static final List<Row> ROWS = List.of(
            new Row(
                    "TokeniserLoops.sites",
                    "tokeniser: a line without samples, CHROM to INFO, 10 INFO fields",
                    "record"),
            new Row("TokeniserLoops.calls", "tokeniser: a line of 100 samples, GT:AD:DP:GQ:PL", "call"),
            new Row(
                    "TokeniserLoops.split",
                    "tokeniser: a line of two ALT alleles and 10 samples, split",
                    "record made"),
            new Row("NormaliserLoops.substitutions", "normaliser: a substitution, which stays", "record"),
            new Row("NormaliserLoops.repeats", "normaliser: an insertion or deletion among repeats", "record"),
            new Row("VepLoops.entries", "VEP parser: the places of 82 fields", "entry"),
            new Row("EncoderLoops.sites", "encoder: site columns, compressed", "record"),
            new Row("EncoderLoops.calls", "encoder: call columns of 100 samples, compressed", "call"),
            new Row("EncoderLoops.annotations", "encoder: VEP's 23 columns and the others' map, compressed", "entry"));

    private Loops() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> scores =
                run(Path.of("ingest/src/test/java"), List.of("-f", "1", "-wi", "3", "-w", "2", "-i", "5", "-r", "2"));
        System.out.println("| loop | nanoseconds | error | per |\n|---|---|---|---|");
        for (Row row : ROWS) {
            String[] cells = scores.stream()
                    .map(line -> line.replace("\"", "").split(","))
                    .filter(line -> line[0].endsWith("." + row.loop()))
                    .findFirst()
                    .orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.1f | ± %.0f %% | %s |%n",
                    row.what(),
                    Double.parseDouble(cells[4]),
                    100 * Double.parseDouble(cells[5]) / Double.parseDouble(cells[4]),
                    row.unit());
        }
    }

    /** Each loop with the options of JMH; lines of its CSV, the head first. */
    static List<String> run(Path sources, List<String> options) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("lakeome-loops");
        try {
            Path classes = Files.createDirectory(work.resolve("classes"));
            compile(sources, classes);
            Path scores = work.resolve("scores.csv");
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xmx1g",
                    "-Djmh.ignoreLock=true",
                    "-Djava.io.tmpdir=" + work,
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    classes + ":" + System.getProperty("java.class.path"),
                    "org.openjdk.jmh.Main"));
            command.addAll(
                    List.of("-bm", "avgt", "-tu", "ns", "-foe", "true", "-rf", "csv", "-rff", scores.toString()));
            command.addAll(options);
            Path log = work.resolve("log");
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("JMH ended with " + exit + ":\n" + Files.readString(log));
            }
            return Files.readAllLines(scores);
        } finally {
            Runs.delete(work);
        }
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:full",
                "-processor",
                "org.openjdk.jmh.generators.BenchmarkProcessor",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith("Loops.java") && !file.endsWith("Loops.java"))
                    .forEach(file -> arguments.add(file.toString()));
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("The loops do not compile");
        }
    }
}
