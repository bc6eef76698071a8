package org.lakeome.ingest.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lakeome.ingest.tabular.TabularRows.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** No row is skipped as a header without a word, and no header becomes a row. */
class TableHeadTest {
    private static final Map<String, String> HEADER = Map.of("sep", "\t", "header", "true");
    private static final Map<String, String> HEADER_AND_COMMENTS =
            Map.of("sep", "\t", "header", "true", "comment", "#");
    private static final Map<String, String> COMMENTS = Map.of("sep", "\t", "header", "false", "comment", "#");
    private static final TableLayout BED = layout(
            AnnotationType.CHR_START_END_ZERO_BASE,
            "chrom STRING, start LONG, end LONG",
            Map.of("CHR", "chrom", "START", "start", "END", "end"));
    private static final TableLayout CADD = layout(
            AnnotationType.CHR_POS_REF_ALT,
            "chrom STRING, pos LONG, ref STRING, alt STRING, rawscore DOUBLE",
            Map.of("CHR", "chrom", "POS", "pos", "REF", "ref", "ALT", "alt"));
    private static final TableLayout TEXTS = layout(AnnotationType.GENERIC, "gene STRING, disease STRING", Map.of());
    private static final TableLayout SCORES = layout(AnnotationType.GENERIC, "gene STRING, pli DOUBLE", Map.of());

    @TempDir
    Path folder;

    @Test
    void firstIntervalIsARowWhateverTheOptionsSayOfAHeader() throws IOException {
        for (Map<String, String> options : List.of(Map.<String, String>of(), HEADER, HEADER_AND_COMMENTS)) {
            String text = "track name=x\nchr2\t0\t1\nchr2\t2\t3\n";
            assertThat(rows(text, BED, options)).containsExactly(List.of("chr2", 0L, 1L), List.of("chr2", 2L, 3L));
            assertThat(notes(text, BED, options).get(0))
                    .startsWith("Line 2 was read as a row and not skipped as the header: its coordinates are numbers.");
        }
    }

    @Test
    void headerInACommentLeavesTheFirstLineARow() throws IOException {
        String text = "## CADD\n#Chrom\tPos\tRef\tAlt\tRawScore\n1\t10001\tT\tC\t-0.1\n1\t10009\tA\tC\tNA\n";
        Map<String, String> missing = Map.of("sep", "\t", "header", "true", "comment", "#", "nullValues", "NA");
        assertThat(rows(text, CADD, missing)).hasSize(2);
        assertThat(rows("#gene\tpli\nA1BG\t0.5\nA2M\t1\n", SCORES, HEADER_AND_COMMENTS))
                .hasSize(2);
        assertThat(rows("#Gene\tDisease\nA1BG\tx\nA2M\ty\n", TEXTS, HEADER_AND_COMMENTS))
                .hasSize(2);
        assertThat(rows("#reduced\nGene\tDisease\nA1BG\tx\n", TEXTS, HEADER_AND_COMMENTS))
                .hasSize(1);
    }

