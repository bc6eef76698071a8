package org.lakeome.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Files of other projects, found by LAKEOME_DATA (system property or environment), else ../shared/data beside the project. */
public final class Corpus {
    private Corpus() {}

    public static Path folder() {
        String setting = System.getProperty("LAKEOME_DATA", System.getenv().getOrDefault("LAKEOME_DATA", ""));
        return setting.isEmpty() ? Path.of("../../shared/data") : Path.of(setting);
    }

    /** Skips the test, saying so, where the corpus is not there. */
    public static Path require(String what) {
        Assumptions.assumeTrue(
                Files.isDirectory(folder()),
                () -> "skipped: " + what + " need the data folder (set LAKEOME_DATA); looked in " + folder());
        return folder();
    }

    public static List<Path> vcfs(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.vcf(\\.gz|\\.bgz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
