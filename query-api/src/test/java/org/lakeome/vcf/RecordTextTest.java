package org.lakeome.vcf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    private static final List<String> HEADER = List.of(
            "##fileformat=VCFv4.2",
            "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">",
            "##INFO=<ID=AF,Number=A,Type=Float,Description=\"Frequency\">",
            "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"In dbSNP\">",
            "##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description=\"Least depth\">",
            "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">",
            "##FORMAT=<ID=SB,Number=4,Type=Integer,Description=\"Strands\">",
            "##FORMAT=<ID=FT,Number=1,Type=String,Description=\"Filters\">",
            "##FORMAT=<ID=Note,Number=1,Type=String,Description=\"A text\">");
    private static final StoredSite SITE = new StoredSite(
            "chr1", 99, 100, List.of("rs1", "rs2"), "A", List.of("C", "<NON_REF>"), 10.0, List.of("PASS"), Map.of());

    @Test
    void siteComesBackWithOneBasedPosition() {
        assertThat(line(SITE)).isEqualTo("chr1\t100\trs1;rs2\tA\tC,<NON_REF>\t10\tPASS\t.");
    }

    @Test
    void whatWasADotIsADot() {
        assertThat(line(new StoredSite("chr1", -1, 0, null, "N", null, null, null, null)))
                .isEqualTo("chr1\t0\t.\tN\t.\t.\t.\t.");
    }

    @Test
    void infoStandsInTheOrderOfTheHeaderWithFlagsAndEscapesAsTheyWere() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("ZZ", "a%3Bb");
        attributes.put("DB", "");
        attributes.put("AF", "0.50,.");
        attributes.put("DP", "7");
        assertThat(line(new StoredSite("1", 0, 1, null, "A", List.of("C"), 1e-5, List.of("q10", "s50"), attributes)))
                .isEqualTo("1\t1\t.\tA\tC\t1.0E-5\tq10;s50\tDP=7;AF=0.50,.;DB;ZZ=a%3Bb");
    }

    @Test
    void listOfTheOneTextNullIsThatText() {
        assertThat(line(
                        SITE,
                        new StoredCall(null, null, null, null, null, null, null, null, null, Map.of("sb", "[null]"))))
                .endsWith("\tSB\tnull");
    }

    @Test
    void callCarriesEveryField() {
        Map<String, String> information = new LinkedHashMap<>();
        information.put("min_dp", "25");
        information.put("sb", "[1, null, 3, 4]");
        information.put("genotype_filters", "[q10, s50]");
        information.put("note", "[not, a list]");
        StoredCall call = new StoredCall(
                false,
                List.of(0, -1, 2),
                Arrays.asList(-0.5, null),
                List.of(0, 30),
                Arrays.asList(null, 7),
                99,
                List.of(1),
                30,
                5,
                information);
        assertThat(line(SITE, call))
                .endsWith("\tGT:MIN_DP:SB:FT:Note:AD:DP:GL:GQ:PL:PS:SPL"
                        + "\t0/./2:25:1,.,3,4:q10;s50:[not, a list]:.,7:30:-0.5,.:99:0,30:5:1");
    }

    @Test
    void phasedAndHaploidGenotypes() {
        assertThat(line(SITE, genotype(true, 1, 0))).endsWith("\tGT\t1|0");
        assertThat(line(SITE, genotype(false, 1))).endsWith("\tGT\t1");
        assertThat(line(SITE, genotype(false, -1, -1))).endsWith("\tGT\t./.");
        assertThat(new RecordText(Declarations.of(List.of("##fileformat=VCFv4.4")))
                        .of(SITE, List.of(genotype(true, 1))))
                .endsWith("\tGT\t|1");
    }

    @Test
    void sampleWithoutCallIsADotBesideOneThatHasOne() {
        assertThat(line(SITE, genotype(false, 0, 1), StoredCall.NONE)).endsWith("\tGT\t0/1\t.");
        assertThat(line(SITE, StoredCall.NONE)).endsWith("\t.\t.");
    }

    @Test
    void numbersReadAsTheyWere() {
        assertThat(List.of(0.1, 100.0, 1e300, -0.0, 123456789.125))
                .allSatisfy(number -> assertThat(Double.parseDouble(RecordText.number(number)))
                        .isEqualTo(number));
        assertThat(RecordText.number(Double.NaN)).isEqualTo("NaN");
    }

    private static StoredCall genotype(boolean phased, Integer... alleles) {
        return new StoredCall(phased, List.of(alleles), null, null, null, null, null, null, null, null);
    }

    private static String line(StoredSite site, StoredCall... calls) {
        return new RecordText(Declarations.of(HEADER)).of(site, List.of(calls));
    }
}
