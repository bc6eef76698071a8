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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.TextSource;

/** FORMAT values that are numbers and none that their column can hold: the file is read, and somebody is told. */
class ColumnValuesTest {
    private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts1\n";

    @TempDir
    Path folder;

    private record Call(
            Integer depth,
            Integer quality,
            Integer phaseSet,
            List<Integer> alleleDepths,
            List<Integer> likelihoods,
            Map<String, String> information) {}

    private record Read(List<Call> calls, Map<RemarkKind, Remarks> remarks, List<String> notes) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Integer|3000000000|3000000000",
                "Integer|-2147483648|-2147483648",
                "Integer|99999999999999999999|99999999999999999999",
                "Integer|1.58411e+07|1.58411e+07",
                "Integer|99.5|99.5",
                "Integer|nan|nan",
                "Float|NaN|NaN",
                "Float|-inf|-inf",
                "Float|1e400|1e400",
                "Float|3e9|3e9"
            })
    void aNumberThatTheColumnCannotHoldIsMissingAndSaid(String type, String value, String told) throws IOException {
        for (String id : List.of("DP", "GQ", "PS")) {
            Read read = read(format(id, "1", type), "GT:" + id, "0/1:" + value);
            assertThat(columns(read.calls().get(0))).as(id).containsOnlyNulls();
            assertThat(read.calls().get(0).information()).isNull();
            assertThat(read.remarks().get(RemarkKind.UNHELD))
                    .isEqualTo(new Remarks(
                            1,
                            6,
                            "FORMAT " + id + " is " + told + ", and column " + FormatColumns.column(id)
                                    + " holds whole numbers of 32 bits"));
        }
    }

    @Test
    void anElementThatTheColumnCannotHoldIsMissingInItsPlace() throws IOException {
        Read read = read(
                format("PL", "G", "Integer") + format("AD", "R", "Float"),
                "GT:PL:AD",
                "0/1:-2147483648,0,30:1.6,inf",
                "0/1:30,0,40:1,2");
        assertThat(read.calls().get(0).likelihoods()).containsExactly(null, 0, 30);
        assertThat(read.calls().get(0).alleleDepths()).containsExactly(2, null);
        assertThat(read.calls().get(1).likelihoods()).containsExactly(30, 0, 40);
        assertThat(RemarkKind.UNHELD.note(read.remarks().get(RemarkKind.UNHELD)))
                .isEqualTo("Values that their column cannot hold are null in it (2): the first in line 6, FORMAT PL is"
                        + " -2147483648, and column phredlikelihoods holds whole numbers of 32 bits.");
    }

    @Test
    void aListOfAFieldDeclaredAsOneStandsInInformation() throws IOException {
        Read read = read(
                format("DP", ".", "Integer") + format("GQ", "2", "Float"), "GT:DP:GQ", "1|1:12,7:30.5,.", "0|1:9:30.4");
        assertThat(read.calls().get(0).depth()).isNull();
        assertThat(read.calls().get(0).quality()).isNull();
        assertThat(read.calls().get(0).information()).isEqualTo(Map.of("dp", "[12, 7]", "gq", "[30.5, null]"));
        assertThat(read.calls().get(1).depth()).isEqualTo(9);
        assertThat(read.calls().get(1).quality()).isEqualTo(30);
        assertThat(read.calls().get(1).information())
                .containsOnlyKeys("dp", "gq")
                .containsValue(null);
        assertThat(read.calls().get(1).information().values()).containsOnlyNulls();
        assertThat(read.notes())
                .contains(
                        "FORMAT DP is declared Number=.: a call with several values has them in information['dp'], and"
                                + " column depth is null there.");
    }

    @ParameterizedTest
    @CsvSource({"DP,many", "GQ,0x1F", "AD,'1,two'", "PL,'1,,2'"})
    void whatIsNoNumberAtAllIsRefused(String id, String value) {
        String number = id.length() == 2 && "DP GQ".contains(id) ? "1" : ".";
        assertThatThrownBy(() -> read(format(id, number, "Integer"), "GT:" + id, "0/1:" + value))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("field FORMAT " + id)
                .hasMessageContaining("not a number");
    }

    private static List<Object> columns(Call call) {
        List<Object> columns = new ArrayList<>();
        columns.add(call.depth());
        columns.add(call.quality());
        columns.add(call.phaseSet());
        return columns;
    }

    private static String format(String id, String number, String type) {
        return "##FORMAT=<ID=" + id + ",Number=" + number + ",Type=" + type + ",Description=\"\">\n";
    }

    private Read read(String formats, String format, String... calls) throws IOException {
        StringBuilder text = new StringBuilder("##fileformat=VCFv4.2\n" + format("GT", "1", "String") + formats);
        // Records begin at line 6 whatever is declared.
        text.append("##source=test\n".repeat(formats.split("\n").length == 1 ? 1 : 0))
                .append(COLUMNS);
        for (int i = 0; i < calls.length; i++) {
            text.append("chr1\t" + (10 + i) + "\t.\tA\tC\t.\t.\t.\t" + format + "\t" + calls[i] + "\n");
        }
        Path file = Files.writeString(folder.resolve("columns.vcf"), text);
        TextSource source = VcfRows.open(file);
        VcfHeader header = HeaderParser.parse(source);
        List<Call> read = new ArrayList<>();
        try (VcfReader reader =
                new VcfReader(source, header, source.whole(), SampleBand.all(header), ReadOptions.AS_WRITTEN)) {
            while (reader.next(1, 1 << 20)) {
                Calls columns = reader.batch().calls();
                read.add(new Call(
                        columns.depth(0),
                        columns.quality(0),
                        columns.phaseSet(0),
                        columns.alleleDepths(0),
                        columns.phredLikelihoods(0),
                        reader.batch().information(0)));
            }
            return new Read(read, reader.remarks(), header.columnNotes());
        }
    }
}
