package org.lakeome.ingest.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lakeome.ingest.tabular.TabularRows.layout;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.normalise.ReferenceSequence;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.Split;
import org.lakeome.ingest.source.TextSource;

class TabularReaderTest {
    private static final Map<String, String> NO_HEADER = Map.of("sep", "\t", "header", "false", "comment", "#");
    private static final TableLayout THREE_TEXTS =
            layout(AnnotationType.GENERIC, "a STRING, b STRING, c STRING", Map.of());

    @TempDir
    Path folder;

    @Test
    void positionBecomesHalfOpenRange() throws IOException {
        TableLayout layout =
                layout(AnnotationType.CHR_POS, "chr STRING, position LONG", Map.of("CHR", "chr", "POS", "position"));
        assertThat(layout.tableNames()).containsExactly("chr", "position", "end");
        assertThat(rows("chr\tposition\nchr1\t1\n", layout, Map.of())).containsExactly(List.of("chr1", 0L, 1));
    }

    @Test
    void positionWithAllelesEndsBehindTheReferenceAllele() throws IOException {
        TableLayout layout = layout(
                AnnotationType.CHR_POS_REF_ALT,
                "chr STRING, pos INT, ref STRING, alt STRING",
                Map.of("CHR", "chr", "POS", "pos", "REF", "ref", "ALT", "alt"));
        assertThat(rows("c\tp\tr\ta\nchr1\t1\tATGC\tATAC,A\n", layout, Map.of()))
                .containsExactly(List.of("chr1", 0, "ATGC", "ATAC,A", 4));
    }

    @Test
    void leftNormalisationKeepsEveryAlternateAllele() throws IOException {
        TableLayout positions = layout(
                AnnotationType.CHR_POS_REF_ALT,
                "chr STRING, pos LONG, ref STRING, alt STRING",
                Map.of("CHR", "chr", "POS", "pos", "REF", "ref", "ALT", "alt"));
        String text = "c\tp\tr\ta\nchr1\t1\tATGC\tATAC\n1\t1\tATGC\tATAC,ATTC\nchr1\t9\tTT\tT\nchr1\t3\t-\tA\n"
                + "chr1\t2\t\tA\n";
        assertThat(normalised(text, positions, Map.of()))
                .isEqualTo(List.of(
                        List.of("chr1", 2L, "G", "A", 3),
                        List.of("1", 2L, "G", "A,T", 3),
                        List.of("chr1", 4L, "AT", "A", 6),
                        List.of("chr1", 2L, "-", "A", 3),
                        Arrays.asList("chr1", 1L, null, "A", null)));
        TableLayout ranges = layout(
                AnnotationType.CHR_START_END_REF_ALT_ONE_BASE,
                "c STRING, s INT, e INT, r STRING, a STRING",
                Map.of("CHR", "c", "START", "s", "END", "e", "REF", "r", "ALT", "a"));
        assertThat(normalised("chr1\t1\t4\tATGC\tATAC\n", ranges, NO_HEADER))
                .containsExactly(List.of("chr1", 2, 3, "G", "A"));
        assertThatThrownBy(() -> normalised("chr1\t1\t1\tC\tG\n", ranges, NO_HEADER))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("REF mismatch at chr1:1: file C, reference A")
                .hasMessageContaining("line 1");
    }

    @Test
    void rangesBecomeZeroBasedInTheUsersOwnColumns() throws IOException {
        Map<String, String> keys = Map.of("CHR", "Chromosome", "START", "from", "END", "to");
        String columns = "chromosome STRING, FROM LONG, to LONG";
        String text = "chr1\t10\t20\n";
        TableLayout oneBased = layout(AnnotationType.CHR_START_END_ONE_BASE, columns, keys);
        TableLayout zeroBased = layout(AnnotationType.CHR_START_END_ZERO_BASE, columns, keys);
        assertThat(oneBased.tableNames()).containsExactly("chromosome", "from", "to");
        assertThat(rows(text, oneBased, NO_HEADER)).containsExactly(List.of("chr1", 9L, 20L));
        assertThat(rows(text, zeroBased, NO_HEADER)).containsExactly(List.of("chr1", 10L, 20L));
    }

    @Test
    void trackAndBrowserLinesOfBedAreNoRows() throws IOException {
        TableLayout bed = layout(
                AnnotationType.CHR_START_END_ZERO_BASE,
                "chrom STRING, start INT, stop INT",
                Map.of("CHR", "chrom", "START", "start", "END", "stop"));
        String text = "browser position chr7:1-2\ntrack name=\"x y\"\tdescription=\"z\"\nchr1\t1\t2\r\n"
                + "track\t5\t6\n\n#c\ntrack\nchr2\t3\t4";
        assertThat(rows(text, bed, NO_HEADER))
                .containsExactly(List.of("chr1", 1, 2), List.of("track", 5, 6), List.of("chr2", 3, 4));
    }

