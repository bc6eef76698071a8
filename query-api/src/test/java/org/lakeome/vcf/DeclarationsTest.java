package org.lakeome.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
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
                        "##FORMAT=<ID=MIN_DP,Number=1,Type=String,Description=\"Not declared by the imported files\">",
                        "##contig=<ID=chr2>",
                        "##contig=<ID=chr1>");
    }

    @Test
    void idsThatDifferOnlyInCaseKeepTheirKeys() {
        assertThat(written(
                        header(
                                "##FORMAT=<ID=CN,Number=1,Type=Integer,Description=\"\">",
                                "##FORMAT=<ID=cn,Number=1,Type=Integer,Description=\"\">",
                                "##FORMAT=<ID=Cn,Number=1,Type=Float,Description=\"\">",
                                "##FORMAT=<ID=ft,Number=1,Type=String,Description=\"\">",
                                "##FORMAT=<ID=FT,Number=1,Type=String,Description=\"\">"),
                        information("cn", "2", "cn_2", "0.03", "Cn", "2.5", "ft", "low", "genotype_filters", "[q, s]")))
                .endsWith("\tCN:cn:Cn:ft:FT\t2:0.03:2.5:low:q;s");
    }

    @Test
    void fieldWithAColumnIsDeclaredAsTheColumnIs() {
        Declarations header = header(
                "##FORMAT=<ID=GT,Number=1,Type=Integer,Description=\"g\">",
                "##FORMAT=<ID=GQ,Number=1,Type=Float,Description=\"q\">",
                "##FORMAT=<ID=DP,Number=.,Type=Integer,Description=\"d\">",
                "##FORMAT=<ID=AD,Number=.,Type=Integer,Description=\"a\">");
        assertThat(header.contested()).containsExactly("DP");
        header.settle(List.of("DP"));
        assertThat(header.text().lines())
                .contains(
                        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">",
                        "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"q\">",
                        "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"d\">",
                        "##FORMAT=<ID=AD,Number=.,Type=Integer,Description=\"a\">");
    }

    @Test
    void textOfOneFileDoesNotMakeTextOfTheColumnsOfOthers() {
        Declarations header = header(
                "##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"numbers\">",
                "##FORMAT=<ID=PL,Number=1,Type=String,Description=\"text\">");
        assertThat(header.contested()).containsExactly("PL");
        header.settle(List.of("PL"));
        assertThat(written(header, likelihoods(List.of(0, 3, 9)))).endsWith("\tPL\t0,3,9");
        assertThat(written(header, information("pl", "a,b"))).endsWith("\tpl\ta,b");
        assertThat(header.text().lines())
                .contains("##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"numbers\">")
                .anyMatch(line -> line.startsWith("##FORMAT=<ID=pl,Number=1,Type=String,"));
        assertThat(header.notes()).hasSize(1).first().asString().contains("FORMAT pl holds values of PL");
    }

    @Test
    void columnThatFilesWithoutADeclarationFillIsDeclaredBesideTheTextOfOthers() {
        Declarations header = header("##FORMAT=<ID=PL,Number=1,Type=String,Description=\"text\">");
        assertThat(header.contested()).containsExactly("PL");
        header.settle(List.of("PL"));
        assertThat(written(header, likelihoods(List.of(0, 3, 9)))).endsWith("\tPL\t0,3,9");
        assertThat(written(header, information("pl", "a,b"))).endsWith("\tpl\ta,b");
        assertThat(header.text()).contains("ID=PL,Number=G,Type=Integer", "ID=pl,Number=1,Type=String");
    }

    @Test
    void textStaysUnderItsNameWhereNoRowFillsTheColumn() {
        Declarations header = header(
                "##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"numbers\">",
                "##FORMAT=<ID=PL,Number=G,Type=String,Description=\"text\">");
        header.settle(List.of());
        assertThat(written(header, information("pl", "[a, b]"))).endsWith("\tPL\ta,b");
        assertThat(header.text()).contains("##FORMAT=<ID=PL,Number=G,Type=String,Description=\"text\">\n");
        assertThat(header.notes()).isEmpty();
    }

    @Test
    void undeclaredReservedKeysAreAsTheSpecificationHasThem() {
        Declarations header = header();
        Map<String, String> attributes = Map.of(
                "AC",
                "1,1",
                "AN",
                "2",
                "AF",
                "0.5,1e-3",
                "DB",
                "",
                "SVLEN",
                "-5",
                "SVTYPE",
                "DEL",
                "CIPOS",
                "-1,2",
                "MQ",
                "high",
                "NS",
                "1,2");
        StoredCall call = information(
                "posteriorprobabilities",
                "[0.1, 0.9]",
                "mappingquality",
                "60",
                "haplotypequalities",
                "[3, 4]",
                "x",
                "5");
        new RecordText(header)
                .of(new StoredSite("1", 0, 1, null, "A", List.of("C", "G"), null, null, attributes), List.of(call));
        assertThat(header.text().lines().filter(line -> line.contains("<ID=")).map(line -> line.split(",Desc")[0]))
                .containsExactly(
                        "##INFO=<ID=AC,Number=A,Type=Integer",
                        "##INFO=<ID=AF,Number=A,Type=Float",
                        "##INFO=<ID=AN,Number=1,Type=Integer",
                        "##INFO=<ID=CIPOS,Number=2,Type=Integer",
                        "##INFO=<ID=DB,Number=0,Type=Flag",
                        "##INFO=<ID=MQ,Number=.,Type=String",
                        "##INFO=<ID=NS,Number=.,Type=Integer",
                        "##INFO=<ID=SVLEN,Number=.,Type=Integer",
                        "##INFO=<ID=SVTYPE,Number=1,Type=String",
                        "##FORMAT=<ID=GP,Number=G,Type=Float",
                        "##FORMAT=<ID=HQ,Number=2,Type=Integer",
                        "##FORMAT=<ID=MQ,Number=1,Type=Integer",
                        "##FORMAT=<ID=X,Number=1,Type=String",
                        "##contig=<ID=1>");
    }

    private static Declarations header(String... lines) {
        return Declarations.of(List.of(lines));
    }

    private static String written(Declarations header, StoredCall call) {
        return new RecordText(header)
                .of(new StoredSite("1", 0, 1, null, "A", null, null, null, Map.of()), List.of(call));
    }

    private static StoredCall likelihoods(List<Integer> values) {
        return new StoredCall(null, null, null, values, null, null, null, null, null, null);
    }

    private static StoredCall information(String... keysAndValues) {
        Map<String, String> information = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            information.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new StoredCall(null, null, null, null, null, null, null, null, null, information);
    }

    private static List<String> text(String... lines) {
        return Declarations.of(List.of(lines)).text().lines().toList();
    }
}
