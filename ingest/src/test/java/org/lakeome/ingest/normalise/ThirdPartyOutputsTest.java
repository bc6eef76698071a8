package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lakeome.ingest.Corpus;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.ReadOptions;

/** What vt and bcftools made of Glow's and vt's test files; GATK's need a reference that the corpus does not have. */
class ThirdPartyOutputsTest {
    @ParameterizedTest
    @CsvSource({
        "01_IN_altered_biallelic, 20_altered.fasta, false, _bcftoolsnormalized, false",
        "01_IN_altered_biallelic, 20_altered.fasta, true, _vtdecompose_bcftoolsnormalized, true",
        "01_IN_altered_biallelic, , true, _vtdecompose, true",
        "test_left_align_hg38_altered, Homo_sapiens_assembly38.20.21_altered.fasta, false, _bcftoolsnormalized, false",
        "test_left_align_hg38_altered, Homo_sapiens_assembly38.20.21_altered.fasta, true, _vtdecompose_bcftoolsnormalized, true",
        "test_left_align_hg38_altered, , true, _vtdecompose, true",
    })
    void glowsFilesComeOutAsVtAndBcftoolsWriteThem(
            String name, String fasta, boolean split, String expected, boolean onlySites) throws IOException {
        Path folder = Corpus.require("1 output of vt or bcftools").resolve("glow-normalizer");
        ReferenceSequence reference = fasta == null ? null : References.of(folder.resolve(fasta));
        List<String> faults = new ArrayList<>();
        List<String> ours = Rows.cellsOfGood(folder.resolve(name + ".vcf"), Rows.aligned(reference, split), faults);
        List<String> theirs =
                Rows.cellsOfGood(folder.resolve(name + expected + ".vcf"), ReadOptions.AS_WRITTEN, new ArrayList<>());
        assertThat(faults).isEmpty();
        assertThat(sorted(ours, onlySites)).isEqualTo(sorted(theirs, onlySites)).isNotEmpty();
    }

    private static List<String> sorted(List<String> rows, boolean onlySites) {
        return rows.stream()
                .map(row -> onlySites ? key(row.split(" ")) : row)
                .sorted()
                .toList();
    }

    /** vt writes a missing allele where bcftools and we write 0, so only place, REF and ALT are compared with it. */
    private static String key(String[] parts) {
        return parts[0] + " " + parts[2] + " " + parts[3];
    }

    @Test
    void originalAllelesAreKeptUnderVtsName() throws IOException {
        Path folder = Corpus.require("1 output of vt").resolve("vt/decompose");
        assertThat(originals(folder.resolve("01_IN_multi.vcf"), Rows.SPLIT))
                .isEqualTo(originals(folder.resolve("01_OUT_multi.vcf"), ReadOptions.AS_WRITTEN))
                .hasSize(2);
    }

    private static List<String> originals(Path file, ReadOptions options) throws IOException {
        List<String> originals = new ArrayList<>();
        TextSource source = TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT);
        Rows.visit(
                source,
                options,
                (batch, record, header) -> originals.add(batch.site(record).reference()
                        + batch.site(record).alternates()
                        + batch.site(record).attributes().get("OLD_MULTIALLELIC")));
        return originals;
    }
}
