package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.AnnotationTable;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.foreign.ForeignTable;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.LocalFile;

/** Tables that were copied out of another lake arrive cell by cell, in whichever of the two schemas, or say what they lack. */
class TableAdoptionTest {
    private static final String VCF = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=AF,Number=A,Type=Float,Description="af">
            ##INFO=<ID=END,Number=1,Type=Integer,Description="end">
            ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|EXON">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="depths">
            ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">
            ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="quality">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="likelihoods">
            ##FORMAT=<ID=PGT,Number=1,Type=String,Description="phased">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tjane_doe\tjohn/roe
            chr1\t100\trs1;rs2\tACG\tA,<NON_REF>\t10.5\tPASS\tAF=0.5,.;CSQ=A|missense_variant&splice|1/2\tGT:AD:DP:GQ:PL:PGT\t0/1:3,.,0:7:99:70,0,60,1,2,3:0|1\t1|.:.:.:.:.:.
            chr1\t50\t.\tG\t.\t.\t.\t.\tGT:DP\t0/0:30\t./.:.
            chr2\t200\t.\tA\t<NON_REF>\t.\tq10;s50\tEND=260\tGT:DP\t0|0:20\t1:7
            """;

    @TempDir
    Path folder;

    private Table origin;
    private Table table;

    @BeforeEach
    void importIntoTheLakeThatIsLeft() throws IOException {
        origin = StoreTable.create(folder.resolve("origin"));
        Path vcf = Files.writeString(folder.resolve("a.vcf"), VCF);
        ImportOptions vep = new ImportOptions(ImportOptions.DEFAULT.reading(), "CSQ");
        ItemOutcome outcome = new VariantImport(
                        LocalSpark.context(), origin, "000011112222_x_0_4_1", 1, WriteLimits.DEFAULT, vep)
                .run(List.of("a"), source -> LocalFile.of(vcf), done -> {})
                .get(0);
        assertThat(outcome.completed()).as(outcome.message()).isTrue();
        origin.refresh();
        table = StoreTable.create(folder.resolve("warehouse"));
    }

    @Test
    void tableOfHealthOmicsArrivesCellByCell() {
        Dataset<Row> rows = LocalSpark.rows(origin);
        // As its writer had start and end, and with names as its DDL spells them.
        write(
                rows.withColumn("start", functions.col("start").cast("int"))
                        .withColumn("end", functions.col("end").cast("int"))
                        .withColumnRenamed("importjobid", "importJobId")
                        .withColumnRenamed("contigname", "contigName"),
                "old");

        ItemOutcome outcome = adopt("old").get(0);

        assertThat(outcome.completed()).as(outcome.message()).isTrue();
        assertThat(outcome.rows()).isEqualTo(6);
        assertThat(cells(table)).isEqualTo(cells(origin)).hasSize(6);
        assertThat(jobs()).containsOnly("job");
        assertThat(files()).hasSize(2).allMatch(file -> file.startsWith(table.location() + "/data/job/1/00000-"));
        assertThat(table.currentSnapshot().summary()).containsEntry("lakeome.job-id", "job");
    }

    @Test
    void filesOfOtherWritersArriveAsWell() {
        Dataset<Row> rows = LocalSpark.rows(origin);
        LocalSpark.session().conf().set("spark.sql.parquet.writeLegacyFormat", "true");
        try {
            write(rows.drop("annotations"), "legacy");
        } finally {
            LocalSpark.session().conf().unset("spark.sql.parquet.writeLegacyFormat");
        }
        rows.drop("importjobid").write().partitionBy("sampleid").parquet(place("folders"));

        assertThat(adopt("folders").get(0).message()).isEmpty();
        assertThat(cells(table)).isEqualTo(cells(origin));
        Table other = StoreTable.create(folder.resolve("other"));
        adopt(other, "legacy-job", "legacy");
        assertThat(cells(other, "annotations")).isEqualTo(cells(origin, "annotations"));
    }

    @Test
    void columnsThatCanBeMadeAreMade() {
        write(LocalSpark.rows(origin).drop("end", "splitfrommultiallelic", "importjobid"), "less");

        assertThat(adopt("less").get(0).message()).isEmpty();
        assertThat(cells(table)).isEqualTo(cells(origin));
    }

    @Test
    void copiedIcebergTableArrivesAsItsCurrentSnapshotIs() throws IOException {
        // A second import that was taken back: its files are still in the folder.
        String undone = UUID.randomUUID().toString();
        Path vcf = folder.resolve("a.vcf");
        new VariantImport(LocalSpark.context(), origin, undone, 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT)
                .run(List.of("a"), source -> LocalFile.of(vcf), done -> {});
        assertThat(new ImportUndo(LocalSpark.context(), origin, undone, 1).run())
                .isEqualTo(6);
        origin.refresh();
        Path copy = folder.resolve("place/copied");
        List<String> expected = cells(origin);
        copy(Path.of(origin.location()), copy);
        Files.move(folder.resolve("origin"), folder.resolve("gone"));

        assertThat(adopt("copied").get(0).message())
                .contains("name its newest metadata file, " + place("copied/metadata/v4.metadata.json"));
        assertThat(adopt("copied/metadata/v4.metadata.json").get(0).message()).isEmpty();
        assertThat(cells(table)).isEqualTo(expected).hasSize(6);
    }

    @Test
    void tableInTheSchemaThatAwsSuggestsArrivesAsTheImportOfItsVcf() {
        write(suggested(), "suggested");

        ItemOutcome outcome = adopt("suggested").get(0);

        assertThat(outcome.message()).isEmpty();
        // What only a header could say: values of fields without a column of their own stay text.
        assertThat(cells(table, "annotations", "information")).isEqualTo(cells(origin, "annotations", "information"));
        assertThat(LocalSpark.rows(table)
                        .where("sampleid = 'jane_doe' and start = 99")
                        .select("information")
                        .head()
                        .getJavaMap(0)
                        .toString())
                .isEqualTo("{pgt=0|1}");
    }

    /** The VCF above as AWS's sample loader fills its table. */
    private static Dataset<Row> suggested() {
        String gt = "map('GT', '%s', 'DP', '%s')";
        List<String> rows = new ArrayList<>();
        rows.add(row(
                "jane_doe",
                "'rs1;rs2'",
                "chr1",
                100,
                "ACG",
                "array('A', '<NON_REF>')",
                "10.5D",
                "'PASS'",
                "0/1",
                "map('AF', '0.5,.', 'CSQ', 'A|missense_variant&splice|1/2')",
                "map('GT','0/1','AD','3,.,0','DP','7','GQ','99','PL','70,0,60,1,2,3','PGT','0|1')",
                false));
        rows.add(row(
                "john/roe",
                "'rs1;rs2'",
                "chr1",
                100,
                "ACG",
                "array('A', '<NON_REF>')",
                "10.5D",
                "'PASS'",
                "1|.",
                "map('AF', '0.5,.', 'CSQ', 'A|missense_variant&splice|1/2')",
                "map('GT','1|.','AD','.','DP','.','GQ','.','PL','.','PGT','.')",
                false));
        rows.add(row(
                "jane_doe",
                "'.'",
                "chr1",
                50,
                "G",
                "array('')",
                "null",
                "null",
                "0/0",
                "map()",
                gt.formatted("0/0", "30"),
                false));
        rows.add(row(
                "john/roe",
                "'.'",
                "chr1",
                50,
                "G",
                "array('')",
                "null",
                "null",
                "./.",
                "map()",
                gt.formatted("./.", "."),
                false));
        rows.add(row(
                "jane_doe",
                "'.'",
                "chr2",
                200,
                "A",
                "array('<NON_REF>')",
                "null",
                "'q10;s50'",
                "0|0",
                "map('END', '260')",
                gt.formatted("0|0", "20"),
                true));
        rows.add(row(
                "john/roe",
                "'.'",
                "chr2",
                200,
                "A",
                "array('<NON_REF>')",
                "null",
                "'q10;s50'",
                "1",
                "map('END', '260')",
                gt.formatted("1", "7"),
                true));
        return LocalSpark.session().sql(String.join(" union all ", rows));
    }

    private static String row(
            String sample,
            String name,
            String chrom,
            long pos,
            String ref,
            String alt,
            String qual,
            String filter,
            String genotype,
            String info,
            String attributes,
            boolean block) {
        return ("select '%s' as sample_name, %s as variant_name, '%s' as chrom, cast(%d as bigint) as pos, '%s' as ref,"
                        + " %s as alt, cast(%s as double) as qual, cast(%s as string) as filter, '%s' as genotype,"
                        + " cast(%s as map<string,string>) as info, cast(%s as map<string,string>) as attributes,"
                        + " %s as is_reference_block")
                .formatted(sample, name, chrom, pos, ref, alt, qual, filter, genotype, info, attributes, block);
    }

    @Test
    void whatDoesNotFitSaysWhichColumnAndWhatToDo() throws IOException {
        Dataset<Row> rows = LocalSpark.rows(origin);
        write(rows.withColumn("start", functions.col("start").cast("string")), "typed");
        write(rows.drop("contigname"), "short");
        write(rows.withColumnRenamed("depth", "dp"), "renamed");
        write(rows.drop("sampleid"), "nobody");
        write(suggested().withColumn("pos", functions.col("pos").cast("double")), "positions");
        Files.createDirectories(folder.resolve("place/text"));
        Files.writeString(folder.resolve("place/text/a.parquet"), "not one at all");

        assertThat(message("typed")).contains("Column 'start' is string, where the table has long; cast it");
        assertThat(message("short")).contains("There is no column 'contigname' (string) among");
        assertThat(message("renamed")).contains("has no column 'dp' (int); rename it");
        assertThat(message("nobody")).contains("There is no column 'sampleid'");
        assertThat(message("positions")).contains("Column 'pos' is double, where the table has long");
        assertThat(message("text")).contains("This is not a whole Parquet file", "text/a.parquet");
        assertThat(message("absent/")).contains("There is no file in this folder");
        table.refresh();
        assertThat(table.currentSnapshot()).isNull();
        assertThat(leftFiles()).isEmpty();
    }

    @Test
    void nullsAmongFormatFieldsAreMissingOnes() {
        write(
                suggested()
                        .where("pos = 200")
                        .withColumn(
                                "attributes",
                                functions.expr("map('GQ', cast(null as string), 'DP', null, 'PS', null, 'XY', null)")),
                "nulls");

        assertThat(message("nulls")).isEmpty();
        assertThat(LocalSpark.rows(table)
                        .where("conditionalquality is null and depth is null and ps is null")
                        .select("information")
                        .collectAsList())
                .hasSize(2)
                .allMatch(row -> row.getJavaMap(0).toString().equals("{xy=null}"));
    }

    @Test
    void columnsOfFoldersAreOfTheirOwnTypes() {
        Dataset<Row> rows = LocalSpark.rows(origin).drop("importjobid");
        rows.withColumn("end", functions.lit(1_000L))
                .write()
                .partitionBy("depth", "qual", "end", "phased")
                .parquet(place("folders"));

        assertThat(message("folders")).isEmpty();
        assertThat(cells(table, "end")).isEqualTo(cells(origin, "end")).hasSize(6);
        assertThat(LocalSpark.rows(table).where("end = 1000").count()).isEqualTo(6);
    }

    @Test
    void suggestedTableMayHaveColumnsInItsFolders() {
        suggested().write().partitionBy("sample_name", "pos", "qual").parquet(place("folders"));
        write(suggested(), "files");
        Table other = StoreTable.create(folder.resolve("other"));

        assertThat(message("folders")).isEmpty();
        assertThat(adopt(other, "job", "files").get(0).message()).isEmpty();
        assertThat(cells(table)).isEqualTo(cells(other)).hasSize(6);
    }

    @Test
    void foldersThatDoNotFitSayWhichColumnAndWhatToDo() throws IOException {
        write(LocalSpark.rows(origin).drop("depth", "calls"), "table/batch=7");
        write(LocalSpark.rows(origin).drop("depth", "calls"), "numbers/depth=many");
        write(LocalSpark.rows(origin).drop("depth", "calls"), "lists/calls=1");
        write(LocalSpark.rows(origin).drop("phased"), "truths/phased=maybe");
        write(suggested(), "suggested/batch=7");
        write(suggested().drop("alt"), "alleles/alt=A");

        assertThat(message("table")).contains("has no column 'batch' (of a folder); rename it", "table/batch=7/");
        assertThat(message("suggested")).contains("has no column 'batch' (of a folder); rename it");
        assertThat(message("numbers"))
                .contains("A folder gives column 'depth' the value 'many', which is no int; write the column");
        assertThat(message("lists")).contains("column 'calls' the value '1', which is no list<int>");
        assertThat(message("truths")).contains("column 'phased' the value 'maybe', which is no boolean");
        assertThat(message("alleles")).contains("column 'alt' the value 'A', which is no list<string>");
        assertThat(leftFiles()).isEmpty();
    }

    @Test
    void flippedByteFailsItsSourceWithFileAndRow() throws IOException {
        LocalSpark.rows(origin)
                .coalesce(1)
                .write()
                .option("parquet.block.size", "1")
                .option("parquet.block.size.row.check.min", "1")
                .option("parquet.page.row.count.limit", "2")
                .option("compression", "none")
                .parquet(place("damaged"));
        write(LocalSpark.rows(origin), "good");
        Path file = dataFile(place("damaged"));
        byte[] bytes = Files.readAllBytes(file);
        // The highest byte of the length before a text in a page, which then ends beyond it.
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("A|missense") - 1;
        bytes[at] ^= 1;
        Files.write(file, bytes);

        List<ItemOutcome> outcomes = adopt("damaged", "good");

        assertThat(outcomes).extracting(ItemOutcome::completed).containsExactly(false, true);
        assertThat(outcomes.get(0).message())
                .contains(
                        "The file cannot be read beyond row ",
                        file.getFileName().toString());
        assertThat(cells(table)).isEqualTo(cells(origin));
    }

    private static Path dataFile(String place) throws IOException {
        try (Stream<Path> all = Files.list(Path.of(place))) {
            return all.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void copiedIcebergTableWithoutRowsIsSaidToBeEmpty() throws IOException {
        origin.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
        copy(Path.of(origin.location()), folder.resolve("place/copied"));
        String metadata = "copied/metadata/v3.metadata.json";

        assertThat(message(metadata))
                .contains("The table is empty; its current snapshot has no file.", place(metadata));
    }

    @Test
    void badSourceLeavesNoRowAndGoodOnesCome() {
        write(LocalSpark.rows(origin), "good");
        write(LocalSpark.rows(origin).withColumn("end", functions.col("qual")), "bad");

        List<ItemOutcome> outcomes = adopt("bad", "good");

        assertThat(outcomes).extracting(ItemOutcome::completed).containsExactly(false, true);
        assertThat(cells(table)).isEqualTo(cells(origin));
        assertThat(table.snapshots()).hasSize(1);
    }

    @Test
    void secondAttemptAddsNothingAndAStoppedOneLeavesNothing() throws IOException {
        write(LocalSpark.rows(origin), "good");
        TableAdoption stopped = new TableAdoption(LocalSpark.context(), table, "other", 1);
        stopped.stop();
        assertThatThrownBy(() -> stopped.run(List.of(place("good")), new Local(), done -> {}))
                .isInstanceOf(ImportStopped.class);
        assertThat(leftFiles()).isEmpty();

        adopt("good");
        assertThat(adopt("good").get(0).rows()).isEqualTo(6);
        assertThat(cells(table)).hasSize(6);
    }

    @Test
    void featuresKeepTheirOrder() throws IOException {
        Table features = AnnotationTable.gff(folder.resolve("gff"), "origin");
        Path gff = Files.writeString(
                folder.resolve("a.gff3"),
                "##gff-version 3\nchr2\t.\tgene\t100\t900\t.\t+\t.\tID=g1;Name=EDEN;Note=a,b;color=red\n"
                        + "chr1\tx\texon\t5\t9\t0.5\t-\t1\tID=e1;Parent=g1,g2;Is_circular=true\n");
        new AnnotationImport(
                        LocalSpark.context(),
                        features,
                        Optional.empty(),
                        "origin",
                        1,
                        WriteLimits.DEFAULT,
                        new AnnotationFormat.Gff())
                .run("a", source -> LocalFile.of(gff));
        features.refresh();
        LocalSpark.rows(features).coalesce(1).write().parquet(place("features"));
        Table into = AnnotationTable.gff(folder.resolve("gff"), "store");

        assertThat(adopt(into, "job", "features").get(0).message()).isEmpty();
        assertThat(LocalSpark.rows(into).drop("importjobid").collectAsList().stream()
                        .map(Row::json))
                .isEqualTo(LocalSpark.rows(features).drop("importjobid").collectAsList().stream()
                        .map(Row::json)
                        .toList());
    }

    /** Files of this test in place of a bucket. */
    private record Local() implements ForeignTable.Place {
        @Override
        public ByteSource open(String uri) throws IOException {
            return LocalFile.of(Path.of(uri));
        }

        @Override
        public List<String> list(String uri) throws IOException {
            Path folder = Path.of(uri);
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(Files::isRegularFile)
                        .map(Path::toString)
                        .sorted()
                        .toList();
            }
        }
    }

    private String place(String name) {
        return folder.resolve("place").resolve(name).toString();
    }

    private void write(Dataset<Row> rows, String name) {
        rows.write().parquet(place(name));
    }

    private String message(String name) {
        return adopt(name).get(0).message();
    }

    private List<ItemOutcome> adopt(String... names) {
        return adopt(table, "job", names);
    }

    private List<ItemOutcome> adopt(Table into, String job, String... names) {
        List<ItemOutcome> outcomes = new TableAdoption(LocalSpark.context(), into, job, 1)
                .run(
                        Arrays.stream(names)
                                .map(name -> place(name) + (name.endsWith("/") ? "/" : ""))
                                .toList(),
                        new Local(),
                        done -> {});
        into.refresh();
        return outcomes;
    }

    private static List<String> cells(Table table, String... without) {
        table.refresh();
        return LocalSpark.rows(table)
                .drop("importjobid")
                .drop(without)
                .orderBy("sampleid", "contigname", "start")
                .collectAsList()
                .stream()
                .map(Row::json)
                .toList();
    }

    private List<String> jobs() {
        return LocalSpark.rows(table).select("importjobid").distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private List<String> files() {
        return StreamSupport.stream(table.newScan().planFiles().spliterator(), false)
                .map(task -> task.file().location())
                .toList();
    }

    private List<Path> leftFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("warehouse"))) {
            return all.filter(path -> path.toString().endsWith(".parquet")).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
