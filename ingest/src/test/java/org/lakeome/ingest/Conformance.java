package org.lakeome.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lakeome.ingest.conformance.BcftoolsCheck;
import org.lakeome.ingest.conformance.CasesCheck;
import org.lakeome.ingest.conformance.ConformanceCheck;
import org.lakeome.ingest.conformance.Explanations;
import org.lakeome.ingest.conformance.GffCheck;
import org.lakeome.ingest.conformance.ImportedVcfs;
import org.lakeome.ingest.conformance.MutationCheck;
import org.lakeome.ingest.conformance.Report;
import org.lakeome.ingest.conformance.TabularCheck;
import org.lakeome.ingest.conformance.VcfImportCheck;
import org.lakeome.ingest.conformance.Verdict;
import org.lakeome.ingest.normalise.KeyHashCheck;
import org.lakeome.ingest.normalise.NormalisationCheck;
import org.lakeome.ingest.readers.ReadersCheck;

/**
 * {@code make conformance}: main WORKFOLDER [CHECK...] runs all checks, or those named, over the corpus (or over the folders of it that
 * are named as {@code @FOLDER}) and prints a line per source
 * folder, a line per check, and every file that differs with its reason. Exit code 1: a difference that
 * {@code conformance-explained.tsv} (check, file, sentence) does not explain, or an explanation that nothing needs any more.
 *
 * <p>To add a check: a class of its own package that is a {@link ConformanceCheck} (name, and files to verdicts), a line in
 * {@link #checks}, and a line in {@code src/test/resources/conformance-explained.tsv} for each difference that is meant.
 * {@link ImportedVcfs} gives what the real import made of every VCF of the corpus with default options, imported once for all
 * checks.
 */
public final class Conformance {
    private Conformance() {}

    private static List<ConformanceCheck> checks(Path work, Set<String> folders) {
        ImportedVcfs imported = new ImportedVcfs(work, folders);
        return List.of(
                new MutationCheck(10_000, work),
                new VcfImportCheck(imported),
                new BcftoolsCheck(imported),
                new ReadersCheck(imported, new ImportedVcfs(work, folders, StoreTable::createShared)),
                new NormalisationCheck(),
                new KeyHashCheck(work),
                new GffCheck(),
                new TabularCheck(),
                new CasesCheck(work));
    }

    /** A check that cannot be made at all is a row of the report, and the others are made. */
    private static List<Verdict> verdicts(ConformanceCheck check, Path data) throws InterruptedException {
        try {
            return check.run(data);
        } catch (IOException | RuntimeException e) {
            return List.of(Verdict.differing(check.name() + "/", "The check itself failed: " + e));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path data = Corpus.folder();
        if (!Files.isDirectory(data)) {
            System.out.println("skipped: conformance needs the data folder (set LAKEOME_DATA); looked in " + data);
            return;
        }
        List<String> words = List.of(arguments).subList(1, arguments.length);
        Set<String> wanted =
                words.stream().filter(word -> !word.startsWith("@")).collect(Collectors.toSet());
        Set<String> folders = words.stream()
                .filter(word -> word.startsWith("@"))
                .map(word -> word.substring(1))
                .collect(Collectors.toSet());
        long begin = System.nanoTime();
        Report report = new Report(Explanations.load());
        for (ConformanceCheck check : checks(Path.of(arguments[0]), folders)) {
            if (wanted.isEmpty() || wanted.contains(check.name())) {
                long start = System.nanoTime();
                List<Verdict> verdicts = verdicts(check, data);
                report.add(check, verdicts);
                System.out.printf(
                        "%s: %d files, %.0f s%n", check.name(), verdicts.size(), (System.nanoTime() - start) / 1e9);
            }
        }
        boolean inOrder = report.print(System.out);
        System.out.printf("conformance took %.0f s%n", (System.nanoTime() - begin) / 1e9);
        // Spark's threads would keep the process.
        Runtime.getRuntime().halt(inOrder ? 0 : 1);
    }
}
