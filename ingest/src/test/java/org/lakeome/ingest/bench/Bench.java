package org.lakeome.ingest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures imports beside bcftools and DuckDB, task by task in turn, for some rounds, and prints a page of the medians. Main:
 * ROUNDS HEAP INPUTS DATA, with a dash for generated inputs or real files that are not there.
 */
public final class Bench {
    /** Of a task in one round: a cold and a warm import, the text by bcftools, and its copy by DuckDB. */
    private record Round(Measured cold, Measured warm, Measured text, Measured copy) {}

    private static final String REAL = "opencga/opencga-storage/opencga-storage-core/src/test/resources/";

    private final String heap;
    private final Path work;

    private Bench(String heap, Path work) {
        this.heap = heap;
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        List<BenchTask> tasks = new ArrayList<>();
        if (!arguments[2].equals("-")) {
            tasks.addAll(BenchTask.generated(Path.of(arguments[2])));
        }
        if (!arguments[3].equals("-")) {
            tasks.addAll(real(Path.of(arguments[3])));
        }
        Path work = Files.createTempDirectory("lakeome-bench");
        try {
            Map<BenchTask, List<Round>> figures = new LinkedHashMap<>();
            for (int round = 1; round <= rounds; round++) {
                for (BenchTask task : tasks) {
                    System.err.println("round " + round + ": " + task.name());
                    figures.computeIfAbsent(task, none -> new ArrayList<>())
                            .add(new Bench(arguments[1], work).run(task));
                }
            }
            figures.forEach(Bench::print);
        } finally {
            delete(work);
        }
    }

    private static List<BenchTask> real(Path data) throws IOException {
        List<Path> gvcfs;
        try (Stream<Path> files = Files.list(data.resolve("hail-gvcf/1kg_chr22"))) {
            gvcfs = files.filter(file -> file.toString().endsWith(".g.vcf.gz"))
                    .sorted()
                    .toList();
        }
        return List.of(
                BenchTask.ofFiles(
                        "1000 Genomes chr22, 2,504 samples",
                        List.of(data.resolve(
                                REAL + "10k.chr22.phase3_shapeit2_mvncall_integrated_v5.20130502.genotypes.vcf.gz"))),
                BenchTask.ofFiles(gvcfs.size() + " gVCFs of chr22, one item each", gvcfs),
                BenchTask.ofFiles(
                        "quartet, 4 samples",
                        List.of(data.resolve(REAL + "quartet.variants.annotated.partial.vcf.gz"))));
    }

    private Round run(BenchTask task) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(work.resolve("tables"));
        List<Measured> ours = ours(task, folder);
        delete(folder);
        if (task.text().isEmpty()) {
            return new Round(ours.get(0), ours.get(1), null, null);
        }
        Path text = work.resolve("rows.tsv");
        Path parquet = work.resolve("rows.parquet");
        Measured bcftools = timed(task.text() + " > " + text);
        Measured duck = timed("'%s/bin/java' --enable-native-access=ALL-UNNAMED -cp '%s' %s %s %s \"%s\""
                .formatted(
                        System.getProperty("java.home"),
                        System.getProperty("java.class.path"),
                        DuckCopy.class.getName(),
                        text,
                        parquet,
                        task.columns()));
        Measured copied = new Measured(duck.cpu(), duck.wall(), 0, 0, Files.size(parquet), 0);
        Files.delete(text);
        Files.delete(parquet);
        return new Round(ours.get(0), ours.get(1), bcftools, copied);
    }

    private List<Measured> ours(BenchTask task, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "@ingest/src/main/jvm/worker.opts",
                "-Xmx" + heap,
                "-Dlog4j2.level=error",
                "-cp",
                System.getProperty("java.class.path"),
                ImportRun.class.getName(),
                folder.toString(),
                task.vepField(),
                task.reference(),
                task.split() ? "split" : "-"));
        task.files().forEach(file -> command.add(file.toString()));
        List<Measured> figures = new ArrayList<>();
        for (String line : lines(command)) {
            if (line.startsWith("figures ")) {
                String[] words = line.split(" ");
                figures.add(new Measured(
                        Double.parseDouble(words[1]),
                        Double.parseDouble(words[2]),
                        Long.parseLong(words[3]),
                        Long.parseLong(words[4]),
                        Long.parseLong(words[5]),
                        Long.parseLong(words[6])));
            }
        }
        return figures;
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
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines = out.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Exit " + process.exitValue() + " of " + String.join(" ", command) + "\n"
                    + String.join("\n", lines));
        }
        return lines;
    }

    private static void print(BenchTask task, List<Round> rounds) {
        Measured cold = Measured.median(rounds.stream().map(Round::cold).toList());
        Measured warm = Measured.median(rounds.stream().map(Round::warm).toList());
        long memory =
                rounds.stream().mapToLong(round -> round.warm().memory()).max().orElse(0);
        System.out.printf(
                "| %s | %,d | %,d | %.1f | %.1f | %.1f | %.1f | %,.0f | %,.0f | %,d | %.1f |",
                task.name(),
                cold.records(),
                cold.rows(),
                cold.cpu(),
                warm.cpu(),
                cold.wall(),
                warm.wall(),
                cold.records() / cold.cpu(),
                warm.records() / warm.cpu(),
                memory,
                cold.bytes() / 1e6);
        if (task.text().isEmpty()) {
            System.out.println(" | | | | |");
            return;
        }
        Measured text = Measured.median(rounds.stream().map(Round::text).toList());
        Measured copy = Measured.median(rounds.stream().map(Round::copy).toList());
        double bound = text.cpu() + copy.cpu();
        System.out.printf(
                " %.1f | %.1f | %.1f | %.2f | %.2f |%n",
                text.cpu(), copy.cpu(), copy.bytes() / 1e6, cold.cpu() / bound, warm.cpu() / bound);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
