package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lakeome.ingest.source.InputFault;

/** What each column of a row means (HealthOmics table contract, section 3), one line at a time. */
class RowMeaningTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=END,Number=1,Type=Integer,Description="">
            ##INFO=<ID=AF,Number=A,Type=Float,Description="">
            ##INFO=<ID=DB,Number=0,Type=Flag,Description="">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="">
            ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="">
            ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="">
            """;
    private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts1\ts2\n";

    @TempDir
    Path folder;

    private record Cells(
            Site site, List<Integer> genotype, Boolean phased, Map<String, String> information, String all) {}

    @Test
    void referenceBlockOfAGvcf() throws IOException {
        String header = HEADER + "##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description=\"\">\n";
        Cells cells = row(
                header, "chr1\t200\t.\tA\t<NON_REF>\t.\t.\tEND=260\tGT:DP:GQ:MIN_DP:PL\t0/0:30:90:25:0,90,1200\t./.");
        assertThat(cells.site())
                .isEqualTo(new Site(
                        "chr1", 199, 260, null, "A", List.of("<NON_REF>"), null, null, false, Map.of("END", "260")));
        assertThat(cells.genotype()).containsExactly(0, 0);
        assertThat(cells.information()).isEqualTo(Map.of("min_dp", "25"));
        assertThat(cells.all()).contains("[0, 90, 1200]null9", "90null30null");
    }

    @Test
    void fieldsWhoseNamesDifferOnlyInCaseKeepTheirOwnValues() throws IOException {
        String header = HEADER;
        for (String id : List.of("XX", "xx", "xX", "DS")) {
            header += "##FORMAT=<ID=" + id + ",Number=1,Type=String,Description=\"\">\n";
        }
        Cells cells = row(header, "chr1\t10\t.\tA\tC\t.\t.\t.\tGT:DS:XX:xx:xX\t0/1:d:a:b:c\t0/1");
        assertThat(cells.information()).isEqualTo(Map.of("xx", "a", "xx_2", "b", "xX", "c", "ds", "d"));
    }

    @Test
    void siteColumnsKeepWhatTheFileSays() throws IOException {
        Site site = row("chr1\t10\trs1;rs2\tACG\tA,*,<DEL>\t29.5\tq10;LowQ\tAF=0.5,0.5,.;DB\tGT\t0/1\t0/1")
                .site();
        assertThat(site.start()).isEqualTo(9);
        assertThat(site.end()).isEqualTo(12);
        assertThat(site.names()).containsExactly("rs1", "rs2");
        assertThat(site.alternates()).containsExactly("A", "*", "<DEL>");
        assertThat(site.quality()).isEqualTo(29.5);
        assertThat(site.filters()).containsExactly("q10", "LowQ");
        assertThat(site.attributes()).isEqualTo(Map.of("AF", "0.5,0.5,.", "DB", ""));
    }

    @Test
    void contigsOfTheAssemblyFileMayStandInChromAndAlt() throws IOException {
        Site site = row("<ctg1>\t10\t.\tT\tT<ctg2>,C\t.\t.\t.\tGT\t0/1\t0/2").site();
        assertThat(site.contig()).isEqualTo("<ctg1>");
        assertThat(site.alternates()).containsExactly("T<ctg2>", "C");
        assertThat(site.end()).isEqualTo(10);
    }

    @Test
    void dotsAreNullAndEmptyInfoIsAnEmptyMap() throws IOException {
        Site site = row("chr1\t10\t.\tA\t.\t.\t.\t.\tGT\t0\t.").site();
        assertThat(site).isEqualTo(new Site("chr1", 9, 10, null, "A", null, null, null, false, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0/1, '[0, 1]', false",
        "1|2, '[1, 2]', true",
        "./., '[-1, -1]', false",
        "., '[-1]', false",
        "1, '[1]', false",
        "0/1/2, '[0, 1, 2]', false",
        ".|1, '[-1, 1]', true"
    })
    void genotypes(String text, String calls, boolean phased) throws IOException {
        Cells cells = row("chr1\t10\t.\tA\tC,G\t.\t.\t.\tGT\t" + text + "\t0/0");
        assertThat(cells.genotype().toString()).isEqualTo(calls);
        assertThat(cells.phased()).isEqualTo(phased);
    }

    @Test
    void missingElementsStayInPlaceAndDroppedFieldsAreNull() throws IOException {
        assertThat(row("chr1\t10\t.\tA\tC\t.\t.\t.\tGT:AD:DP:GQ:PL\t0/1:.,7\t0/0")
                        .all())
                .contains("[null, 7]", "nullnull[null, 7]nullnullnullnull");
    }

    @Test
    void fieldsWithoutAColumnAreShownAsSparkWouldCastThem() throws IOException {
        String header = HEADER + """
                ##FORMAT=<ID=GP,Number=G,Type=Float,Description="">
                ##FORMAT=<ID=FT,Number=1,Type=String,Description="">
                ##FORMAT=<ID=SB,Number=4,Type=Integer,Description="">
                ##FORMAT=<ID=PGT,Number=1,Type=String,Description="">
                ##FORMAT=<ID=PS,Number=1,Type=String,Description="">
                """;
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("posteriorprobabilities", "[0.5, 1.0E-5, null]");
        expected.put("genotype_filters", "[q10, s50]");
        expected.put("sb", "[3, 4, 0, 1]");
        expected.put("pgt", null);
        expected.put("ps", "PATMAT");
        Cells cells = row(
                header, "chr1\t10\t.\tA\tC\t.\t.\t.\tGT:GP:FT:SB:PGT:PS\t0/1:0.5,1e-5,.:q10;s50:3,4,0,1:.:PATMAT\t0/0");
        assertThat(cells.information()).isEqualTo(expected);
        assertThat(List.copyOf(cells.information().keySet())).isEqualTo(List.copyOf(expected.keySet()));
    }

    @Test
    void bandsOfSamplesGiveTheSameCallsAsTheWhole() throws IOException {
        Path file = file(HEADER, "chr1\t10\t.\tA\tC\t.\t.\t.\tGT:DP\t0/1:5\t1|1:6");
        VcfHeader header = VcfRows.header(file);
        for (SampleBand band : SampleBand.bands(2, 1)) {
            try (VcfReader reader = new VcfReader(
                    VcfRows.open(file), header, VcfRows.open(file).whole(), band, ReadOptions.AS_WRITTEN)) {
                reader.next(10, 1000);
                assertThat(reader.batch().calls().depth(0)).isEqualTo(5 + band.from());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chr1 10 . A C . . AF=1 GT 0/1|aren't enough columns",
                "chr1 10 . A C . .|aren't enough columns",
                "chr1 10 . A C . . . GT 0/1 0/1 0/1|more columns",
                "chr1 ten . A C . . . GT 0/1 0/1|field POS, value \"ten\"",
                "chr1 2147483648 . A C . . . GT 0/1 0/1|field POS",
                "chr1 10 . A1 C . . . GT 0/1 0/1|unparsable vcf record with allele",
                "chr1 10 . A C,,G . . . GT 0/1 0/1|unparsable vcf record with allele",
                "chr1 10 . A <DEL . . . GT 0/1 0/1|unparsable vcf record with allele",
                "chr1 10 . A A<> . . . GT 0/1 0/1|unparsable vcf record with allele",
                "chr1 10 . A A<ctg1>T . . . GT 0/1 0/1|unparsable vcf record with allele",
                "chr1 10 . A 1<ctg1> . . . GT 0/1 0/1|unparsable vcf record with allele",
                "chr1 10 . A C high . . GT 0/1 0/1|field QUAL",
                "chr1 10 . A C . . =1 GT 0/1 0/1|has a value and no key",
                "chr1 10 . A C . . AF=1;AF=2 GT 0/1 0/1|stands twice in INFO",
                "chr1 10 . A C . . END=x GT 0/1 0/1|field END",
                "chr1 10 . A C . . . GT 0/2 0/1|field FORMAT GT, value \"0/2\"",
                "chr1 10 . A C . . . GT a/b 0/1|field FORMAT GT",
                "chr1 10 . A C . . . GT 0/1:5 0/1|more values than FORMAT",
                "chr1 10 . A C . . . GT:DP 0/1:x 0/1|field FORMAT DP, value \"x\"",
                "chr1 10 . A C . . . GT:PL 0/1:1,b,2 0/1|field FORMAT PL, value \"b\"",
                "chr1 10 . A C . . . GT:GT 0/1:0/1 0/1|stands twice in FORMAT"
            })
    void badLineIsRefusedWithFileLineFieldAndReason(String line, String reason) throws IOException {
        Path file = file(HEADER, "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1", line.replace(' ', '\t'));
        assertThatThrownBy(() -> VcfRows.cells(file, 1 << 20))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("one.vcf, line 12")
                .hasMessageContaining(reason);
    }

    private Cells row(String line) throws IOException {
        return row(HEADER, line);
    }

    private Cells row(String header, String line) throws IOException {
        List<Cells> rows = new ArrayList<>();
        VcfRows.visit(
                file(header, line),
                1 << 20,
                row -> rows.add(new Cells(
                        row.site(),
                        row.calls().genotype(row.call()),
                        row.calls().phased(row.call()),
                        row.batch().information(row.call()),
                        VcfRows.cells(row))));
        assertThat(rows).hasSize(2);
        return rows.get(0);
    }

    private Path file(String header, String... lines) throws IOException {
        String body = String.join("\n", Arrays.asList(lines)) + "\n";
        return Files.writeString(folder.resolve("one.vcf"), header + COLUMNS + body);
    }
}
