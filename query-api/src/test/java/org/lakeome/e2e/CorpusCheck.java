package org.lakeome.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.VariantImportItemDetail;

/**
 * Every VCF of the corpus, imported through the API into a store of each layout, a job per source folder: both stores take the same
 * files, and Trino reads the same rows of each file and the same values of each column. Main: FOLDER... (of the corpus; all when
 * none is given); exit code 1 on any difference.
 */
final class CorpusCheck {
    private static final List<String> LAYOUTS = List.of("samples", "shared");
    private static final String ITEM = "regexp_replace(\"$path\", '.*/data/([^/]+)/[0-9]+/([0-9]+)-[^/]*', '$1/$2')";
    private static final String ACCOUNT = "corpus";

    private final RunningLakeome lakeome = RunningLakeome.get();
    private final Jobs jobs = new Jobs(lakeome, ACCOUNT);
    private final Map<String, List<Path>> folders;

    private CorpusCheck(Set<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(RunningLakeome.DATA)) {
            folders = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.vcf(\\.gz|\\.bgz|\\.bz2)?"))
                    .sorted()
                    .collect(groupingBy(
                            file -> RunningLakeome.DATA
                                    .relativize(file)
                                    .getName(0)
                                    .toString(),
                            TreeMap::new,
                            toList()));
        }
        if (!wanted.isEmpty()) {
            folders.keySet().retainAll(wanted);
        }
    }

    public static void main(String[] folders) throws Exception {
        List<String> differences = new CorpusCheck(Set.of(folders)).differences();
        differences.forEach(System.out::println);
        System.exit(differences.isEmpty() ? 0 : 1);
    }

    private List<String> differences() throws Exception {
        List<Map<String, String>> seen = new ArrayList<>();
        for (String layout : LAYOUTS) {
            seen.add(read("corpus_" + layout, importAll("corpus_" + layout, layout)));
        }
        Map<String, String> samples = seen.getFirst();
        Map<String, String> shared = seen.getLast();
        Set<String> files = new TreeSet<>(samples.keySet());
        files.addAll(shared.keySet());
        List<String> differences = files.stream()
                .filter(file -> !Objects.equals(samples.get(file), shared.get(file)))
                .map(file ->
                        "differs: " + file + "\n  samples " + samples.get(file) + "\n  shared  " + shared.get(file))
                .toList();
        System.out.printf(
                "trino: %d of %d files imported, %d differ between the layouts%n",
                files.size(), folders.values().stream().mapToInt(List::size).sum(), differences.size());
        return differences;
    }

    /** What was imported, by job and place in it. */
    private Map<String, String> importAll(String store, String layout) throws IOException {
        RunningLakeome.Output made = lakeome.lakeome(
                "store", "create", store, "--reference", jobs.reference(), "--layout", layout, "--profile", ACCOUNT);
        if (made.exitCode() != 0) {
            throw new IllegalStateException(made.toString());
        }
        Map<String, String> imported = new HashMap<>();
        for (Map.Entry<String, List<Path>> folder : folders.entrySet()) {
            long start = System.nanoTime();
            List<String> sources = new ArrayList<>();
            for (Path file : folder.getValue()) {
                sources.add(jobs.upload(RunningLakeome.DATA.relativize(file).toString(), Files.readAllBytes(file)));
            }
            GetVariantImportJobResponse job = jobs.run(store, sources.toArray(String[]::new));
            Map<String, JobStatus> statuses = new HashMap<>();
            for (VariantImportItemDetail item : job.items()) {
                statuses.put(item.source(), item.jobStatus());
            }
            for (int item = 0; item < sources.size(); item++) {
                if (statuses.get(sources.get(item)) == JobStatus.COMPLETED) {
                    imported.put("%s/%05d".formatted(job.id(), item), sources.get(item));
                }
            }
            System.out.printf(
                    "trino: %s, %s: %s, %d files, %.1f s%n",
                    layout, folder.getKey(), job.status(), sources.size(), (System.nanoTime() - start) / 1e9);
        }
        return imported;
    }

    /** By source: number of rows and a checksum of every column, each also together with what tells rows apart. */
    private Map<String, String> read(String store, Map<String, String> imported) throws SQLException {
        long start = System.nanoTime();
        Map<String, String> seen = new TreeMap<>();
        long rows = 0;
        try (Connection connection = lakeome.connect(ACCOUNT)) {
            String sums = RunningLakeome.rows(connection, "SHOW COLUMNS FROM " + store).stream()
                    .map(row -> (String) row.getFirst())
                    .filter(column -> !column.equals("importjobid"))
                    .map(column -> "checksum(ROW(contigname, start, referenceallele, sampleid, \"" + column + "\"))")
                    .collect(joining(", "));
            for (List<Object> row : RunningLakeome.rows(
                    connection, "SELECT " + ITEM + ", count(*), " + sums + " FROM " + store + " GROUP BY 1")) {
                String source = Objects.requireNonNull(imported.remove((String) row.getFirst()), "rows of no file");
                rows += (long) row.get(1);
                seen.put(
                        source,
                        row.get(1) + " rows "
                                + row.stream()
                                        .skip(2)
                                        .map(sum -> HexFormat.of().formatHex((byte[]) sum))
                                        .collect(joining(" ")));
            }
        }
        imported.values().forEach(source -> seen.put(source, "no rows"));
        System.out.printf("trino: %s, %,d rows, %.1f s%n", store, rows, (System.nanoTime() - start) / 1e9);
        return seen;
    }
}
