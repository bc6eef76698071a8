package org.lakeome.ingest.readers;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.iceberg.Table;
import org.lakeome.ingest.conformance.ConformanceCheck;
import org.lakeome.ingest.conformance.ImportedVcfs;
import org.lakeome.ingest.conformance.ImportedVcfs.Imported;
import org.lakeome.ingest.conformance.Verdict;

/**
 * Every VCF of the corpus, imported in both layouts, has the same rows for every reader: a hash of each column, of the rows of each
 * source folder. A file's samples all have the same columns, so that of many samples only some are read, other ones each time. The
 * corpus as our own reader sees it is what the other checks look at.
 */
public final class ReadersCheck implements ConformanceCheck {
    private static final long PIECE_BYTES = 1_000_003;
    /** Of a file with more, so many are read. */
    private static final int SAMPLES = 8;

    private final ImportedVcfs samples;
    private final ImportedVcfs shared;

    public ReadersCheck(ImportedVcfs samples, ImportedVcfs shared) {
        this.samples = samples;
        this.shared = shared;
    }

    @Override
    public String name() {
        return "readers";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        Map<String, List<String>> differences = new TreeMap<>();
        List<Imported> wide = samples.all(data).stream()
                .filter(one -> one.bySample().size() > SAMPLES)
                .toList();
        Set<String> names = wide.stream().map(Imported::file).collect(toSet());
        compare(data, one -> !names.contains(one.file()), List.of(), differences);
        if (!wide.isEmpty()) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            List<String> some = wide.stream()
                    .flatMap(one -> some(one, random).stream())
                    .distinct()
                    .toList();
            System.out.printf("readers: %d samples of %d files, seed %d%n", some.size(), wide.size(), seed);
            compare(data, one -> names.contains(one.file()), some, differences);
        }
        List<Verdict> verdicts = new ArrayList<>();
        differences.forEach((job, told) -> verdicts.add(
                told.isEmpty() ? Verdict.agreed(job + "/") : Verdict.differing(job + "/", String.join("; ", told))));
        return verdicts;
    }

    private static List<String> some(Imported imported, Random random) {
        List<String> names = imported.bySample().values().stream()
                .map(files -> files.get(0).partition().get(0, String.class))
                .toList();
        return IntStream.range(0, SAMPLES)
                .map(place -> (int) ((place + random.nextDouble()) * names.size() / SAMPLES))
                .mapToObj(names::get)
                .toList();
    }

    /** @param some samples; all when empty */
    private void compare(
            Path data, Predicate<Imported> wanted, List<String> some, Map<String, List<String>> differences)
            throws IOException, InterruptedException {
        Map<String, Table> layouts = Map.of("samples", samples.part(data, wanted), "shared", shared.part(data, wanted));
        Question all = Question.all(layouts.get("samples"));
        Question question = some.isEmpty() ? all : all.where(Question.Where.oneOf("sampleid", some));
        // DuckDB and parquet-java read by one thread.
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Map<String, Future<Map<String, Fingerprint>>> readings = new TreeMap<>();
            layouts.forEach((layout, table) -> Readers.all(PIECE_BYTES)
                    .forEach(reader -> readings.put(layout + ", " + reader.name(), two.submit(() -> {
                        long start = System.nanoTime();
                        Map<String, Fingerprint> found = Fingerprint.byJob(reader, table, question);
                        System.out.printf(
                                "readers: %s, %s, %,d rows, %.1f s%n",
                                layout,
                                reader.name(),
                                found.values().stream()
                                        .mapToLong(Fingerprint::rows)
                                        .sum(),
                                (System.nanoTime() - start) / 1e9);
                        return found;
                    }))));
            Map<String, Fingerprint> expected =
                    readings.get("samples, " + Readers.REFERENCE.name()).get();
            for (Map.Entry<String, Future<Map<String, Fingerprint>>> reading : readings.entrySet()) {
                add(reading.getKey(), reading.getValue().get(), expected, all.columns(), differences);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            two.shutdownNow();
        }
    }

    private static void add(
            String reader,
            Map<String, Fingerprint> found,
            Map<String, Fingerprint> expected,
            List<String> columns,
            Map<String, List<String>> differences) {
        Set<String> jobs = new TreeSet<>(expected.keySet());
        jobs.addAll(found.keySet());
        Fingerprint none = Fingerprint.none(columns.size());
        for (String job : jobs) {
            List<String> told = differences.computeIfAbsent(job, unseen -> new ArrayList<>());
            found.getOrDefault(job, none)
                    .differences(expected.getOrDefault(job, none), columns)
                    .forEach(difference -> told.add(reader + ": " + difference));
        }
    }
}
