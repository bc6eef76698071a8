package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.source.TextSource;

/** Header lines are optional (VCF 4.2, section 1.2): what records use without them is read all the same. */
class UndeclaredFieldsTest {
    private static final String COLUMNS =
            "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n";

    @TempDir
    Path folder;

    @Test
    void reservedFormatFieldsAreReadAsTheSpecificationHasThem() throws IOException {
        Path file =
                file("c1\t40\t.\tG\tA\t9\tPASS\t.\tGT:AD:DP:GQ:PL:PS:HQ:FT\t0/1:3,4:7:20:9,0,30:40:1,2:q10\t1|1:.:.\n");
        List<String> calls = new ArrayList<>();
        VcfRows.visit(file, 1 << 20, row -> {
            Calls cells = row.calls();
            int call = row.call();
            calls.add(cells.genotype(call) + " " + cells.phased(call) + " " + cells.alleleDepths(call) + " "
                    + cells.depth(call) + " " + cells.quality(call) + " " + cells.phredLikelihoods(call) + " "
                    + cells.phaseSet(call) + " " + row.batch().information(call));
        });
        assertThat(calls)
                .containsExactly(
                        "[0, 1] false [3, 4] 7 20 [9, 0, 30] 40 {haplotypequalities=[1, 2], genotype_filters=[q10]}",
                        "[1, 1] true null null null null null {haplotypequalities=null, genotype_filters=null}");
        VcfHeader header = VcfRows.header(file);
        assertThat(header.undeclaredReserved()).containsExactly("GT", "AD", "DP", "GQ", "PL", "PS", "HQ", "FT");
        assertThat(header.undeclaredOthers()).isEmpty();
    }

    @Test
    void aDecimalGenotypeQualityIsRoundedAsADeclaredOneIs() throws IOException {
        Path file = file("c1\t40\t.\tG\tA\t9\tPASS\t.\tGT:GQ\t0/1:62.65\t0/1:20\n");
        List<Integer> qualities = new ArrayList<>();
        VcfRows.visit(file, 1 << 20, row -> qualities.add(row.calls().quality(row.call())));
        assertThat(qualities).containsExactly(63, 20);
    }

    @Test
    void otherFormatFieldsAreKeptAsTheirText() throws IOException {
        Path file = file("c1\t40\t.\tG\tA\t9\tPASS\t.\tGT:Xq\t0/1:a,b\t0/0:.\n");
        List<Map<String, String>> information = new ArrayList<>();
        VcfRows.visit(file, 1 << 20, row -> information.add(row.batch().information(row.call())));
        assertThat(information.get(0)).containsEntry("xq", "a,b");
        VcfHeader header = VcfRows.header(file);
        assertThat(header.undeclaredOthers()).containsExactly("Xq");
        assertThat(HeaderLines.read(VcfRows.open(file)).with(header).lines())
                .extracting(HeaderLine::text)
                .contains("##FORMAT=<ID=Xq,Number=1,Type=String,Description=\"Not declared by the file\">");
    }

    /** The specification's own suite of valid files has some, with a genotype of an allele that is not there. */
    @Test
    void valuesThatCannotBeWhatTheSpecificationSaysAreMissingAndRemarked() throws IOException {
        Path file = file("c1\t40\t.\tG\tA\t9\tPASS\t.\tGT:AD:GL:DP\t0/2:3,x:1,y:z\t0/1:3,4:1,2,3:7\n");
        List<String> calls = new ArrayList<>();
        VcfRows.visit(file, 1 << 20, row -> {
            Calls cells = row.calls();
            int call = row.call();
            calls.add(cells.genotype(call) + " " + cells.phased(call) + " " + cells.alleleDepths(call) + " "
                    + cells.likelihoods(call) + " " + cells.depth(call));
        });
        assertThat(calls).containsExactly("[-1] false null null null", "[0, 1] false [3, 4] [1.0, 2.0, 3.0] 7");
        TextSource source = VcfRows.open(file);
        VcfHeader header = HeaderParser.parse(source);
        try (VcfReader reader =
                new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
            assertThat(reader.next(10, 1 << 20)).isTrue();
            assertThat(reader.remarks().get(RemarkKind.UNHELD))
                    .isEqualTo(new Remarks(
                            4, 3, "FORMAT GT is 0/2: The genotype names an allele that the record does not have."));
        }
    }

