package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        KeyHash.generate(generator, folder, "ref", "ref.fa", 200_000);
        KeyHash.generate(generator, folder, "multi", "multi.vcf", 200_000, "--records", "5000", "--samples", "10");
        KeyHash.generate(generator, folder, "gvcf", "gvcf.vcf", 200_000, "--records", "8000");
        KeyHash.generate(generator, folder, "vep", "vep.vcf", 200_000, "--records", "1000");
    }

    @ParameterizedTest
    @CsvSource({
        "multi.vcf, true, false, 5242, ccc3b8d7297e967a",
        "multi.vcf, false, true, 5000, 2825c593e3c95f41",
        "multi.vcf, true, true, 5242, b518fb12f22474fe",
        "gvcf.vcf, true, false, 9562, 8101aec7ad021d08",
        "gvcf.vcf, false, true, 8000, 666c4ca9884e3f6f",
        "gvcf.vcf, true, true, 9562, fa3e57b35cbc2971",
        "vep.vcf, true, false, 1057, d3f7ecd790f5c422",
        "vep.vcf, false, true, 1000, 4f240d53444904d2",
        "vep.vcf, true, true, 1057, 1ef7df97e8668cda",
    })
    void keysEqualThoseOfBcftools(String file, boolean split, boolean align, int records, String hash)
            throws IOException {
        KeyHash.Result result = KeyHash.of(folder.resolve(file), align ? folder.resolve("ref.fa") : null, split);
        assertThat(result).isEqualTo(new KeyHash.Result(records, hash));
    }
}
