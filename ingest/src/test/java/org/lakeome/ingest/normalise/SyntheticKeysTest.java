package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lakeome.ingest.Corpus;

/** The keys of the generated files against the hashes that two other programs agree on (data/README.md). */
class SyntheticKeysTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void generate() throws IOException, InterruptedException {
        Path data = Corpus.require("9 comparisons of key hashes");
        Path generator = data.resolveSibling("gen").resolve("genvcf.py");
        Assumptions.assumeTrue(
                Files.isReadable(generator), "skipped: 9 comparisons of key hashes need the generator " + generator);
        KeyHash.generateSmall(generator, folder);
    }

    static List<KeyHash.Wanted> wanted() {
        return KeyHash.SMALL;
    }

    @ParameterizedTest
    @MethodSource("wanted")
    void keysEqualThoseOfBcftools(KeyHash.Wanted wanted) throws IOException {
        assertThat(KeyHash.of(folder, wanted)).isEqualTo(wanted.result());
    }
}
