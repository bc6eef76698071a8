package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.vcf.Site;

/** Records as they come out of the reader that left-aligns them. */
class AlignedRecordsTest {
    //                                           1        10        20        30
    private static final String BASES = "GATTTTTTCCACACACAGRNNacgtTTTAG";
    private static final ReferenceSequence REFERENCE = References.of(Map.of("chr1", BASES));
    private static final String HEADER = "##fileformat=VCFv4.3\n##INFO=<ID=DP,Number=1,Type=Integer,Description=\"\">\n"
            + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    private static Site read(String position, String reference, String alternates, String info) throws IOException {
        String line = (position.startsWith("<") ? "" : "chr1\t") + position + "\t.\t" + reference + "\t" + alternates
                + "\t.\t.\t" + info + "\n";
        List<Site> sites = new ArrayList<>();
        Rows.visit(
                Rows.text("a.vcf", HEADER + line),
                Rows.aligned(REFERENCE, false),
                (batch, record, header) -> sites.add(batch.site(record)));
        return sites.get(0);
    }

    private static String shown(String position, String reference, String alternates) throws IOException {
        Site site = read(position, reference, alternates, ".");
        return (site.start() + 1) + " " + site.reference() + " "
                + (site.alternates() == null ? "." : String.join(",", site.alternates()));
    }

    @Test
    void indelsMoveToTheStartOfTheirRepeatAndLoseWhatAllAllelesShare() throws IOException {
        assertThat(shown("8", "T", "TT")).isEqualTo("2 A AT");
        assertThat(shown("15", "ACA", "A")).isEqualTo("9 CCA C");
        assertThat(shown("3", "TTTT", "TTTA")).isEqualTo("6 T A");
        assertThat(shown("9", "CCAC", "GCAC,CCAT")).isEqualTo("9 CCAC GCAC,CCAT");
        assertThat(shown("8", "TC", "TTC,TTTC")).isEqualTo("2 A AT,ATT");
    }

    @Test
    void theEndFollowsTheMoveInTheColumnAndInInfo() throws IOException {
        Site site = read("7", "TT", "T", "DP=5;END=8");
        assertThat(site.start()).isEqualTo(1);
        assertThat(site.end()).isEqualTo(3);
        assertThat(site.attributes()).isEqualTo(Map.of("DP", "5", "END", "3"));
        assertThat(read("7", "TT", "T", "END=8;DP=5;END=8").attributes()).containsEntry("END", "3");
        assertThat(read("7", "TT", "T", "END=.").attributes()).containsEntry("END", ".");
    }

    @Test
    void recordsWithOtherThanBasesStayAsTheyAre() throws IOException {
        assertThat(shown("8", "T", "TT,*")).isEqualTo("8 T TT,*");
        assertThat(shown("8", "T", "TT,<NON_REF>")).isEqualTo("8 T TT,<NON_REF>");
        assertThat(shown("8", "T", "TT,<*>")).isEqualTo("8 T TT,<*>");
        assertThat(shown("8", "T", "<DEL>")).isEqualTo("8 T <DEL>");
        assertThat(shown("8", "T", "T[chr1:20[")).isEqualTo("8 T T[chr1:20[");
        assertThat(shown("8", "T", ".TT")).isEqualTo("8 T .TT");
        assertThat(shown("4", "TT", "TT")).isEqualTo("4 TT TT");
        Site block = read("3", "T", "<NON_REF>", "END=8");
        assertThat(block.end()).isEqualTo(8);
    }

    @Test
    void withoutAlternatesReferenceAndEndStayAsTheyAre() throws IOException {
        assertThat(shown("4", "TTT", ".")).isEqualTo("4 TTT .");
        assertThat(shown("4", "ttt", ".")).isEqualTo("4 ttt .");
        Site block = read("4", "TTT", ".", "END=8");
        assertThat(block.end()).isEqualTo(8);
        assertThat(block.attributes()).containsEntry("END", "8");
        refused("3", "TTG", "REF mismatch at chr1:5: file G, reference T");
    }

    @Test
    void anEndThatIsNotTheRecordsKeepsItsText() throws IOException {
        Site site = read("7", "TT", "T", "DP=5;END=2");
        assertThat(site.end()).isEqualTo(3);
        assertThat(site.attributes()).containsEntry("END", "2");
    }