    @Test
    void aFieldThatNoEarlyRecordHasIsToldToWhoeverReads() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < 60_000; i++) {
            text.append("c1\t").append(i).append("\t.\tG\tA\t9\tPASS\t.\tGT\t0/1\t0/1\n");
        }
        Path file = file(text + "c1\t60000\t.\tG\tA\t9\tPASS\t.\tGT:DP:XX\t0/1:7:x\t1/1:8:y\n");
        TextSource source = VcfRows.open(file);
        VcfHeader header = HeaderParser.parse(source);
        assertThat(header.undeclaredFormats()).containsExactly("GT");
        try (VcfReader reader =
                new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
            while (reader.next(1_000, 1 << 20)) {
                continue;
            }
            assertThat(reader.undeclaredFormats()).containsExactly("DP", "XX");
            VcfHeader wider = header.withFormats(reader.undeclaredFormats(), 1_000);
            assertThat(wider.undeclaredFormats()).containsExactly("GT", "DP", "XX");
            assertThat(wider.withFormats(reader.undeclaredFormats(), 1_000)).isSameAs(wider);
        }
    }

    @Test
    void infoFieldsAreKeptAsTextEachWithTheLineThatHasItFirst() throws IOException {
        Path file = file("c1\t40\t.\tG\tA\t9\tPASS\tDP=3;XA=1,2;XF\tGT\t0/1\t0/1\n"
                + "c1\t41\t.\tG\tA\t9\tPASS\tXB=x;XF;XA=3\tGT\t0/1\t0/1\n");
        List<Map<String, String>> attributes = new ArrayList<>();
        VcfRows.visit(file, 1 << 20, row -> attributes.add(row.site().attributes()));
        assertThat(attributes.get(0))
                .containsEntry("XA", "1,2")
                .containsEntry("DP", "3")
                .containsKey("XF");
        assertThat(attributes.get(2))
                .containsEntry("XB", "x")
                .containsEntry("XA", "3")
                .containsKey("XF");
        TextSource source = VcfRows.open(file);
        VcfHeader header = HeaderParser.parse(source);
        try (VcfReader reader =
                new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
            assertThat(reader.next(10, 1 << 20)).isTrue();
            assertThat(reader.undeclaredInfos()).isEqualTo(Map.of("XA", 3L, "XF", 3L, "XB", 4L));
        }
    }

    @Test
    void manyInfoKeysOfOneRecordAreKept() throws IOException {
        StringBuilder info = new StringBuilder("K0=0");
        for (int i = 1; i < 5_000; i++) {
            info.append(";K").append(i).append('=').append(i);
        }
        Path file = file(("c1\t40\t.\tG\tA\t9\tPASS\t" + info + "\tGT\t0/1\t0/1\n").repeat(2));
        VcfRows.visit(file, 1 << 20, row -> assertThat(row.site().attributes())
                .hasSize(5_000)
                .containsEntry("K4999", "4999"));
    }

    /** A semicolon inside a value cuts it in two. */
    @Test
    void whatIsNoNameOfAKeyIsRefused() throws IOException {
        for (String cut : List.of("E2:c.2del", "a b", "x|y", "f(x)")) {
            Path file = file("c1\t40\t.\tG\tA\t9\tPASS\tXA=1;" + cut + "\tGT\t0/1\t0/1\n");
            assertThatThrownBy(() -> VcfRows.cells(file, 1 << 20))
                    .hasMessageContaining("isn't defined in the VCFHeader")
                    .hasMessageContaining("may hold a semicolon");
        }
    }

    @Test
    void strictReaderRefusesUndeclaredInfoInAwsWordsAndTakesTheReservedOnes() throws IOException {
        Path file = file(
                "c1\t40\t.\tG\tA\t9\tPASS\tDP=3\tGT\t0/1\t0/1\n" + "c1\t41\t.\tG\tA\t9\tPASS\tXB=x\tGT\t0/1\t0/1\n");
        for (boolean split : List.of(false, true)) {
            ReadOptions strict = new ReadOptions(null, split, false, false, true);
            TextSource source = VcfRows.open(file);
            VcfHeader header = HeaderParser.parse(source);
            try (VcfReader reader = new VcfReader(source, header, source.whole(), SampleBand.all(header), strict)) {
                assertThatThrownBy(() -> reader.next(10, 1 << 20))
                        .hasMessageStartingWith("Key found in field INFO but isn't defined in the VCFHeader.")
                        .hasMessageContaining("line 4, field INFO, value \"XB\"");
            }
        }
    }

    private Path file(String records) throws IOException {
        return Files.writeString(folder.resolve("undeclared.vcf"), COLUMNS + records);
    }
}
