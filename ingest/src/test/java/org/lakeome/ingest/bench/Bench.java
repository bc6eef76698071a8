package org.lakeome.ingest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures imports beside bcftools and DuckDB, and reading beside htsjdk, task by task in turn, for some rounds, and prints a page
 * of the medians. Main: ROUNDS HEAP INPUTS DATA, with a dash for generated inputs or real files that are not there.
 */
public final class Bench {
    private static final String REAL = "opencga/opencga-storage/opencga-storage-core/src/test/resources/";
    private static final String ROW = "| %s | %,d | %.1f | %.1f | %s | %s | %s | %s | %s | %,.0f | %,d | %.1f |%n";
    private static final List<String> SHARED = List.of("-D" + ImportRun.LAYOUT + "=shared");

    private final Runs runs;
    private final Map<String, List<Measured>> figures = new LinkedHashMap<>();
    private final Map<String, String> references = new LinkedHashMap<>();

    private Bench(Runs runs) {
        this.runs = runs;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        try (Runs runs = new Runs(arguments[1])) {
            Bench bench = new Bench(runs);
            for (int round = 1; round <= rounds; round++) {
                if (!arguments[2].equals("-")) {
                    bench.generated(Path.of(arguments[2]), round);
                }
                if (!arguments[3].equals("-")) {
                    for (BenchTask task : real(Path.of(arguments[3]))) {
                        bench.imports(task, List.of(), round);
                    }
                }
            }
            bench.print();
            if (!arguments[2].equals("-")) {
                bench.printMore(Path.of(arguments[2]));
            }
        }
    }

    private void generated(Path inputs, int round) throws IOException, InterruptedException {
        for (BenchTask task : BenchTask.generated(inputs)) {
            imports(task, List.of(), round);
            reference(task, round);
        }
        annotations(inputs, round);
        Path multi = inputs.resolve("multi.vcf.gz");
        say(round, "reading only");
        add("reading only, warm", runs.reads(multi, true));
        add("reading only reference", runs.reads(multi, false));
        references.put("reading only, warm", "htsjdk, decoded");
        for (String name : List.of("one", "ten", "hundred")) {
            imports(BenchTask.ofFiles(name, List.of(inputs.resolve(name + ".vcf.gz"))), List.of(), round);
        }
        imports(BenchTask.ofFiles("multi, shared files", List.of(multi)), SHARED, round);
        List<Path> one = SmallFiles.in(inputs.resolve("small-one"), 1, 2_000);
        imports(BenchTask.ofFiles("a file of at most 2,000 records", one), List.of(), round);
        List<Path> thousand = SmallFiles.in(inputs.resolve("small"), 1_000, 200);
        imports(BenchTask.ofFiles("1,000 files of 100 to 200 records", thousand), List.of(), round);
        cores("one core", "local[1]", multi, round);
        cores("two cores", "local[2]", multi, round);
    }

    /** In a worker whose compiler has done its work, as that would have the second core where one is measured. */
    private void cores(String name, String master, Path file, int round) throws IOException, InterruptedException {
        say(round, name);
        List<String> options = List.of("-Dlakeome.test.master=" + master, "-D" + ImportRun.IMPORTS + "=8");
        runs.imports(BenchTask.ofFiles(name, List.of(file)), options).stream()
                .skip(3)
                .forEach(measured -> add(name, measured));
    }

    private void annotations(Path inputs, int round) throws IOException, InterruptedException {
        int lines = inputs.endsWith("quick") ? 50_000 : 500_000;
        List<BenchTask> tasks = List.of(
                BenchTask.annotations(
                        "gff",
                        AnnotationTexts.gff(inputs.resolve("features.gff3"), lines),
                        "seqid VARCHAR,source VARCHAR,type VARCHAR,first BIGINT,last BIGINT,score DOUBLE,"
                                + "strand VARCHAR,phase INTEGER,attributes VARCHAR"),
                BenchTask.annotations(
                        "tsv",
                        AnnotationTexts.tsv(inputs.resolve("alleles.tsv"), 2 * lines),
                        "chrom VARCHAR,pos BIGINT,ref VARCHAR,alt VARCHAR,ac INTEGER,an INTEGER,af FLOAT,"
                                + "filter VARCHAR,name VARCHAR"));
        for (BenchTask task : tasks) {
            imports(task, List.of("-D" + ImportRun.FORMAT + "=" + task.name()), round);
            reference(task, round);
        }
    }

