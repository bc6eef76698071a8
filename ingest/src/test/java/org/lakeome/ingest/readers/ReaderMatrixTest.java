package org.lakeome.ingest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.parquet.VersionParser;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lakeome.ingest.AnnotationTable;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.bench.AnnotationTexts;
import org.lakeome.ingest.readers.Question.Where;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.write.AnnotationFormat;
import org.lakeome.ingest.write.AnnotationImport;
import org.lakeome.ingest.write.FileJoin;
import org.lakeome.ingest.write.ImportOptions;
import org.lakeome.ingest.write.ImportUndo;
import org.lakeome.ingest.write.ItemOutcome;
import org.lakeome.ingest.write.VariantImport;
import org.lakeome.ingest.write.WriteLimits;

/** Both layouts of our files, and files that were joined, give the same rows to every reader, filtered or not, whole or in pieces. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReaderMatrixTest {
    private static final long SEED = new Random().nextLong();
    private static final long MEBI = 1 << 20;
    private static final String[] FLAT = {
        "importjobid",
        "contigname",
        "start",
        "end",
        "referenceallele",
        "qual",
        "splitfrommultiallelic",
        "phased",
        "conditionalquality",
        "depth",
        "ps",
        "sampleid"
    };

    private Map<String, Table> tables;
    private Table features;

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        System.out.println("ReaderMatrixTest seed " + SEED);
        EveryTypeVcf texts = new EveryTypeVcf(SEED);
        Path everything =
                Files.writeString(folder.resolve("every.vcf"), texts.everything(1_200, 850, "one", "zwö", "three"));
        Path many = Files.writeString(folder.resolve("many.vcf"), texts.manyRecords(24_000, "one", "four"));
        tables = Map.of(
                "samples", StoreTable.create(folder.resolve("samples")),
                "shared", StoreTable.createShared(folder.resolve("shared")),
                "joined", StoreTable.create(folder.resolve("joined")),
                "joined, shared", StoreTable.createShared(folder.resolve("joined-shared")),
                "undone", StoreTable.create(folder.resolve("undone")));
        tables.values().forEach(table -> {
            add(table, everything, 400);
            add(table, many, 50_000);
            table.refresh();
        });
        // "one" is in both files, whose columns are not the same
        join(tables.get("joined"));
        join(tables.get("joined, shared"));
        undo(
                tables.get("undone"),
                Files.writeString(folder.resolve("wrong.vcf"), texts.manyRecords(3_000, "one", "zwö", "four")));
        features = features(folder);
    }

    /** A file of a build that wrote something wrong can be found by it. */
    @Test
    void everyFileSaysWhichBuildWroteIt() throws Exception {
        List<Table> all = new ArrayList<>(tables.values());
        all.add(features);
        for (Table table : all) {
            for (Path file : DataFiles.of(table)) {
                try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
                    var writer = VersionParser.parse(
                            reader.getFooter().getFileMetaData().getCreatedBy());
                    assertThat(writer.application).as("%s", file).isEqualTo("lakeome");
                    assertThat(writer.version).isNotEmpty();
                    assertThat(writer.appBuildHash).isNotEmpty();
                }
            }
        }
    }

    private static void join(Table table) {
        FileJoin.Result joined = new FileJoin(LocalSpark.session(), table, 32 * MEBI).run();
        assertThat(joined.joined()).isGreaterThan(joined.into()).isPositive();
        table.refresh();
    }

    /** Its rows shared the files of all others, which are therefore written anew. */
    private static void undo(Table table, Path wrong) {
        add(table, wrong, 1_000);
        join(table);
        String job = "job of wrong.vcf";
        assertThat(new ImportUndo(LocalSpark.context(), table, job, 1).run()).isEqualTo(9_000);
        table.refresh();
    }

    private static Table features(Path folder) throws IOException {
        Table table = AnnotationTable.gff(folder.resolve("gff"), "features");
        Path file = AnnotationTexts.gff(folder.resolve("features.gff3"), 30_000);
        ItemOutcome outcome = new AnnotationImport(
                        LocalSpark.context(),
                        table,
                        Optional.empty(),
                        "job",
                        1,
                        WriteLimits.DEFAULT,
                        new AnnotationFormat.Gff())
                .run(file.toString(), source -> LocalFile.of(file));
        assertThat(outcome.completed()).as(outcome.message()).isTrue();
        table.refresh();
        return table;
    }

    private static void add(Table table, Path vcf, int batch) {
        WriteLimits limits = new WriteLimits(48 * MEBI, 512 * MEBI, 32, batch, 96 * MEBI);
        List<ItemOutcome> outcomes = new VariantImport(
                        LocalSpark.context(),
                        table,
                        "job of " + vcf.getFileName(),
                        1,
                        limits,
                        new ImportOptions(ReadOptions.AS_WRITTEN, "CSQ"))
                .run(List.of(vcf.toString()), source -> LocalFile.of(Path.of(source)), outcome -> {});
        assertThat(outcomes).as("seed " + SEED).allMatch(ItemOutcome::completed);
    }

    Stream<Arguments> questions() {
        Question all = Question.all(tables.get("samples"));
        Where every = Where.text("importjobid", "job of every.vcf");
        Where many = Where.text("importjobid", "job of many.vcf");
        Question flat = all.of(FLAT);
        return Stream.of(
                arguments("every column", all.where(every)),
                arguments("plain columns", flat),
                arguments("one column with its levels", all.of("annotations").where(every)),
                arguments("a map", all.of("attributes", "sampleid").where(every)),
                arguments(
                        "a sample's region",
                        all.where(Where.text("sampleid", "zwö")
                                .and(Where.text("contigname", "chr1"))
                                .and(Where.startIn(1_000, 4_000)))),
                arguments(
                        "a few of many pages",
                        flat.where(many.and(Where.text("sampleid", "four")).and(Where.startIn(63_000, 64_000)))),
                arguments("a column that is true nowhere in half of the pages", flat.where(Where.flag("phased", true))),
                arguments("a column that is left out of half of the files", flat.where(Where.text("sampleid", "one"))),
                arguments("nothing", all.where(Where.text("sampleid", "nobody"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void everyReaderGivesTheSameRows(String name, Question question) {
        Table samples = tables.get("samples");
        Fingerprint expected = Fingerprint.of(Readers.REFERENCE, samples, question);
        assertThat(expected.rows()).matches(rows -> rows > 0 || name.equals("nothing"));
        tables.forEach((layout, table) -> {
            for (TableReader reader : Readers.all(100_003)) {
                List<String> differences =
                        Fingerprint.of(reader, table, question).differences(expected, question.columns());
                if (!differences.isEmpty()) {
                    throw new AssertionError("seed " + SEED + ", " + layout + ", " + reader.name() + ": " + differences
                            + "\n" + RowDiff.of(reader, table, Readers.REFERENCE, samples, question));
                }
            }
        });
    }

    Stream<Arguments> questionsOfFeatures() {
        Question all = Question.all(features);
        return Stream.of(
                arguments("every column", all),
                arguments("numbers", all.of("seqid", "start", "end", "score", "phase", "is_circular")),
                arguments("a contig", all.where(Where.text("seqid", "chr7").and(Where.startIn(10_000, 40_000)))),
                arguments("a name among very many", all.where(Where.text("id", "gene77"))),
                arguments("a type", all.of("type", "dbxref", "information").where(Where.text("type", "mRNA"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questionsOfFeatures")
    void everyReaderGivesTheSameFeatures(String name, Question question) {
        Fingerprint expected = Fingerprint.of(Readers.REFERENCE, features, question);
        assertThat(expected.rows()).isPositive();
        for (TableReader reader : Readers.all(100_003)) {
            assertThat(Fingerprint.of(reader, features, question).differences(expected, question.columns()))
                    .as(reader.name())
                    .isEmpty();
        }
    }

    @Test
    void splitsOfSharedFilesHoldWholeBatches() throws IOException {
        try (CloseableIterable<FileScanTask> files =
                tables.get("shared").newScan().planFiles()) {
            for (FileScanTask file : files) {
                List<Long> offsets = file.file().splitOffsets();
                assertThat(offsets).isNotEmpty().isSorted().doesNotHaveDuplicates();
            }
        }
    }
}
