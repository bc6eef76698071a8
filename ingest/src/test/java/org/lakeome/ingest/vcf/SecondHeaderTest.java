package org.lakeome.ingest.vcf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextPlace;
import org.lakeome.ingest.source.TextSource;

/** Files that were put together with {@code cat}: whatever comes behind the second header may be of other samples. */
class SecondHeaderTest {
    private static final String META = """
            ##fileformat=VCFv4.2
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
            """;
    private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t";
    private static final int RECORDS = 40;

    private enum Packing {
        PLAIN,
        GZIP,
        BGZF
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void secondHeaderIsRefusedWithItsLineHoweverTheFileIsPackedAndCut(Packing packing) throws IOException {
        String first = META + COLUMNS + "a\tb\n" + records(1);
        Path file = folder.resolve("joined");
        Files.write(file, packed(packing, first));
        Files.write(file, packed(packing, META + COLUMNS + "b\ta\n" + records(100)), StandardOpenOption.APPEND);
        long line = 3 + RECORDS + 1;
        for (int split : List.of(40, 100, 300, 1 << 20)) {
            assertThatThrownBy(() -> VcfRows.cells(file, split))
                    .as("splits of " + split)
                    .isInstanceOfSatisfying(InputFault.class, fault -> assertThat(fault.isOfRecord())
                            .isFalse())
                    .hasMessageContaining("a second header")
                    .hasMessageContaining("line " + line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "##fileformat=VCFv4.2",
                "##INFO=<ID=X,Number=1,Type=String,Description=\"\">",
                "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tb\ta",
                "#chr1\t7\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/0",
                "# a comment",
                "#"
            })
    void everyLineWithASignBehindTheHeaderIsRefused(String line) throws IOException {
        for (int before : List.of(0, 1)) {
            Path file = Files.writeString(
                    folder.resolve("line"),
                    META + COLUMNS + "a\tb\n" + record(1).repeat(before) + line + "\n" + records(10));
            assertThatThrownBy(() -> VcfRows.cells(file, 1 << 20))
                    .hasMessageContaining("a second header")
                    .hasMessageContaining("line " + (4 + before));
        }
    }

    @Test
    void headerThatIsLongerThanTheFirstSplitsIsNoSecondOne() throws IOException {
        String meta = META + "##contig=<ID=c1>\n".repeat(200);
        Path plain = Files.writeString(folder.resolve("long"), meta + COLUMNS + "a\tb\n" + records(1));
        Path bgzf = Bgzf.write(folder.resolve("long.gz"), meta + COLUMNS + "a\tb\n" + records(1), 50);
        for (Path file : List.of(plain, bgzf)) {
            for (int split : List.of(30, 100, 1_000)) {
                assertThat(VcfRows.cells(file, split)).hasSize(2 * RECORDS);
            }
        }
    }

    /** A check that passed over the header would set good records of other samples aside as bad ones. */
    @Test
    void checkForBadRecordsRefusesTheFileToo() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad"), META + COLUMNS + "a\tb\nbad\n" + COLUMNS + "b\ta\n" + records(1));
        TextSource source = VcfRows.open(file);
        Split whole = source.whole();
        try (RecordCheck check = new RecordCheck(source, HeaderParser.parse(source), ReadOptions.AS_WRITTEN)) {
            assertThatThrownBy(() -> check.run(whole, TextPlace.START, record -> true))
                    .hasMessageContaining("a second header")
                    .hasMessageContaining("line 5");
        }
    }

    private static String records(int from) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            records.append(record(from + i));
        }
        return records.toString();
    }

    private static String record(int position) {
        return "c1\t" + position + "\t.\tA\tC\t.\t.\t.\tGT\t0/1\t1/1\n";
    }

    private static byte[] packed(Packing packing, String text) throws IOException {
        if (packing == Packing.PLAIN) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (packing == Packing.BGZF) {
            return Bgzf.pack(text, 60);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
