package org.lakeome.ingest.readers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.lakeome.ingest.conformance.ConformanceCheck;
import org.lakeome.ingest.conformance.ImportedVcfs;
import org.lakeome.ingest.conformance.Verdict;

/**
 * Every VCF of the corpus, imported in both layouts, has the same rows for every reader: a hash of each column, of the rows of each
 * source folder. The corpus as our own reader sees it is what the other checks look at.
 */
public final class ReadersCheck implements ConformanceCheck {
    private static final long PIECE_BYTES = 1_000_003;

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
    public List<Verdict> run(Path data) throws IOException {
        Map<String, Table> layouts =
                new TreeMap<>(Map.of("samples", samples.table(data), "shared", shared.table(data)));
        Question all = Question.all(samples.table(data));
        Map<String, Fingerprint> expected = Fingerprint.byJob(Readers.REFERENCE, samples.table(data), all);
        Map<String, List<String>> differences = new TreeMap<>();
        expected.keySet().forEach(job -> differences.put(job, new ArrayList<>()));
        layouts.forEach((layout, table) -> {
            for (TableReader reader : Readers.all(PIECE_BYTES)) {
                Map<String, Fingerprint> found = Fingerprint.byJob(reader, table, all);
                differences.forEach((job, told) -> told.addAll(
                        differences(layout + ", " + reader.name(), found.get(job), expected.get(job), all.columns())));
                System.out.printf("readers: %s, %s%n", layout, reader.name());
            }
        });
        List<Verdict> verdicts = new ArrayList<>();
        differences.forEach((job, told) -> verdicts.add(
                told.isEmpty() ? Verdict.agreed(job + "/") : Verdict.differing(job + "/", String.join("; ", told))));
        return verdicts;
    }

    private static List<String> differences(
            String reader, Fingerprint found, Fingerprint expected, List<String> columns) {
        return found == null
                ? List.of(reader + ": no rows")
                : found.differences(expected, columns).stream()
                        .map(difference -> reader + ": " + difference)
                        .toList();
    }
}