    @Test
    void telomeresAndContigsOfTheAssemblyStayAsTheyAre() throws IOException {
        assertThat(shown("0", "N", "]chr1:20]N")).isEqualTo("0 N ]chr1:20]N");
        assertThat(shown("31", "N", "N[chr1:20[")).isEqualTo("31 N N[chr1:20[");
        assertThat(shown("31", "T", "TT")).isEqualTo("31 T TT");
        assertThat(shown("8", "T", "T<ctg1>")).isEqualTo("8 T T<ctg1>");
        assertThat(shown("<ctg1>\t8", "GA", "G")).isEqualTo("8 GA G");
        refused("32", "N", "REF mismatch at chr1:32: file N, reference none, for the contig has 30 bases");
    }

    @Test
    void nothingMovesBeyondTheStartOfTheContig() throws IOException {
        ReferenceSequence repeat = References.of(Map.of("chr1", "TTTTTTTTA"));
        List<String> cells = Rows.cells(
                Rows.text(
                        "a.vcf",
                        HEADER
                                + "chr1\t5\t.\tTT\tT\t.\t.\t.\nchr1\t1\t.\tT\tTT\t.\t.\t.\nchr1\t0\t.\tN\t<DEL>\t.\t.\t.\n"),
                Rows.aligned(repeat, false));
        assertThat(cells).extracting(row -> row.split(" ")[0]).containsExactly("chr1:1-2", "chr1:1-1", "chr1:0-0");
    }

    @Test
    void recordInARunOfMoreThanAMebibyteIsLeftAsItIsWritten() throws IOException {
        int run = (1 << 20) + 100;
        ReferenceSequence repeat = References.of(Map.of("chr1", "A" + "N".repeat(run) + "A"));
        List<String> cells = Rows.cells(
                Rows.text("a.vcf", HEADER + "chr1\t" + run + "\t.\tN\tNN\t.\t.\t.\nchr1\t9\t.\tN\tNN\t.\t.\t.\n"),
                Rows.aligned(repeat, false));
        assertThat(cells).extracting(row -> row.split(" ")[0]).containsExactly("chr1:" + run + "-" + run, "chr1:1-1");
    }

    @Test
    void caseDoesNotMatter() throws IOException {
        assertThat(shown("8", "t", "tt")).isEqualTo("2 A AT");
        assertThat(shown("22", "a", "g")).isEqualTo("22 a g");
        assertThat(shown("22", "A", "G")).isEqualTo("22 A G");
        assertThat(shown("27", "T", "TT")).isEqualTo("24 G GT");
    }

    @Test
    void aRecordThatMovesIsWrittenInUpperCase() throws IOException {
        assertThat(shown("15", "aca", "a")).isEqualTo("9 CCA C");
        assertThat(shown("9", "cca", "ccaca")).isEqualTo("9 C CCA");
        assertThat(shown("8", "tc", "Ttc,tttC")).isEqualTo("2 A AT,ATT");
        assertThat(shown("22", "acgt", "AcgT,aggt")).isEqualTo("22 acgt AcgT,aggt");
        assertThat(shown("22", "acgt", "agGt")).isEqualTo("23 C G");
    }

    @Test
    void ambiguousBasesOfTheReferenceMayBeWrittenReduced() throws IOException {
        // R is A or G; VCF has the writer take A.
        assertThat(shown("19", "A", "T")).isEqualTo("19 A T");
        assertThat(shown("19", "R", "T")).isEqualTo("19 R T");
        assertThat(shown("20", "N", "T")).isEqualTo("20 N T");
        // An N of the file says nothing, so nothing is concluded from it.
        assertThat(shown("8", "N", "NT")).isEqualTo("8 N NT");
        refused("19", "C", "REF mismatch at chr1:19: file C, reference R");
        refused("20", "A", "REF mismatch at chr1:20: file A, reference N");
    }

    @Test
    void anotherReferenceIsToldByTheFirstBaseThatDiffers() {
        refused("3", "A", "REF mismatch at chr1:3: file A, reference T");
        refused("3", "TTG", "REF mismatch at chr1:5: file G, reference T");
        refused("30", "GA", "REF mismatch at chr1:31: file A, reference none, for the contig has 30 bases");
    }

    private static void refused(String position, String reference, String message) {
        assertThatThrownBy(() -> read(position, reference, "<DEL>", "."))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining(message)
                .hasMessageContaining("line 4");
    }
}
