package org.lakeome.ingest.conformance;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lakeome.ingest.conformance.ImportedVcfs.Imported;

/**
 * The small inputs of {@code cases}, made after public bug reports, are imported with the rows and the words that {@code
 * cases-expected.tsv} says, or refused with its words. A file without a line there differs. They lie beside the corpus, or else
 * among our own test resources.
 */
public final class CasesCheck implements ConformanceCheck {
    private static final Set<String> FOLDERS = Set.of("vcf", "gff", "tabular");

    private final Path work;

    public CasesCheck(Path work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "cases";
    }

    @Override
    public List<Verdict> run(Path data) throws IOException, InterruptedException {
        Path beside = data.toAbsolutePath().normalize().resolveSibling("cases");
        return runOver(Files.isDirectory(beside) ? beside : ours());
    }

    /** The gate's working folder is the module's, that of {@code make conformance} the project's. */
    private static Path ours() {
        Path inModule = Path.of("src/test/resources/cases");
        return Files.isDirectory(inModule) ? inModule : Path.of("ingest").resolve(inModule);
    }

    List<Verdict> runOver(Path folder) throws IOException, InterruptedException {
        Map<String, ExpectedCase> expected = ExpectedCase.load().stream()
                .collect(toMap(ExpectedCase::file, one -> one, (a, b) -> a, LinkedHashMap::new));
        ImportedVcfs vcfs = new ImportedVcfs(work, Set.of("vcf"));
        Map<String, Imported> imported = new LinkedHashMap<>();
        vcfs.all(folder).forEach(one -> imported.put(one.file(), one));
        AnnotationCases annotations =
                new AnnotationCases(folder, Files.createDirectories(work.resolve("annotation-cases")));
        List<Verdict> verdicts = new ArrayList<>();
        for (String file : files(folder)) {
            ExpectedCase one = expected.get(file);
            verdicts.add(Verdict.of(file, () -> {
                if (one == null) {
                    return Verdict.differing(file, "cases-expected.tsv does not say what is right.");
                }
                return one.judge(
                        imported.containsKey(file)
                                ? outcome(vcfs, imported.get(file))
                                : annotations.imported(folder.resolve(file), one.as()));
            }));
        }
        return verdicts;
    }

    private static ExpectedCase.Outcome outcome(ImportedVcfs vcfs, Imported one) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int sample : one.bySample().keySet()) {
            vcfs.rows(one, sample, List.of("*"), row -> rows.add(AnnotationCases.texts(row)));
        }
        return new ExpectedCase.Outcome(
                one.outcome().completed(), one.outcome().rows(), one.outcome().message(), rows);
    }

    private static Set<String> files(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> FOLDERS.contains(name.split("/")[0]))
                    .filter(name -> !name.matches(".*(\\.md|\\.fa|\\.fai)"))
                    .forEach(names::add);
        }
        return names;
    }
}