    private void reference(BenchTask task, int round) throws IOException, InterruptedException {
        say(round, task.name() + ", reference");
        add(task.name() + " reference", runs.reference(task));
        references.put(task.name() + ", warm", task.reference());
        references.put(task.name() + ", cold", task.reference());
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

    private void imports(BenchTask task, List<String> options, int round) throws IOException, InterruptedException {
        say(round, task.name());
        List<Measured> coldAndWarm = runs.imports(task, options);
        add(task.name() + ", warm", coldAndWarm.get(1));
        add(task.name() + ", cold", coldAndWarm.get(0));
    }

    private static void say(int round, String what) {
        System.err.println("round " + round + ": " + what);
    }

    private void add(String name, Measured measured) {
        System.err.printf("%-40s %6.2f CPU s, %6.2f s%n", name, measured.cpu(), measured.wall());
        figures.computeIfAbsent(name, none -> new ArrayList<>()).add(measured);
    }

    private Measured median(String name) {
        return Measured.median(figures.get(name));
    }

    private double medianWall(String name) {
        double[] sorted =
                figures.get(name).stream().mapToDouble(Measured::wall).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void print() {
        System.out.println(
                "| task | records | CPU s | wall s | reference | its CPU s | its wall s | ratio of CPU | ratio of wall | records per CPU s | peak RSS beyond idle, MiB | MB written |\n"
                        + "|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (String name : figures.keySet()) {
            if (name.endsWith(" reference") || name.endsWith(" core") || name.endsWith(" cores")) {
                continue;
            }
            Measured ours = median(name);
            List<String> theirs = List.of("", "", "", "", "");
            if (references.containsKey(name)) {
                Measured other = median(name.replaceFirst(", [a-z]+$", " reference"));
                theirs = List.of(
                        references.get(name),
                        "%.1f".formatted(other.cpu()),
                        "%.1f".formatted(other.wall()),
                        "%.2f".formatted(ours.cpu() / other.cpu()),
                        "%.2f".formatted(ours.wall() / other.wall()));
            }
            System.out.printf(
                    ROW,
                    name,
                    ours.records(),
                    ours.cpu(),
                    ours.wall(),
                    theirs.get(0),
                    theirs.get(1),
                    theirs.get(2),
                    theirs.get(3),
                    theirs.get(4),
                    ours.records() / ours.cpu(),
                    ours.memory(),
                    ours.bytes() / 1e6);
        }
    }

    private void printMore(Path inputs) throws IOException {
        Measured ten = median("ten, warm");
        Measured hundred = median("hundred, warm");
        Measured multi = median("multi, warm");
        double oneCore = medianWall("one core");
        double twoCores = medianWall("two cores");
        System.out.println("\n| figure | is |\n|---|---|");
        System.out.printf(
                "| a further call of a record, 10 to 100 samples, warm | %.2f µs of CPU |%n",
                (hundred.cpu() - ten.cpu()) / (hundred.rows() - ten.rows()) * 1e6);
        System.out.printf(
                "| wall of multi, the fourth to eighth import of a worker, `local[1]` beside `local[2]` | %.2f s and %.2f s, %.2f times |%n",
                oneCore, twoCores, oneCore / twoCores);
        System.out.printf(
                "| normalising adds to the import of multi, warm | %.0f %% |%n",
                (median("multi, normalised, warm").cpu() / multi.cpu() - 1) * 100);
        System.out.printf(
                "| files per second, 1,000 in one job, warm | %.0f |%n",
                1_000 / median("1,000 files of 100 to 200 records, warm").wall());
        bytes("one sample", "one", inputs.resolve("one.vcf.gz"));
        bytes("10 samples", "multi", inputs.resolve("multi.vcf.gz"));
        bytes("10 samples in shared files", "multi, shared files", inputs.resolve("multi.vcf.gz"));
    }

    private void bytes(String what, String task, Path file) throws IOException {
        System.out.printf(
                "| bytes beside the bgzip VCF, %s | %.2f times |%n",
                what, median(task + ", warm").bytes() / (double) Files.size(file));
    }
}
