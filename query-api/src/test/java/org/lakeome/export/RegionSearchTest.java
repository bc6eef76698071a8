package org.lakeome.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionSearchTest {
    /** Contigs of rows, and those of them that the wanted samples have. */
    private record Rows(List<String> ofStore, List<String> ofSamples) implements RegionSearch.Contigs {
        static Rows of(String... contigs) {
            return new Rows(List.of(contigs), List.of(contigs));
        }

        @Override
        public List<String> ofSamples(Collection<String> names) {
            return ofSamples.stream().filter(names::contains).toList();
        }

        @Override
        public List<String> ofStore(Collection<String> names) {
            return ofStore.stream().filter(names::contains).toList();
        }
    }

    @Test
    void contigOfTheSameNameIsTaken() throws Exception {
        assertThat(find("chr1:5-9", Rows.of("chr1", "2"), Map.of()))
                .isEqualTo(new RegionSearch.Found(new Region("chr1", 4, 9), List.of()));
    }

    @Test
    void anotherUsualNameIsTakenAndSaid() throws Exception {
        assertThat(find("chr1:5-9", Rows.of("1", "10"), Map.of()))
                .isEqualTo(new RegionSearch.Found(
                        new Region("1", 4, 9), List.of("Contig chr1 is called 1 in store cohort.")));
        assertThat(contig("1", "chr1")).isEqualTo("chr1");
        assertThat(contig("chrM", "MT")).isEqualTo("MT");
        assertThat(contig("MT", "chrM")).isEqualTo("chrM");
        assertThat(contig("chrx", "X")).isEqualTo("X");
        assertThat(contig("chr1", "NC_000001.11")).isEqualTo("NC_000001.11");
        assertThat(contig("NC_000023.10", "chrX")).isEqualTo("chrX");
        assertThat(contig("Un_gl1", "chrUn_gl1")).isEqualTo("chrUn_gl1");
    }

    @Test
    void assemblyOfAnAccessionMustBeThatOfTheContig() throws Exception {
        Map<String, Long> grch37 = Map.of("1", 249250621L);
        assertThat(find("NC_000001.10", Rows.of("1"), grch37).region().contig()).isEqualTo("1");
        assertThatThrownBy(() -> find("NC_000001.11", Rows.of("1"), grch37))
                .hasMessage("store cohort has no contig 'NC_000001.11'; it has 1");
        assertThatThrownBy(() -> find("NC_000001.11", Rows.of("NC_000001.10"), Map.of()))
                .hasMessageContaining("no contig");
    }

    @Test
    void rowsUnderAnotherNameOfTheSameContigAreSaid() throws Exception {
        assertThat(find("chr1", Rows.of("1", "chr1"), Map.of()).notes())
                .containsExactly(
                        "Store cohort also has rows of 1, which may be other names of contig chr1; they are not in the"
                                + " file.");
    }

    @Test
    void severalThatMayBeMeantAreNamed() {
        assertThatThrownBy(() -> find("CHR1", Rows.of("1", "chr1"), Map.of()))
                .isInstanceOf(StoreExport.NotThere.class)
                .hasMessageContaining("any of 1, chr1 of store cohort");
    }

    @Test
    void contigThatIsKnownAndHasNoRowsIsNoError() throws Exception {
        assertThat(find("chrY:1-5", Rows.of("chr1"), Map.of("chrY", 57227415L))
                        .region()
                        .contig())
                .isEqualTo("chrY");
        assertThat(find("Y", Rows.of("chr1"), Map.of("chrY", 57227415L))
                        .region()
                        .contig())
                .isEqualTo("chrY");
        assertThat(find("9", new Rows(List.of("1", "9"), List.of("1")), Map.of())
                        .region()
                        .contig())
                .isEqualTo("9");
    }

    @Test
    void contigThatNobodyKnowsIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> find("chr99:1-5", Rows.of("1", "2"), Map.of()))
                .isInstanceOf(StoreExport.NotThere.class)
                .hasMessage("store cohort has no contig 'chr99'; it has 1, 2");
    }

    @Test
    void undeclaredContigWhoseNameLooksLikeARegionIsFound() throws Exception {
        assertThat(find("HLA-A*01:01", Rows.of("HLA-A*01:01"), Map.of()).region())
                .isEqualTo(new Region("HLA-A*01:01", -1, Long.MAX_VALUE));
    }

    @Test
    void namesAreThoseThatImportsKnow() throws IOException {
        String path = "src/main/resources/org/lakeome/%s/accessions.tsv";
        assertThat(Path.of(path.formatted("export")))
                .hasSameTextualContentAs(Path.of("../ingest", path.formatted("ingest/normalise")));
        assertThat(Files.size(Path.of(path.formatted("export")))).isPositive();
    }

    private static String contig(String asked, String there) throws Exception {
        return find(asked, Rows.of(there), Map.of()).region().contig();
    }

    private static RegionSearch.Found find(String text, Rows rows, Map<String, Long> declared)
            throws SQLException, StoreExport.NotThere {
        return new RegionSearch(rows, new LinkedHashMap<>(declared), "cohort").find(text);
    }
}
