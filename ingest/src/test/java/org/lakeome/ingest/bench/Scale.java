package org.lakeome.ingest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an import costs by number of samples and of records, and on two Spark workers, and what that would mean for a large
 * cohort; prints a page. Main: ROUNDS HEAP INPUTS.
 */
public final class Scale {
    private static final List<Wide> WIDE = List.of(
            new Wide(1, 200_000),
            new Wide(10, 100_000),
            new Wide(100, 50_000),
            new Wide(1_000, 10_000),
            new Wide(2_504, 4_000),
            new Wide(10_000, 1_000));
    private static final List<Integer> RECORDS = List.of(10_000, 100_000, 1_000_000, 10_000_000);
    private static final int THOUSAND = 1_000;
    private static final double GENOMES = 3_202;
    private static final double RECORDS_OF_A_GENOME = 5e6;
    private static final double RECORDS_OF_THE_COHORT = 1e8;

    private record Wide(int samples, int records) {
        Path file(Path inputs) {
            return inputs.resolve("samples" + samples + "x" + records + ".vcf.gz");
        }
    }

    private final Runs runs;
    private final int rounds;

    private Scale(Runs runs, int rounds) {
        this.runs = runs;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // executors have working folders of their own
        Path inputs = Path.of(arguments[2]).toAbsolutePath();
        try (Runs runs = new Runs(arguments[1])) {
            Scale scale = new Scale(runs, Integer.parseInt(arguments[0]));
            Measured thousand = scale.samples(inputs);
            Measured longest = scale.records(inputs);
            scale.cluster(inputs);
            extrapolate(thousand, scale.shared(inputs), longest);
        }
    }

    /** The figures of the thousand samples, the longest of the wide files. */
    private Measured samples(Path inputs) throws IOException, InterruptedException {
        System.out.println(
                "| samples | records | warm CPU s | µs of CPU a record | µs of CPU a call | peak RSS beyond idle, MiB | MB written |\n|---|---|---|---|---|---|---|");
        Measured thousand = null;
        for (Wide wide : WIDE) {
            Measured warm = median(wide.file(inputs), List.of()).get(1);
            System.out.printf(
                    "| %,d | %,d | %.2f | %.1f | %.2f | %,d | %.1f |%n",
                    wide.samples(),
                    warm.records(),
                    warm.cpu(),
                    warm.cpu() / warm.records() * 1e6,
                    warm.cpu() / warm.rows() * 1e6,
                    warm.memory(),
                    warm.bytes() / 1e6);
            thousand = wide.samples() == THOUSAND ? warm : thousand;
        }
        return thousand;
    }

    private Measured shared(Path inputs) throws IOException, InterruptedException {
        Wide wide = WIDE.stream()
                .filter(each -> each.samples() == THOUSAND)
                .findFirst()
                .orElseThrow();
        return median(wide.file(inputs), List.of("-D" + ImportRun.LAYOUT + "=shared"))
                .get(1);
    }

    private Measured records(Path inputs) throws IOException, InterruptedException {
        System.out.println(
                "\n| records of one sample | cold CPU s | warm CPU s | µs of CPU a record, warm | wall s, warm | MB written |\n|---|---|---|---|---|---|");
        Measured last = null;
        for (int records : RECORDS) {
            List<Measured> both = median(inputs.resolve("records" + records + ".vcf.gz"), List.of());
            last = both.get(1);
            System.out.printf(
                    "| %,d | %.1f | %.2f | %.2f | %.1f | %.1f |%n",
                    records,
                    both.get(0).cpu(),
                    last.cpu(),
                    last.cpu() / last.records() * 1e6,
                    last.wall(),
                    last.bytes() / 1e6);
        }
        return last;
    }

    private void cluster(Path inputs) throws IOException, InterruptedException {
        Path file = inputs.resolve("records1000000.vcf.gz");
        Path work = Files.createTempDirectory("lakeome-cluster");
        Measured local = median(file, List.of()).get(1);
        Measured standalone;
        try (SparkCluster spark = new SparkCluster(work)) {
            standalone = median(file, spark.options()).get(1);
        } finally {
            Runs.delete(work);
        }
        System.out.printf(
                "%n| 1,000,000 records of one sample, warm | wall s | rows |%n|---|---|---|%n| `local[2]` | %.1f | %,d |%n| standalone, two workers of one core | %.1f | %,d |%n",
                local.wall(), local.rows(), standalone.wall(), standalone.rows());
    }

    private static void extrapolate(Measured thousand, Measured shared, Measured longest) {
        System.out.printf(
                "%n| 3,202 whole genomes (not measured) | rows | CPU hours | TB written |%n|---|---|---|---|%n");
        extrapolated("one VCF a sample, 5 million records each", GENOMES * RECORDS_OF_A_GENOME, longest);
        extrapolated("one VCF of all, 100 million records", GENOMES * RECORDS_OF_THE_COHORT, thousand);
        extrapolated("the same, layout `shared`", GENOMES * RECORDS_OF_THE_COHORT, shared);
    }

    private static void extrapolated(String what, double rows, Measured measured) {
        double share = rows / measured.rows();
        System.out.printf(
                "| %s | %.1e | %,.0f | %.1f |%n",
                what, rows, share * measured.cpu() / 3600, share * measured.bytes() / 1e12);
    }

    /** The cold and the warm run in the middle. */
    private List<Measured> median(Path file, List<String> options) throws IOException, InterruptedException {
        List<Measured> cold = new ArrayList<>();
        List<Measured> warm = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + ": " + file.getFileName());
            List<Measured> both =
                    runs.imports(BenchTask.ofFiles(file.getFileName().toString(), List.of(file)), options);
            cold.add(both.get(0));
            warm.add(both.get(1));
        }
        return List.of(Measured.median(cold), Measured.median(warm));
    }
}
