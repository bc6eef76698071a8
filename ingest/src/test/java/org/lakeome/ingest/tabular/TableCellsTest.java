package org.lakeome.ingest.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lakeome.ingest.tabular.TabularRows.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;

/** What a cell of a table means: text as it is written, numbers that are numbers, positions that can be. */
class TableCellsTest {
    private static final Map<String, String> TABS = Map.of("sep", "\t", "header", "false");
    private static final TableLayout TEXTS = layout(AnnotationType.GENERIC, "a STRING, b STRING", Map.of());
    private static final TableLayout NUMBER = layout(AnnotationType.GENERIC, "a STRING, x DOUBLE", Map.of());

    private record Reading(List<String> rows, List<String> bad, List<String> notes) {}

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1\t\"open", "1\t\"C:\\\"", "\"1\tx", "1\t\""})
    void quoteThatIsOpenAtTheLinesEndIsABadRecord(String line) {
        assertThatThrownBy(() -> rows(line + "\n2\ty\n", TEXTS, TABS))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("A quote is open at the line's end")
                .hasMessageContaining("line 1");
    }

    @Test
    void bothPartsOfAValueWithALineBreakAreSetAside() throws IOException {
        TableLayout three = layout(AnnotationType.GENERIC, "a STRING, b STRING, c STRING", Map.of());
        Reading reading = read("1\tx\t\"first\nthis\tis\tsecond\"\n2\ty\tz\n", three, TABS);
        assertThat(reading.rows()).containsExactly("[2, y, z]");
        assertThat(reading.bad().get(1)).contains("the rest of a quoted value").contains("line 2");
        TableLayout one = layout(AnnotationType.GENERIC, "a STRING", Map.of());
        assertThat(read("\"first\nsecond\"\nthird\n", one, TABS).rows()).containsExactly("[third]");
        assertThat(read("\"open\nsecond\n\"third\"\n", one, TABS).rows()).containsExactly("[second]", "[third]");
    }

    @Test
    void lineThatIsSetAsideIsNotRemarked() throws IOException {
        TableLayout scores = layout(AnnotationType.GENERIC, "name STRING, score DOUBLE, n INT", Map.of());
        assertThat(read("a\t1e999\tx\nb\t 2\ty\n", scores, TABS).notes()).isEmpty();
        assertThat(read("a\t1e999\tx\nb\t1e998\t3\n", scores, TABS).notes())
                .singleElement()
                .asString()
                .contains("(1): the first in line 2");
    }

    @Test
    void textIsNeverChanged() throws IOException {
        Reading reading = read("1\t5\" end\n2\tC:\\x\n3\t\"a\" b\"\n4\t\"q\\\"q\"\n5\t\\N\n6\t \n", TEXTS, TABS);
        assertThat(reading.bad()).isEmpty();
        assertThat(reading.rows())
                .containsExactly("[1, 5\" end]", "[2, C:\\x]", "[3, \"a\" b\"]", "[4, q\"q]", "[5, \\N]", "[6,  ]");
        assertThat(reading.notes())
                .containsExactly(
                        "Cells that begin with a quote and go on behind the closing one were kept as they are written;"
                                + " if the file doubles quotes inside of quotes, give the read option escape=\" (1): the first in"
                                + " line 3.");
        assertThatThrownBy(() -> rows("\"x\\\"b\"c\td\n", TEXTS, TABS)).hasMessageContaining("contradict each other");
        assertThat(rows("1\t\"open\n", TEXTS, Map.of("sep", "\t", "quote", "\u0001")))
                .containsExactly(List.of("1", "\"open"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3D", "5f", "0x1p3", "1_000", "1,5", "1e", "\u0661", "nan", "inf", "+NaN", "--1", "1.2.3", "."})
    void otherTextIsNoDouble(String text) {
        for (String type : List.of("DOUBLE", "FLOAT")) {
            TableLayout layout = layout(AnnotationType.GENERIC, "a STRING, x " + type, Map.of());
            assertThatThrownBy(() -> rows("1\t" + text + "\n", layout, TABS)).hasMessageContaining("no " + type);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.,1",
        ".5,0.5",
        "+1e+2,100",
        "-0,-0.0",
        "NaN,NaN",
        "Inf,Infinity",
        "-Inf,-Infinity",
        "4.9E-324,4.9E-324"
    })
    void numbersAreRead(String text, double value) throws IOException {
        assertThat(read("1\t" + text + "\n", NUMBER, TABS))
                .isEqualTo(new Reading(List.of("[1, " + value + "]"), List.of(), List.of()));
    }

    @Test
    void numbersOutOfRangeAreTold() throws IOException {
        assertThat(read("1\t0e9\n2\t6e260905\n3\t1E-400\n4\t-1e999\n", NUMBER, TABS))
                .isEqualTo(new Reading(
                        List.of("[1, 0.0]", "[2, Infinity]", "[3, 0.0]", "[4, -Infinity]"),
                        List.of(),
                        List.of(
                                "Numbers that their type cannot hold became Infinity or 0 (3): the first in line 2, x (column 2)"
                                        + " \"6e260905\".")));
        TableLayout single = layout(AnnotationType.GENERIC, "a STRING, x FLOAT", Map.of());
        assertThat(read("1\t1e39\n", single, TABS).notes()).hasSize(1);
    }

    @Test
    void blanksBesideValuesOfTypedColumnsAreLeftOutAndTold() throws IOException {
        TableLayout layout = layout(AnnotationType.GENERIC, "a STRING, n LONG, x DOUBLE, y BOOLEAN", Map.of());
        assertThat(read(" a \t 12\t1.5 \t true\nb\t1\t \t\n", layout, TABS))
                .isEqualTo(new Reading(
                        List.of("[ a , 12, 1.5, true]", "[b, 1, null, null]"),
                        List.of(),
                        List.of(
                                "Blanks around values of typed columns were left out (4): the first in line 1, n (column 2)"
                                        + " \" 12\".")));
    }

    @Test
    void wordsForMissingValuesAreTakenWhereTheStoreSaysSo() throws IOException {
        String text = "NA\tNA\nb\t.\nc\t 0.5\n";
        assertThatThrownBy(() -> rows(text, NUMBER, TABS))
                .hasMessageContaining(
                        "no DOUBLE. If it stands for a missing value, tag the store lakeome:null-values = NA");
        assertThat(rows(text, NUMBER, Map.of("sep", "\t", "nullValues", "NA, .")))
                .isEqualTo(List.of(Arrays.asList("NA", null), Arrays.asList("b", null), List.of("c", 0.5)));
        assertThat(rows("a\tx\nb\tNA\n", NUMBER, Map.of("nullValues", "NA")))
                .isEqualTo(List.of(Arrays.asList("b", null)));
    }

    @ParameterizedTest
    @CsvSource({
        "CHR_START_END_ZERO_BASE, 9, 5, end",
        "CHR_START_END_ZERO_BASE, -5, 5, start",
        "CHR_START_END_ZERO_BASE, '', -1, end",
        "CHR_START_END_ONE_BASE, 9, 5, end",
        "CHR_START_END_ONE_BASE, 0, 5, start",
        "CHR_START_END_ONE_BASE, '', 0, end",
    })
    void impossibleRangesAreRefused(AnnotationType type, String start, String end, String field) {
        TableLayout layout =
                layout(type, "c STRING, start LONG, end INT", Map.of("CHR", "c", "START", "start", "END", "end"));
        assertThatThrownBy(() -> rows("1\t1\t1\nchr1\t" + start + "\t" + end + "\n", layout, TABS))
                .hasMessageContaining("line 2, field " + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0"})
    void impossiblePositionsAreRefusedOrMissing(String position) throws IOException {
        TableLayout layout = layout(AnnotationType.CHR_POS, "c STRING, pos LONG", Map.of("CHR", "c", "POS", "pos"));
        String text = "1\t1\n1\t" + position + "\n";
        assertThatThrownBy(() -> rows(text, layout, TABS))
                .hasMessageContaining("from 1 on")
                .hasMessageContaining("lakeome:null-values = " + position)
                .hasMessageContaining("line 2, field pos, value \"" + position + "\"");
        assertThat(rows(text, layout, Map.of("sep", "\t", "nullValues", position))
                        .get(1))
                .isEqualTo(Arrays.asList("1", null, null));
    }

    @Test
    void byteOrderMarksAreNoText() throws IOException {
        assertThat(read("\ufeff1\tx\n\ufeff2\ty\n", TEXTS, TABS))
                .isEqualTo(new Reading(
                        List.of("[1, x]", "[2, y]"),
                        List.of(),
                        List.of("Byte order marks inside the file were left out (1): the first in line 2.")));
        assertThatThrownBy(() -> rows("\ufeff1\tx\n", TEXTS, Map.of("sep", "\t", "encoding", "ISO-8859-1")))
                .hasMessageContaining("byte order mark of UTF-8")
                .hasMessageContaining("line 1");
    }

    @Test
    void newlineIsNoTextWhereAnotherCharacterEndsLines() {
        assertThatThrownBy(() -> rows("a\tb\nc\rd\te\r", TEXTS, Map.of("sep", "\t", "lineSep", "\r")))
                .hasMessageContaining("A newline stands inside the line");
    }

    private List<List<Object>> rows(String text, TableLayout layout, Map<String, String> options) throws IOException {
        return TabularRows.of(file(text), layout, CsvOptions.of(options), Long.MAX_VALUE);
    }

    /** With bad lines set aside. */
    private Reading read(String text, TableLayout layout, Map<String, String> options) throws IOException {
        TextSource source = TextSource.open(LocalFile.of(file(text)), IngestLimits.DEFAULT);
        TabularFile file = TabularFile.of(source, layout, CsvOptions.of(options));
        Reading reading = new Reading(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (TabularReader reader =
                new TabularReader(source, source.whole(), file, null, (of, lines, fault) -> reading.bad()
                        .add(fault.getMessage() + " line " + lines.lines()))) {
            while (reader.next()) {
                reading.rows().add(Arrays.toString(reader.row()));
            }
            reading.notes().addAll(reader.remarks().notes());
        }
        return reading;
    }

    private Path file(String text) throws IOException {
        return Files.write(folder.resolve("table.txt"), text.getBytes(StandardCharsets.UTF_8));
    }
}
