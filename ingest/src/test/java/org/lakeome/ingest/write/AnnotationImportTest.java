package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.AnnotationTable;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.normalise.ReferenceLengths;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.tabular.AnnotationType;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.TableLayout;

class AnnotationImportTest {
    private static final AnnotationFormat GFF = new AnnotationFormat.Gff();
    private static final String FEATURES = """
            ##gff-version 3
            ctg123\t.\tgene\t1000\t9000\t.\t+\t.\tID=gene1;Name=EDEN;Note=a,b%2Cc;Dbxref=X:1;Is_circular=true
            ctg123\tsrc\tCDS\t1201\t1500\t0.25\t-\t2\tParent=gene1,gene2;Derives_from=gene1;Ontology_term=SO:1;Color=red
            """;

    @TempDir
    Path folder;

    @Test
    void featuresBecomeTheRowsOfTheContract() throws IOException {
        Table table = AnnotationTable.gff(folder.resolve("warehouse"), "features");
        assertThat(run(table, "job", GFF, file("a.gff3", FEATURES)))
                .usingRecursiveComparison()
                .ignoringFields("content")
                .isEqualTo(new ItemOutcome(folder.resolve("a.gff3").toString(), true, "", 2, 2));
        List<Row> rows = rows(table, "start");
        assertThat(values(rows.get(0)))
                .isEqualTo("{\"importjobid\":\"job\",\"seqid\":\"ctg123\",\"type\":\"gene\",\"start\":999,\"end\":9000,"
                        + "\"strand\":\"+\",\"id\":\"gene1\",\"name\":\"EDEN\",\"note\":[\"a\",\"b,c\"],"
                        + "\"dbxref\":[\"X:1\"],\"is_circular\":true}");
        assertThat(values(rows.get(1)))
                .isEqualTo("{\"importjobid\":\"job\",\"seqid\":\"ctg123\",\"source\":\"src\",\"type\":\"CDS\","
                        + "\"start\":1200,\"end\":1500,\"score\":0.25,\"strand\":\"-\",\"phase\":2,"
                        + "\"parent\":[\"gene1\",\"gene2\"],\"derivesfrom\":\"gene1\",\"ontologyterm\":[\"SO:1\"],"
                        + "\"information\":{\"color\":\"red\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void regionThatIsNotTheReferencesIsTold(String byteOrderMark) throws IOException {
        String regions = "##sequence-region ctg 1 70\n##sequence-region chr2 5 9\n##sequence-region other 1 3\n";
        AnnotationImport work = new AnnotationImport(
                LocalSpark.context(),
                AnnotationTable.gff(folder.resolve("warehouse"), "features"),
                Optional.empty(),
                "job",
                1,
                WriteLimits.DEFAULT,
                GFF);
        work.compareWith(new ReferenceLengths(List.of(new Contig("ctg", 60, ""), new Contig("2", 60, ""))));
        Path file = file("a.gff3", byteOrderMark + FEATURES.replaceFirst("\n", "\n" + regions));
        assertThat(work.run(file.toString(), source -> LocalFile.of(file)).message())
                .isEqualTo(
                        "Another reference? contig ctg has length=70 here and ctg has length=60 in the store's reference.");
    }

    @Test
    void omimGeneMapOfAwsExamples() throws IOException {
        Map<String, String> keys =
                Map.of("CHR", "chromosome", "START", "genomic_position_start", "END", "genomic_position_end");
        String texts = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> "text" + i + " STRING")
                .collect(Collectors.joining(", "));
        AnnotationFormat format = tabular(
                AnnotationType.CHR_START_END_ONE_BASE,
                "chromosome STRING, genomic_position_start LONG, genomic_position_end LONG, " + texts,
                keys,
                Map.of("sep", "\t", "header", "false", "comment", "#"));
        String line =
                "chr1\t2001\t3000\t1p36\t\t600001\tSY1, SY2\tInvented \"quoted\" name\tGENE1\t7\tENSG1\t\tPheno (3)\t\n";
        assertThat(imported(format, "# Copyright\n#h\n" + line + "chr1\t1\t27600000" + "\t".repeat(11) + "\n"))
                .containsExactly(
                        "[chr1,0,27600000,null,null,null,null,null,null,null,null,null,null,null,null]",
                        "[chr1,2000,3000,1p36,null,600001,SY1, SY2,Invented \"quoted\" name,GENE1,7,ENSG1,null,Pheno (3),"
                                + "null,null]");
    }

