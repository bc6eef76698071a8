package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.reference.Contig;

class ReferenceLengthsTest {
    private static final ReferenceLengths GRCH38 = lengths("chr1", 248956422, "chr2", 242193529, "chrM", 16569);

    @Test
    void lengthsThatAgreeAreNotTold() {
        assertThat(GRCH38.note(Map.of("chr1", 248956422L))).isEmpty();
        assertThat(GRCH38.note(Map.of("1", 248956422L, "MT", 16569L))).isEmpty();
        assertThat(GRCH38.note(Map.of("NC_000001.11", 0L))).isEmpty();
    }

    @Test
    void whatTheReferenceOrTheHeaderDoesNotSayIsNotTold() {
        assertThat(GRCH38.note(Map.of("chr1", 0L, "scaffold_7", 12L))).isEmpty();
        assertThat(ReferenceLengths.UNKNOWN.note(Map.of("chr1", 5L))).isEmpty();
    }

    @Test
    void anotherLengthIsToldUnderBothNames() {
        assertThat(GRCH38.note(Map.of("1", 249250621L)))
                .isEqualTo("Another reference? contig 1 has length=249250621 here and chr1 has length=248956422 in the"
                        + " store's reference.");
        assertThat(GRCH38.note(Map.of("NC_000001.10", 0L))).contains("NC_000001.10 has length=249250621 here");
    }

    @Test
    void nameOfTheReferenceGoesBeforeAnotherUsualName() {
        ReferenceLengths both = lengths("chr1", 5, "1", 6);
        assertThat(both.note(Map.of("1", 6L, "chr1", 5L, "CHR1", 6L))).isEmpty();
        assertThat(both.note(Map.of("1", 5L))).contains("contig 1 has length=5 here and 1 has length=6");
    }

    @Test
    void manyContigsAreCounted() {
        List<Object> reference = new ArrayList<>();
        Map<String, Long> declared = new LinkedHashMap<>();
        for (int i = 1; i <= 22; i++) {
            reference.addAll(List.of("chr" + i, 100));
            declared.put("chr" + i, 99L);
        }
        assertThat(lengths(reference.toArray()).note(declared))
                .contains("chr5 has length=99")
                .endsWith("; and 17 more contigs.")
                .doesNotContain("chr6 ");
    }

    @Test
    void hostileNamesStayShort() {
        String name = "1" + "x".repeat(1000) + "\n";
        assertThat(lengths(name, 5).note(Map.of(name, 6L))).hasSizeLessThan(300).doesNotContain("\n");
    }

    private static ReferenceLengths lengths(Object... namesAndLengths) {
        List<Contig> contigs = new ArrayList<>();
        for (int i = 0; i < namesAndLengths.length; i += 2) {
            contigs.add(new Contig((String) namesAndLengths[i], (int) namesAndLengths[i + 1], ""));
        }
        return new ReferenceLengths(contigs);
    }
}
