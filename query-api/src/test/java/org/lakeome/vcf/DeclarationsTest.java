package org.lakeome.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
    @Test
    void linesComeBackAsTheyWereWritten() {
        List<String> lines = List.of(
                "##FILTER=<ID=q10,Description=\"Low, \\\"really\\\" <10>\">",
                "##INFO=<ID=AF,Number=A,Type=Float,Description=\"a,Type=b\",Source=\"x\",Version=\"3\">",
                "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">",
                "##ALT=<ID=DEL,Description=\"Deletion\">",
                "##contig=<ID=chr1,length=100,assembly=b38>");
        assertThat(Declarations.of(lines).text().lines())
                .containsExactly(
                        "##fileformat=VCFv4.3", lines.get(0), lines.get(1), lines.get(2), lines.get(3), lines.get(4));
    }

    @Test
    void contradictingDeclarationsBecomeOneThatHoldsForBoth() {
        assertThat(text(
                        "##INFO=<ID=AF,Number=A,Type=Float,Description=\"first\">",
                        "##INFO=<ID=AF,Number=1,Type=Integer,Description=\"second\">",
                        "##INFO=<ID=X,Number=1,Type=Integer,Description=\"\">",
                        "##INFO=<ID=X,Number=1,Type=String,Description=\"\">"))
                .contains(
                        "##INFO=<ID=AF,Number=.,Type=Float,Description=\"first\">",
                        "##INFO=<ID=X,Number=1,Type=String,Description=\"\">");
    }

    @Test
    void versionIsTheNewestOfTheFilesButAtLeastFourThree() {
        assertThat(text("##fileformat=VCFv4.1").getFirst()).isEqualTo("##fileformat=VCFv4.3");
        assertThat(text("##fileformat=VCFv4.5", "##fileformat=VCFv4.2").getFirst())
                .isEqualTo("##fileformat=VCFv4.5");
    }

    @Test
    void whatRecordsUseUndeclaredIsDeclared() {
        Declarations header = Declarations.of(List.of("##contig=<ID=chr2>"));
        new RecordText(header)
                .of(
                        new StoredSite(
                                "chr1",
                                0,
                                9,
                                null,
                                "A",
                                null,
                                null,
                                List.of("PASS", "q10"),
                                Map.of("END", "9", "DB", "", "X", "1,2")),
                        List.of(new StoredCall(
                                false, List.of(0), null, null, null, 9, null, null, null, Map.of("min_dp", "3"))));
        assertThat(header.text().lines())
                .containsExactly(
                        "##fileformat=VCFv4.3",
                        "##FILTER=<ID=q10,Description=\"Not declared by the imported files\">",
                        "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"Not declared by the imported files\">",
                        "##INFO=<ID=END,Number=1,Type=Integer,Description=\"Not declared by the imported files\">",
                        "##INFO=<ID=X,Number=.,Type=String,Description=\"Not declared by the imported files\">",
                        "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Conditional genotype quality\">",
                        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">",
                        "##FORMAT=<ID=MIN_DP,Number=.,Type=String,Description=\"Not declared by the imported files\">",
                        "##contig=<ID=chr2>",
                        "##contig=<ID=chr1>");
    }

    @Test
    void idsThatDifferOnlyInCaseKeepTheirKeys() {
        Declarations header = Declarations.of(List.of(
                "##FORMAT=<ID=Min_DP,Number=1,Type=Integer,Description=\"\">",
                "##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description=\"\">"));
        assertThat(header.formatOfKey("min_dp")).isEqualTo("Min_DP");
        assertThat(header.formatOfKey("MIN_DP")).isEqualTo("MIN_DP");
    }

    private static List<String> text(String... lines) {
        return Declarations.of(List.of(lines)).text().lines().toList();
    }
}
