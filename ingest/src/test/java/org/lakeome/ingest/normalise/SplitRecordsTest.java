package org.lakeome.ingest.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.RecordBatch;
import org.lakeome.ingest.vcf.SampleBand;
import org.lakeome.ingest.vcf.Site;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vcf.VcfReader;

/** Records as they come out of the reader that splits them. */
class SplitRecordsTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.5
            ##INFO=<ID=AF,Number=A,Type=Float,Description="">
            ##INFO=<ID=DP,Number=1,Type=Integer,Description="">
            ##INFO=<ID=OLD_MULTIALLELIC,Number=1,Type=String,Description="">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="">
            ##FORMAT=<ID=TX,Number=R,Type=String,Description="">
            ##FORMAT=<ID=LAA,Number=.,Type=Integer,Description="">
            ##FORMAT=<ID=LAD,Number=LR,Type=Integer,Description="">
            ##FORMAT=<ID=LPL,Number=LG,Type=Integer,Description="">
            ##FORMAT=<ID=LAF,Number=LA,Type=Integer,Description="">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB
            """;

    private interface Cell {
        Object of(RecordBatch batch, int record);
    }

    private static List<Object> cells(String line, Cell cell) throws IOException {
        List<Object> cells = new ArrayList<>();
        Rows.visit(
                Rows.text("a.vcf", HEADER + line + "\n"),
                Rows.SPLIT,
                (batch, record, header) -> cells.add(cell.of(batch, record)));
        return cells;
    }

    private static String line(String alternates, String info, String format, String... samples) {
        return "chr1\t10\trs1\tC\t" + alternates + "\t.\tPASS\t" + info + "\t" + format + "\t"
                + String.join("\t", samples);
    }

    @Test
    void everyAlternateHasARecordThatKnowsItsOrigin() throws IOException {
        List<Object> sites = cells(line("G,<NON_REF>,*", "AF=0.1,.,0.3;DP=7", "GT", "1/2", "./."), RecordBatch::site);
        assertThat(sites)
                .extracting(site -> ((Site) site).alternates())
                .containsExactly(List.of("G"), List.of("<NON_REF>"), List.of("*"));
        assertThat(sites).allMatch(site -> ((Site) site).splitFromMultiallelic());
        assertThat(sites)
                .extracting(site -> ((Site) site).attributes())
                .containsExactly(origin("0.1"), origin("."), origin("0.3"));
    }

    private static Map<String, String> origin(String frequency) {
        return Map.of("AF", frequency, "DP", "7", "OLD_MULTIALLELIC", "chr1:10:C/G/<NON_REF>/*");
    }

    @Test
    void recordsOfOneAlternateAreUntouched() throws IOException {
        for (String alternate : List.of("G", ".")) {
            Site site = (Site) cells(line(alternate, "DP=7", "GT", "0/0", "."), RecordBatch::site)
                    .get(0);
            assertThat(site.splitFromMultiallelic()).isFalse();
            assertThat(site.attributes()).isEqualTo(Map.of("DP", "7"));
        }
    }

    @Test
    void anOriginThatTheFileHasIsNotOverwritten() throws IOException {
        Site site = (Site) cells(line("G,T", "OLD_MULTIALLELIC=mine", "GT", ".", "."), RecordBatch::site)
                .get(1);
        assertThat(site.attributes())
                .isEqualTo(Map.of("OLD_MULTIALLELIC", "mine", "LAKEOME_OLD_MULTIALLELIC", "chr1:10:C/G/T"));
    }

    @Test
    void anUndeclaredKeyOfOurNameIsKeptAsAnyOther() throws IOException {
        String header = HEADER.replace("##INFO=<ID=OLD_MULTIALLELIC,Number=1,Type=String,Description=\"\">\n", "");
        List<String> sites = new ArrayList<>();
        Rows.visit(
                Rows.text("a.vcf", header + line("G,T", "OLD_MULTIALLELIC=x", "GT", ".", ".") + "\n"),
                Rows.SPLIT,
                (batch, record, of) -> sites.add(batch.site(record).attributes().toString()));
        assertThat(sites).hasSize(2).containsOnly("{OLD_MULTIALLELIC=x, LAKEOME_OLD_MULTIALLELIC=chr1:10:C/G/T}");
    }

    @Test
    void anotherAlternateInAGenotypeBecomesZero() throws IOException {
        assertThat(cells(line("G,T", ".", "GT", "1|2", "2/./0/1"), (batch, record) -> batch.calls()
                        .genotype(batch.call(record, 0))))
                .containsExactly(List.of(1, 0), List.of(0, 1));
        assertThat(cells(line("G,T", ".", "GT", "1|2", "2/./0/1"), (batch, record) -> batch.calls()
                        .genotype(batch.call(record, 1))))
                .containsExactly(List.of(0, -1, 0, 1), List.of(1, -1, 0, 0));
    }

    @Test
    void likelihoodsFollowThePloidyOfEachSample() throws IOException {
        String line = line("G,T", ".", "GT:PL", "1:1,2,3", "0/1/2:0,1,2,3,4,5,6,7,8,9");
        assertThat(cells(line, (batch, record) -> batch.calls().phredLikelihoods(batch.call(record, 0))))
                .containsExactly(List.of(1, 2), List.of(1, 3));
        // 000 001 011 111 002 012 112 022 122 222
        assertThat(cells(line, (batch, record) -> batch.calls().phredLikelihoods(batch.call(record, 1))))
                .containsExactly(List.of(0, 1, 2, 3), List.of(0, 4, 7, 9));
    }

    @Test
    void missingVectorsStayMissingAndTextIsSplitLikeNumbers() throws IOException {
        String line = line("G,T", ".", "GT:AD:TX", "0/1:.:a,bb,ccc", "0/1");
        assertThat(cells(line, (batch, record) -> batch.calls().alleleDepths(batch.call(record, 0))))
                .containsExactly(null, null);
        assertThat(cells(line, (batch, record) -> batch.information(batch.call(record, 0))
                        .get("tx")))
                .containsExactly("[a, bb]", "[a, ccc]");
        assertThat(cells(line, (batch, record) -> batch.information(batch.call(record, 1))
                        .get("tx")))
                .containsExactly(null, null);
    }

    @Test
    void localAllelesAreLookedUpInTheSamplesList() throws IOException {
        String line = line("G,T,A", ".", "LAD:LAA:LPL:LAF", "10,30:3:0,1,2:33", "1,2,3:1,2:0,1,2,3,4,5:7,8");
        assertThat(cells(line, (batch, record) -> batch.information(batch.call(record, 0))
                        .toString()))
                .containsExactly(
                        local("null", "[10]", "[0]", "null"),
                        local("null", "[10]", "[0]", "null"),
                        local("[1]", "[10, 30]", "[0, 1, 2]", "[33]"));
        assertThat(cells(line, (batch, record) -> batch.information(batch.call(record, 1))
                        .toString()))
                .containsExactly(
                        local("[1]", "[1, 2]", "[0, 1, 2]", "[7]"),
                        local("[1]", "[1, 3]", "[0, 3, 5]", "[8]"),
                        local("null", "[1]", "[0]", "null"));
    }

    private static String local(String list, String depths, String likelihoods, String frequency) {
        return "{tx=null, laa=" + list + ", lad=" + depths + ", lpl=" + likelihoods + ", laf=" + frequency + "}";
    }

    @Test
    void valuesOfTheWrongNumberNameTheFieldAndBothCounts() {
        refused(line("G,T", "AF=0.1", "GT", ".", "."), "The field has 1 value, its Number=A wants 2", "INFO AF");
        refused(line("G,T", ".", "GT:AD", ".:1,2", "."), "The field has 2 values, its Number=R wants 3", "FORMAT AD");
        refused(
                line("G,T", ".", "PL", "1,2,3,4", "."),
                "has 4 values, its Number=G wants 6 for a diploid, 3 for a haploid",
                "FORMAT PL");
        refused(line("G,T", ".", "LAA:LAD", "1:1,2,3", "."), "has 3 values, its Number=LR wants 2", "FORMAT LAD");
        refused(line("G,T", ".", "LAA", "3", "."), "does not list ALT alleles of the record", "FORMAT LAA");
        // What the parts would not show is found as well.
        refused(line("G,T", ".", "GT", "1/5", "."), "names an allele that the record does not have", "FORMAT GT");
        refused(line("G,T", ".", "PL", "0,1,2,3,x,5", "."), "The value is not a number", "FORMAT PL");
    }

    private static void refused(String line, String reason, String field) {
        assertThatThrownBy(() -> cells(line("G,T", ".", "GT", ".", ".") + "\n" + line, RecordBatch::site))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("field " + field)
                .hasMessageContaining("line 15");
    }

    @Test
    void bandsOfSamplesSplitAlike() throws IOException {
        TextSource source = Rows.text("a.vcf", HEADER + line("G,T", ".", "GT:AD", "1/2:1,2,3", "2/2:4,5,6") + "\t\n");
        VcfHeader header = HeaderParser.parse(source);
        try (VcfReader reader = new VcfReader(source, header, source.whole(), new SampleBand(1, 2), Rows.SPLIT)) {
            assertThat(reader.next(10, 1 << 20)).isTrue();
            RecordBatch batch = reader.batch();
            assertThat(batch.size()).isEqualTo(2);
            assertThat(batch.calls().alleleDepths(batch.call(0, 0))).containsExactly(4, 5);
            assertThat(batch.calls().genotype(batch.call(1, 0))).containsExactly(1, 1);
        }
    }

    @Test
    void splitRecordsAreAlignedEachForItself() throws IOException {
        String line = "chr1\t5\t.\tA\tAA,T\t.\tPASS\t.\tGT\t1/2\t0/0\n";
        List<String> rows =
                Rows.cells(Rows.text("a.vcf", HEADER + line), Rows.aligned(References.of(Map.of("1", "GCAAAT")), true));
        assertThat(rows)
                .extracting(row -> row.replaceFirst(" \\{.*", ""))
                .containsExactly(
                        "chr1:2-2 null C [CA] . [PASS]", "chr1:2-2 null C [CA] . [PASS]",
                        "chr1:5-5 null A [T] . [PASS]", "chr1:5-5 null A [T] . [PASS]");
    }

    @Test
    void aRecordOfManyAllelesNeedsLittleMemoryAtATime() throws IOException {
        String alternates = IntStream.rangeClosed(1, 5_000)
                .mapToObj(i -> "C" + "A".repeat(i % 7) + bases(i))
                .collect(Collectors.joining(","));
        TextSource source = Rows.text("a.vcf", HEADER + line(alternates, "DP=7", "GT", "1/5000", "."));
        VcfHeader header = HeaderParser.parse(source);
        long records = 0;
        int largest = 0;
        try (VcfReader reader = new VcfReader(source, header, source.whole(), SampleBand.all(header), Rows.SPLIT)) {
            while (reader.next(Integer.MAX_VALUE, 1 << 20)) {
                records += reader.batch().size();
                largest = Math.max(largest, reader.batch().size());
            }
        }
        assertThat(records).isEqualTo(5_000);
        // 1 MiB a batch, and every record repeats the line's site of about 80 KB.
        assertThat(largest).isLessThan(50);
    }

    @Test
    @Timeout(20)
    void listsOfManyLocalAllelesAreSplitInTime() throws IOException {
        int many = 4_000;
        String alternates =
                IntStream.range(0, many).mapToObj(i -> "T" + bases(i)).collect(Collectors.joining(","));
        String list = IntStream.rangeClosed(1, many).mapToObj(String::valueOf).collect(Collectors.joining(","));
        TextSource source = Rows.text("a.vcf", HEADER + line(alternates, ".", "LAA", list, ".") + "\n");
        assertThat(Rows.visit(source, Rows.SPLIT, (batch, record, header) -> {}))
                .isEqualTo(many);
    }

    private static String bases(int number) {
        return Integer.toString(number, 4)
                .replace('0', 'A')
                .replace('1', 'C')
                .replace('2', 'G')
                .replace('3', 'T');
    }

    @Test
    void aRecordThatWouldGrowWithoutEndIsRefused() {
        String alternates =
                IntStream.range(0, 9_999).mapToObj(SplitRecordsTest::bases).collect(Collectors.joining(","));
        String line = line(alternates, "DP=7", "GT:TX", "0/0:" + "x".repeat(200_000), ".");
        assertThatThrownBy(() -> cells(line, RecordBatch::site))
                .hasMessageContaining("Split, the record's 9999 ALT alleles take")
                .hasMessageContaining("Import the file without splitting.");
    }

    @Test
    void withoutTheOptionRecordsStayWhole() throws IOException {
        List<String> rows = Rows.cells(
                Rows.text("a.vcf", HEADER + line("G,T", "AF=1,2", "GT", "1/2", ".") + "\n"), ReadOptions.AS_WRITTEN);
        assertThat(rows.get(0)).contains("[G, T]").contains("GT[1, 2]").doesNotContain("OLD_MULTIALLELIC");
    }
}