    @Test
    void bedOfAwsExamples() throws IOException {
        AnnotationFormat format = tabular(
                AnnotationType.CHR_START_END_ZERO_BASE,
                "chromosome STRING, start LONG, end LONG, name STRING",
                Map.of("CHR", "chromosome", "START", "start", "END", "end"),
                Map.of("sep", "\t", "header", "false", "comment", "#"));
        assertThat(imported(format, "track name=x\nchr7\t127471196\t127472363\tPos1\nchrX\t0\t1\t\n"))
                .containsExactly("[chr7,127471196,127472363,Pos1,null]", "[chrX,0,1,null,null]");
    }

    @Test
    void variantsOfAwsExamplesGetTheirEnd() throws IOException {
        AnnotationFormat format = tabular(
                AnnotationType.CHR_POS_REF_ALT,
                "chromosome STRING, start LONG, ref STRING, alt STRING, a STRING, b STRING, c STRING, d STRING, e STRING,"
                        + " f STRING, g STRING",
                Map.of("CHR", "chromosome", "POS", "start", "REF", "ref", "ALT", "alt"),
                Map.of("sep", "\t", "header", "true", "comment", "#"));
        assertThat(imported(
                        format,
                        "##meta\nc\tp\tr\ta\t1\t2\t3\t4\t5\t6\t7\nchrX\t1\tATGC\tATAC,A\t0.5\tPASS\t.\t\t1\t2\t3\n"))
                .containsExactly("[chrX,0,ATGC,ATAC,A,0.5,PASS,.,null,1,2,3,4,null]");
    }

    @Test
    void genericTableOfAwsExamples() throws IOException {
        AnnotationFormat format = tabular(
                AnnotationType.GENERIC,
                "Mim_Number STRING, kind STRING, entrez STRING, symbol STRING, ensembl STRING",
                Map.of(),
                Map.of("sep", "\t", "header", "false", "comment", "#"));
        assertThat(imported(format, "#x\n100050\tpredominantly phenotypes\t\t\t\n100640\tgene\t216\tALDH1A1\tENSG2\n"))
                .containsExactly(
                        "[100050,predominantly phenotypes,null,null,null,null]",
                        "[100640,gene,216,ALDH1A1,ENSG2,null]");
    }

    @Test
    void fiveThousandColumnsAreImported() throws IOException {
        String columns =
                IntStream.range(0, 5_000).mapToObj(i -> "c" + i + " INT").collect(Collectors.joining(", "));
        TableLayout layout = layout(AnnotationType.GENERIC, columns, Map.of());
        Table table = AnnotationTable.tabular(folder.resolve("warehouse"), "wide", layout);
        String line = IntStream.range(0, 5_000).mapToObj(String::valueOf).collect(Collectors.joining("\t")) + "\n";
        AnnotationFormat format = new AnnotationFormat.Tabular(layout, CsvOptions.of(Map.of("sep", "\t")));
        assertThat(run(table, "wide", format, file("wide.tsv", line.repeat(50))).rows())
                .isEqualTo(50);
        assertThat(LocalSpark.rows(table).selectExpr("sum(c4999)").first().getLong(0))
                .isEqualTo(50L * 4_999);
    }