    @Test
    void typesAreReadAsSparkReadsThem() throws IOException {
        TableLayout layout =
                layout(AnnotationType.GENERIC, "l LONG, i INT, s STRING, f FLOAT, d DOUBLE, b BOOLEAN", Map.of());
        List<List<Object>> rows =
                rows("-9223372036854775808\t+7\t NA \t1e-3\t-Inf\tTRUE\n\t\t\t\tNaN\tfalse\n", layout, NO_HEADER);
        assertThat(rows.get(0)).containsExactly(Long.MIN_VALUE, 7, " NA ", 1e-3f, Double.NEGATIVE_INFINITY, true);
        assertThat(rows.get(1)).isEqualTo(Arrays.asList(null, null, null, null, Double.NaN, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "1.0", "1 2", "x", "1L", "\u0661"})
    void valueOfAnotherTypeIsRefusedWithLineAndColumn(String value) {
        TableLayout layout = layout(AnnotationType.GENERIC, "a STRING, n INT", Map.of());
        assertThatThrownBy(() -> rows("a\tn\nx\t1\ny\t" + value + "\n", layout, Map.of()))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("line 3, field n (column 2), value \"" + value + "\"")
                .hasMessageContaining("no INT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\tb\tc\td"})
    void lineWithAnotherNumberOfColumnsIsRefused(String line) {
        assertThatThrownBy(() -> rows("1\t2\t3\n" + line + "\n", THREE_TEXTS, NO_HEADER))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("the store's schema 3")
                .hasMessageContaining("line 2");
    }

    @Test
    void readOptionsMeanWhatTheyMeanToSpark() throws IOException {
        List<Object> row = List.of("a", "b|c", "d'e");
        Map<String, String> options = Map.of(
                "sep",
                "|",
                "quote",
                "'",
                "escape",
                "!",
                "comment",
                "/",
                "header",
                "true",
                "lineSep",
                "\r",
                "encoding",
                "ISO-8859-1",
                "quoteAll",
                "true",
                "escapeQuotes",
                "false");
        assertThat(rows("/c\rh1|h2|h3\ra|'b|c'|'d!'e'\r", THREE_TEXTS, options)).containsExactly(row);
        Path latin = Files.write(folder.resolve("latin.csv"), "é,b,c\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(TabularRows.of(latin, THREE_TEXTS, CsvOptions.of(Map.of("encoding", "latin1")), Long.MAX_VALUE))
                .containsExactly(List.of("é", "b", "c"));
        assertThatThrownBy(() ->
                        TabularRows.of(latin, THREE_TEXTS, CsvOptions.of(Map.of("header", "false")), Long.MAX_VALUE))
                .hasMessageContaining("not valid UTF-8");
    }

    @Test
    void optionsThatCannotBeHonouredAreRefused() {
        assertThatThrownBy(() -> CsvOptions.of(Map.of("encoding", "UTF-16"))).hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> CsvOptions.of(Map.of("encoding", "none such"))).hasMessageContaining("none such");
        assertThatThrownBy(() -> CsvOptions.of(Map.of("quote", "''"))).hasMessageContaining("one character");
        assertThatThrownBy(() -> CsvOptions.of(Map.of("lineSep", "||"))).hasMessageContaining("lineSep");
        assertThat(CsvOptions.of(Map.of("sep", "\\t", "comment", "#")).separator())
                .isEqualTo("\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-CN", "x-JISAutoDetect", "ISO-2022-JP", "ISO-2022-KR", "IBM037", "UTF-16LE"})
    void encodingsWhoseBytesAreNotAsciisAreRefused(String encoding) {
        assertThatThrownBy(() -> CsvOptions.of(Map.of("encoding", encoding)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("convert the file to UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "US-ASCII", "windows-1252", "Shift_JIS", "EUC-JP", "GB18030", "Big5", "EUC-KR"})
    void encodingsThatKeepAsciisBytesAreRead(String encoding) throws IOException {
        String word = encoding.equals("US-ASCII") ? "b" : encoding.equals("windows-1252") ? "é" : "一";
        Path file = Files.write(folder.resolve("word.csv"), ("1," + word + ",c\n").getBytes(Charset.forName(encoding)));
        assertThat(TabularRows.of(file, THREE_TEXTS, CsvOptions.of(Map.of("encoding", encoding)), Long.MAX_VALUE))
                .containsExactly(List.of("1", word, "c"));
    }

    @Test
    void headerThatIsNoTextIsStillTheHeader() throws IOException {
        CsvOptions options = CsvOptions.of(Map.of("sep", "\t", "header", "true", "comment", "#"));
        for (String head : List.of("h\u00ff\tb\tc\n", "#\u00ff\nh\tb\tc\n", "#\0\n#\nh\0\tb\tc\n", "#\rx\nh\tb\tc\n")) {
            byte[] text = (head + "1\t2\t3\n4\t5\t6\n").getBytes(StandardCharsets.ISO_8859_1);
            TextSource source =
                    TextSource.open(LocalFile.of(Files.write(folder.resolve("head.tsv"), text)), IngestLimits.DEFAULT);
            for (long splitBytes : List.of(2L, 6L, Long.MAX_VALUE)) {
                List<String> rows = new ArrayList<>();
                TabularFile file = TabularFile.of(source, THREE_TEXTS, options);
                for (Split split : TabularSplits.of(source, file, splitBytes)) {
                    try (TabularReader reader =
                            new TabularReader(source, split, file, null, (of, lines, fault) -> {})) {
                        while (reader.next()) {
                            rows.add(Arrays.toString(reader.row()));
                        }
                    }
                }
                assertThat(rows).as(head + splitBytes).containsExactly("[1, 2, 3]", "[4, 5, 6]");
            }
        }
    }

    @Test
    void oldMacLineEndsAreNotReadAsOneLine() {
        assertThatThrownBy(() -> rows("a\tb\tc\rd\te\tf\r", THREE_TEXTS, NO_HEADER))
                .hasMessageContaining("lineSep")
                .hasMessageContaining("line 1");
    }

    @Test
    void byteOrderMarkIsNotPartOfTheFirstCell() throws IOException {
        assertThat(rows("\ufeff1\tb\tc\n", THREE_TEXTS, NO_HEADER)).containsExactly(List.of("1", "b", "c"));
    }

    @Test
    void rowsAreTheSameInWhateverSplits() throws IOException {
        String text = "# note\nh1\th2\th3\n"
                + IntStream.range(0, 3_000).mapToObj(i -> "a" + i + "\tb\tc\n").collect(Collectors.joining());
        CsvOptions options = CsvOptions.of(Map.of("sep", "\t", "header", "true", "comment", "#"));
        Path packed = Bgzf.write(folder.resolve("rows.tsv.gz"), text, 700);
        List<List<Object>> whole = TabularRows.of(packed, THREE_TEXTS, options, Long.MAX_VALUE);
        assertThat(whole).hasSize(3_000);
        assertThat(whole.get(0)).startsWith("a0");
        assertThat(TabularRows.of(packed, THREE_TEXTS, options, 500)).isEqualTo(whole);
        Path plain = Files.writeString(folder.resolve("rows.tsv"), text);
        assertThat(TabularRows.of(plain, THREE_TEXTS, options, 999)).isEqualTo(whole);
        assertThat(TabularRows.of(plain, THREE_TEXTS, options, 5)).isEqualTo(whole);
    }

    @Test
    void fiveThousandColumnsAreRead() throws IOException {
        String columns =
                IntStream.range(0, 5_000).mapToObj(i -> "c" + i + " INT").collect(Collectors.joining(", "));
        String line = IntStream.range(0, 5_000).mapToObj(String::valueOf).collect(Collectors.joining("\t"));
        List<List<Object>> rows =
                rows(line + "\n" + line, layout(AnnotationType.GENERIC, columns, Map.of()), NO_HEADER);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).get(4_999)).isEqualTo(4_999);
        assertThatThrownBy(() -> layout(AnnotationType.GENERIC, columns + ", one_more INT", Map.of()))
                .hasMessageContaining("1 to 5000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"importjobid", "Information", "END", "Chr"})
    void columnsOfEveryTableCannotBeNamedAgain(String name) {
        assertThatThrownBy(() -> layout(
                        AnnotationType.CHR_POS,
                        "chr STRING, pos LONG, " + name + " STRING",
                        Map.of("CHR", "chr", "POS", "pos")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void keysMustHaveFittingColumns() {
        assertThatThrownBy(() -> layout(AnnotationType.CHR_POS, "chr STRING, pos LONG", Map.of("CHR", "chr")))
                .hasMessageContaining("lacks POS");
        assertThatThrownBy(() ->
                        layout(AnnotationType.CHR_POS, "chr STRING, pos STRING", Map.of("CHR", "chr", "POS", "pos")))
                .hasMessageContaining("cannot be of type STRING");
        assertThatThrownBy(
                        () -> layout(AnnotationType.CHR_POS, "chr STRING, pos INT", Map.of("CHR", "c", "POS", "pos")))
                .hasMessageContaining("which the schema does not have");
    }

    @Test
    void emptyCellIsNullAndPositionStaysEmpty() throws IOException {
        TableLayout layout = layout(AnnotationType.CHR_POS, "chr STRING, pos LONG", Map.of("CHR", "chr", "POS", "pos"));
        assertThat(rows("chr1\t\n", layout, NO_HEADER))
                .isEqualTo(Collections.singletonList(Arrays.asList("chr1", null, null)));
    }

    private List<List<Object>> normalised(String text, TableLayout layout, Map<String, String> options)
            throws IOException {
        Path fasta = Files.writeString(folder.resolve("ref.fa"), ">chr1\nATGCATTTTT\n");
        Path index = Files.writeString(folder.resolve("ref.fa.fai"), "chr1\t10\t6\t10\t11\n");
        ReferenceSequence reference =
                new ReferenceSequence(LocalFile.of(fasta), LocalFile.of(index), List.of(new Contig("chr1", 10, "")));
        Path file = Files.writeString(folder.resolve("alleles.txt"), text);
        return TabularRows.of(file, layout, CsvOptions.of(options), reference, Long.MAX_VALUE);
    }

    private List<List<Object>> rows(String text, TableLayout layout, Map<String, String> options) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.txt"), text);
        return TabularRows.of(file, layout, CsvOptions.of(options), Long.MAX_VALUE);
    }
}