    @Test
    void lineThatMayBeARowIsNotSkipped() {
        assertThatThrownBy(() -> rows("A1BG\t0.5\nA2M\t1\n", SCORES, HEADER))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("its values fit the types")
                .hasMessageContaining("header=false")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> rows("#Symbol\tOMIM\nA1BG\tx\nA2M\ty\n", TEXTS, HEADER_AND_COMMENTS))
                .hasMessageContaining("the comment before it")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> rows("# note\ngene\tpli\nA2M\t1\n", SCORES, HEADER))
                .hasMessageContaining("comment=#");
    }

    @Test
    void namesOfTheSchemaInAnotherOrderAreRefused() {
        TableLayout three = layout(AnnotationType.GENERIC, "gene STRING, disease STRING, score DOUBLE", Map.of());
        assertThatThrownBy(() -> rows("Disease\t#gene\tscore\nCancer\tBRCA2\t0.5\n", three, HEADER))
                .hasMessageContaining("another order (column 1 is Disease in the file and gene in the store)")
                .hasMessageContaining("line 1");
    }

    @Test
    void otherNamesAreToldAndSkipped() throws IOException {
        assertThat(notes("symbol\tOMIM\nA\tx\n", TEXTS, HEADER))
                .containsExactly(
                        "Line 1 was skipped as the header, and names the columns otherwise than the store (column 1 is"
                                + " symbol in the file and gene in the store); values go by their position.");
        assertThat(notes("#Gene\tDISEASE\nA\tx\n", TEXTS, HEADER)).isEmpty();
        assertThat(notes("gene\nA\tx\n", TEXTS, HEADER).get(0)).contains("the file has 1 columns and the store 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {9, Long.MAX_VALUE})
    void headerAgainIsRefused(long splitBytes) {
        assertThatThrownBy(() -> rows("g\td\nA\tx\ng\td\nB\ty\n", TEXTS, HEADER, splitBytes))
                .hasMessageContaining("a second header")
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> rows("g\td\nA\tx\nd\tg\ny\tB\n", TEXTS, HEADER, splitBytes))
                .hasMessageContaining(
                        "a second header, as in files that were put together, and names the columns in another order")
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> rows("#g\td\nA\tx\n#d\tg\ny\tB\n", TEXTS, COMMENTS, splitBytes))
                .hasMessageContaining("a second header")
                .hasMessageContaining("line 3");
    }

    @ParameterizedTest
    @ValueSource(longs = {9, Long.MAX_VALUE})
    void headerWrittenALittleOtherwiseIsRefusedToo(long splitBytes) {
        for (String text : List.of(
                "g\td\nA\tx\n#G\tD\nB\ty\n",
                "g\td\nA\tx\n\"G\"\t\"D\"\nB\ty\n",
                "g\td\nA\tx\nD\tG\ny\tB\n",
                "g\td\nA\tx\n# d\tg\ny\tB\n",
                "g\td\nA\tx\nDisease\tGENE\ny\tB\n")) {
            assertThatThrownBy(() -> rows(text, TEXTS, HEADER, splitBytes))
                    .as(text)
                    .hasMessageContaining("a second header")
                    .hasMessageContaining("line 3");
        }
        assertThatThrownBy(() -> rows("#g\td\nA\tx\n# d\tg\ny\tB\n", TEXTS, COMMENTS, splitBytes))
                .hasMessageContaining("a second header")
                .hasMessageContaining("line 3");
    }

    @Test
    void rowsThatAreCommentedOutAreNoHeader() throws IOException {
        assertThat(rows("#chr1\t5\t7\nchr1\t5\t7\n#chr1\t7\t5\nchr1\t8\t9\n", BED, Map.of("sep", "\t")))
                .hasSize(2);
    }

    @Test
    void emptyCommentBeforeTheHeaderIsPassedOver() throws IOException {
        assertThat(rows("# made by X\n#\ngene\tdisease\nA\tx\n", TEXTS, HEADER_AND_COMMENTS))
                .hasSize(1);
        assertThat(rows("#   \nchr1\t0\t5\n", BED, Map.of("sep", "\t"))).hasSize(1);
    }

    @Test
    void namesOfTheStoresColumnsAreNoRow() {
        for (String text : List.of("Gene\tDisease\nA\tx\n", "A\tx\nGENE\tDISEASE\n")) {
            assertThatThrownBy(() -> rows(text, TEXTS, COMMENTS))
                    .hasMessageContaining("a second header")
                    .hasMessageContaining("header=true");
        }
    }

    @Test
    void commentsBetweenRowsAreSkipped() throws IOException {
        assertThat(rows("#g\td\nA\tx\n#g\td\n# note\nB\ty\n", TEXTS, COMMENTS)).hasSize(2);
        assertThat(rows("#chrom\tstart\tend\nchr1\t0\t5\n# note\ntrack name=b\nchr1\t7\t9\n", BED, Map.of("sep", "\t")))
                .containsExactly(List.of("chr1", 0L, 5L), List.of("chr1", 7L, 9L));
        assertThatThrownBy(() -> rows("A\t1\n# note\nB\t2\n", SCORES, Map.of("sep", "\t")))
                .hasMessageContaining("comment=#")
                .hasMessageContaining("line 2");
    }

    @ParameterizedTest
    @CsvSource({"1,2", "'',''", "NA,."})
    void typedCellsWithoutAValueMakeNoRow(String first, String second) throws IOException {
        TableLayout years = layout(AnnotationType.GENERIC, "gene STRING, a STRING, b STRING, y DOUBLE", Map.of());
        assertThat(rows("gene\t" + first + "\t" + second + "\tNA\nA\t1\t2\t3\n", years, HEADER))
                .hasSize(1);
    }

    private List<List<Object>> rows(String text, TableLayout layout, Map<String, String> options) throws IOException {
        return rows(text, layout, options, Long.MAX_VALUE);
    }

    private List<List<Object>> rows(String text, TableLayout layout, Map<String, String> options, long splitBytes)
            throws IOException {
        return TabularRows.of(file(text), layout, CsvOptions.of(options), splitBytes);
    }

    private List<String> notes(String text, TableLayout layout, Map<String, String> options) throws IOException {
        TextSource source = TextSource.open(LocalFile.of(file(text)), IngestLimits.DEFAULT);
        return TabularFile.of(source, layout, CsvOptions.of(options)).notes();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.txt"), text);
    }
}