    @Test
    void badValueFailsTheJobWithAwsMessageAndLeavesNoFile() throws IOException {
        TableLayout layout = layout(AnnotationType.GENERIC, "a STRING, n INT", Map.of());
        Table table = AnnotationTable.tabular(folder.resolve("warehouse"), "bad", layout);
        String text = "a\tn\n" + "x\t1\n".repeat(5_000) + "x\tone\n" + "x\t1\n".repeat(5_000);
        Path file = Bgzf.write(folder.resolve("bad.tsv.gz"), text, 900);
        WriteLimits limits = new WriteLimits(400, 1 << 20, 32, 1, 1 << 20);
        ItemOutcome outcome = new AnnotationImport(
                        LocalSpark.context(),
                        table,
                        Optional.empty(),
                        "bad",
                        1,
                        limits,
                        new AnnotationFormat.Tabular(layout, CsvOptions.DEFAULT))
                .run(file.toString(), source -> LocalFile.of(file));
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message())
                .isEqualTo("Malformed Input. Please check the content and corresponding data type in input file. "
                        + "The value is no INT. [file " + file + ", line 5002, field n (column 2), value \"one\"]");
        assertNothingLeft(table);
    }

    @Test
    void whatIsReadOtherwiseThanWrittenIsInTheMessageWithItsLine() throws IOException {
        TableLayout layout = layout(AnnotationType.GENERIC, "a STRING, n INT, x DOUBLE", Map.of());
        Table table = AnnotationTable.tabular(folder.resolve("warehouse"), "told", layout);
        String line = "x\t1\t2.5\n";
        String text = "symbol\tn\tx\n" + line.repeat(3_000) + "x\t 7\t1e999\n" + line.repeat(3_000) + "x\t7 \t1\n";
        Path file = Bgzf.write(folder.resolve("told.tsv.gz"), text, 900);
        WriteLimits limits = new WriteLimits(400, 1 << 20, 32, 1, 1 << 20);
        ItemOutcome outcome = new AnnotationImport(
                        LocalSpark.context(),
                        table,
                        Optional.empty(),
                        "told",
                        1,
                        limits,
                        new AnnotationFormat.Tabular(layout, CsvOptions.DEFAULT))
                .run(file.toString(), source -> LocalFile.of(file));
        assertThat(outcome.rows()).isEqualTo(6_002);
        assertThat(outcome.message())
                .isEqualTo(
                        "Line 1 was skipped as the header, and names the columns otherwise than the store (column 1 is symbol in"
                                + " the file and a in the store); values go by their position. Numbers that their type cannot hold became"
                                + " Infinity or 0 (1): the first in line 3002, x (column 3) \"1e999\". Blanks around values of typed"
                                + " columns were left out (2): the first in line 3002, n (column 2) \" 7\".");
    }

    @Test
    void malformedFeatureFailsTheJobWithAwsMessage() throws IOException {
        Table table = AnnotationTable.gff(folder.resolve("warehouse"), "features");
        Path file = file("bad.gff3", FEATURES + "ctg\t.\tgene\t9\t1\t.\t+\t.\tID=a\n");
        ItemOutcome outcome = run(table, "job", GFF, file);
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message())
                .startsWith("Malformed Input. Please check content of input file. The end lies before the start")
                .contains("line 4, field end");
        assertNothingLeft(table);
    }

    /** Whatever a question found nothing for: bedtools and bcftools write such files. */
    @Test
    void fileWithoutRowsIsCompletedAndSaysSo() throws IOException {
        Table genes = AnnotationTable.gff(folder.resolve("warehouse"), "features");
        TableLayout layout = layout(AnnotationType.GENERIC, "c STRING, n INT", Map.of());
        Table numbers = AnnotationTable.tabular(folder.resolve("warehouse"), "numbers", layout);
        AnnotationFormat headed = new AnnotationFormat.Tabular(layout, CsvOptions.DEFAULT);
        AnnotationFormat bare =
                new AnnotationFormat.Tabular(layout, CsvOptions.of(Map.of("sep", "\t", "comment", "#")));
        List<ItemOutcome> outcomes = List.of(
                run(genes, "a", GFF, file("none.gff3", "##gff-version 3\n##FASTA\n>c\nACGT\n")),
                run(genes, "b", GFF, Bgzf.write(folder.resolve("none.gz"), "", 100)),
                run(numbers, "c", headed, file("header.tsv", "c\tn\n")),
                run(numbers, "d", bare, file("comment.tsv", "# nothing\n")),
                run(numbers, "e", bare, file("blank.tsv", "\n")));
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.completed()).isTrue();
            assertThat(outcome.rows()).isZero();
            assertThat(outcome.message()).startsWith("The file has no records");
        });
        assertThat(run(genes, "f", GFF, file("nothing.gff3", "")).message())
                .startsWith("The file is empty: it has 0 bytes");
    }

    @Test
    void fileThatHoldsNoTextIsNamedInsteadOfRead() throws IOException {
        Table genes = AnnotationTable.gff(folder.resolve("warehouse"), "features");
        TableLayout layout = layout(AnnotationType.GENERIC, "c STRING", Map.of());
        Table words = AnnotationTable.tabular(folder.resolve("warehouse"), "words", layout);
        AnnotationFormat table = new AnnotationFormat.Tabular(layout, CsvOptions.of(Map.of()));
        assertThat(run(genes, "a", GFF, file("cr.gff3", FEATURES.replace('\n', '\r')))
                        .message())
                .contains("a carriage return alone", "tr ");
        assertThat(run(words, "b", table, file("cr.tsv", "c\rx\ry\r")).message())
                .contains("a carriage return alone");
        assertThat(run(
                                words,
                                "c",
                                table,
                                Files.writeString(folder.resolve("a.tsv"), "c\nx\n", StandardCharsets.UTF_16LE))
                        .message())
                .contains("UTF-16");
        assertThat(run(words, "d", table, file("a.parquet", "PAR1\u0015\0\u0015"))
                        .message())
                .contains("a Parquet file");
        assertThat(run(words, "e", table, file("regions.tsv", "c\nPAR1\nORC1\n"))
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void retryOfACommittedJobAddsNothing() throws IOException {
        Table table = AnnotationTable.gff(folder.resolve("warehouse"), "features");
        Path file = file("a.gff3", FEATURES);
        ItemOutcome first = run(table, "job", GFF, file);
        assertThat(run(table, "job", GFF, file)).isEqualTo(first);
        assertThat(rows(table, "start")).hasSize(2);
        assertThat(run(table, "other", GFF, file).rows()).isEqualTo(2);
        assertThat(rows(table, "start")).hasSize(4);
    }

    @Test
    void stoppedImportLeavesNeitherRowNorFile() throws IOException {
        Table table = AnnotationTable.gff(folder.resolve("warehouse"), "features");
        Path file = file("a.gff3", FEATURES);
        AnnotationImport work =
                new AnnotationImport(LocalSpark.context(), table, Optional.empty(), "job", 1, WriteLimits.DEFAULT, GFF);
        work.stop();
        assertThatThrownBy(() -> work.run(file.toString(), source -> LocalFile.of(file)))
                .isInstanceOf(ImportStopped.class);
        assertNothingLeft(table);
    }

    @Test
    void importStoppedInTheMiddleLeavesNeitherRowNorFile() throws Exception {
        Table table = AnnotationTable.gff(folder.resolve("warehouse"), "features");
        String line = "c\t.\tgene\t1\t2\t.\t+\t.\tID=a\n";
        Path file = Bgzf.write(folder.resolve("long.gff3.gz"), "##gff-version 3\n" + line.repeat(100_000), 60_000);
        WriteLimits limits = new WriteLimits(1 << 10, 1 << 20, 32, 1, 1 << 20);
        AnnotationImport work =
                new AnnotationImport(LocalSpark.context(), table, Optional.empty(), "job", 1, limits, GFF);
        Thread stopper = new Thread(() -> {
            while (work.progress().rows() == 0) {
                Thread.onSpinWait();
            }
            work.stop();
        });
        stopper.start();
        assertThatThrownBy(() -> work.run(file.toString(), source -> LocalFile.of(file)))
                .isInstanceOf(ImportStopped.class);
        stopper.join();
        // A task that is being killed removes its own files.
        Path data = Path.of(table.location().replaceFirst("^file:/*", "/"), "data");
        for (int tries = 0; tries < 600 && hasFiles(data); tries++) {
            Thread.sleep(100);
        }
        assertNothingLeft(table);
    }

    @Test
    void badLinesAreSetAsideWithTheirPlaceWhateverTheSplits() throws IOException {
        Table table = AnnotationTable.gff(folder.resolve("warehouse"), "features");
        Table rejected = AnnotationTable.rejected(folder.resolve("warehouse"), "features__rejected");
        StringBuilder text = new StringBuilder("##gff-version 3\n");
        for (int i = 1; i <= 1_000; i++) {
            text.append(
                    i % 100 == 50 ? "c\t.\tgene\t" + i + "\tx\n" : "c\t.\tgene\t" + i + "\t" + i + "\t.\t+\t.\tID=g\n");
        }
        Path file = Bgzf.write(folder.resolve("some.gff3.gz"), text.toString(), 700);
        WriteLimits limits = new WriteLimits(300, 1 << 20, 32, 1, 1 << 20);
        for (int attempt = 1; attempt <= 2; attempt++) {
            ItemOutcome outcome = new AnnotationImport(
                            LocalSpark.context(), table, Optional.of(rejected), "job", attempt, limits, GFF)
                    .run(file.toString(), source -> LocalFile.of(file));
            assertThat(outcome.rows()).isEqualTo(990);
            assertThat(outcome.rejected()).isEqualTo(10);
            if (attempt == 1) {
                assertThat(outcome.message())
                        .startsWith("10 records set aside in table features__rejected; the first: Malformed Input.")
                        .contains("line 51");
            } else {
                assertThat(outcome.message()).as("the table keeps no messages").isEmpty();
            }
        }
        assertThat(rows(table, "start")).hasSize(990);
        List<Row> bad = rows(rejected, "line");
        assertThat(bad).hasSize(10);
        for (Row row : bad) {
            String line = row.getAs("rawtext");
            assertThat(text.substring(Math.toIntExact(row.<Long>getAs("byteoffset"))))
                    .startsWith(line + "\n");
            assertThat(row.<Long>getAs("line")).isEqualTo(1 + Long.parseLong(line.split("\t")[3]));
            assertThat(row.<String>getAs("reason")).contains("The line has 5 columns");
        }
    }

    @Test
    void fileWithoutAGoodLineFailsAndKeepsTheBadOnes() throws IOException {
        TableLayout layout = layout(AnnotationType.GENERIC, "n INT", Map.of());
        Table table = AnnotationTable.tabular(folder.resolve("warehouse"), "numbers", layout);
        Table rejected = AnnotationTable.rejected(folder.resolve("warehouse"), "numbers__rejected");
        Path file = file("n.tsv", "n\none\n");
        ItemOutcome outcome = new AnnotationImport(
                        LocalSpark.context(),
                        table,
                        Optional.of(rejected),
                        "job",
                        1,
                        WriteLimits.DEFAULT,
                        new AnnotationFormat.Tabular(layout, CsvOptions.DEFAULT))
                .run(file.toString(), source -> LocalFile.of(file));
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message()).startsWith("Cannot import file with 0 rows. No line is good: 1 record set aside");
        assertThat(rows(rejected, "line").get(0).<String>getAs("field")).isEqualTo("n (column 1)");
    }

    private List<String> imported(AnnotationFormat format, String text) throws IOException {
        TableLayout layout = ((AnnotationFormat.Tabular) format).layout();
        Table table = AnnotationTable.tabular(folder.resolve("warehouse"), "rows", layout);
        ItemOutcome outcome = run(table, "job", format, file("rows.txt", text));
        assertThat(outcome.completed()).as(outcome.message()).isTrue();
        return LocalSpark.rows(table).drop("importjobid").collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private static AnnotationFormat tabular(
            AnnotationType type, String columns, Map<String, String> keys, Map<String, String> options) {
        return new AnnotationFormat.Tabular(layout(type, columns, keys), CsvOptions.of(options));
    }

    private static TableLayout layout(AnnotationType type, String columns, Map<String, String> keys) {
        return org.lakeome.ingest.tabular.TabularRows.layout(type, columns, keys);
    }

    private static ItemOutcome run(Table table, String job, AnnotationFormat format, Path file) {
        return new AnnotationImport(LocalSpark.context(), table, Optional.empty(), job, 1, WriteLimits.DEFAULT, format)
                .run(file.toString(), source -> LocalFile.of(file));
    }

    private static void assertNothingLeft(Table table) throws IOException {
        table.refresh();
        assertThat(table.currentSnapshot()).isNull();
        Path data = Path.of(table.location().replaceFirst("^file:/*", "/"), "data");
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    private static boolean hasFiles(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(Files::isRegularFile);
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** As JSON, without what is null. */
    private static String values(Row row) {
        return row.json().replaceAll(",\"[a-z_]+\":null", "");
    }

    private static List<Row> rows(Table table, String order) {
        table.refresh();
        return LocalSpark.rows(table).orderBy(order).collectAsList();
    }
}
