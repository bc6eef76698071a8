package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.LocalFile;

class VariantImportTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele">
            ##INFO=<ID=VARID,Number=1,Type=String,Description="id">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tHG0001\tHG0002
            """;
    private static final String RECORD = "chr3\t63912684\t.\tG\tT\t10\tPASS\tVARID=ATXN7;CSQ=x\tGT\t0/0\t1/0\n";

    @TempDir
    Path folder;

    private Table table;

    @BeforeEach
    void createTable() {
        table = StoreTable.create(folder.resolve("warehouse"));
    }

    @Test
    void referenceRowOfTheContractCellByCell() throws IOException {
        importFiles(UUID.randomUUID().toString(), 1, file("good.vcf", HEADER + RECORD));
        List<Row> rows = rows();
        assertThat(rows).hasSize(2);
        Row first = rows.get(0);
        assertThat(first.<String>getAs("contigname")).isEqualTo("chr3");
        assertThat(first.<Long>getAs("start")).isEqualTo(63912683L);
        assertThat(first.<Long>getAs("end")).isEqualTo(63912684L);
        assertThat(first.<Object>getAs("names")).isNull();
        assertThat(first.<String>getAs("referenceallele")).isEqualTo("G");
        assertThat(first.getList(first.fieldIndex("alternatealleles"))).isEqualTo(List.of("T"));
        assertThat(first.<Double>getAs("qual")).isEqualTo(10.0);
        assertThat(first.getList(first.fieldIndex("filters"))).isEqualTo(List.of("PASS"));
        assertThat(first.<Boolean>getAs("splitfrommultiallelic")).isFalse();
        assertThat(first.getJavaMap(first.fieldIndex("attributes")).toString()).contains("VARID=ATXN7", "CSQ=x");
        assertThat(first.<Boolean>getAs("phased")).isFalse();
        assertThat(first.getList(first.fieldIndex("calls"))).isEqualTo(List.of(0, 0));
        for (String column : List.of(
                "genotypelikelihoods",
                "phredlikelihoods",
                "alleledepths",
                "conditionalquality",
                "spl",
                "depth",
                "ps")) {
            assertThat(first.<Object>getAs(column)).as(column).isNull();
        }
        assertThat(first.<Object>getAs("information")).isNull();
        assertThat(first.<Object>getAs("annotations")).isNull();
        assertThat(first.<String>getAs("sampleid")).isEqualTo("HG0001");
        Row second = rows.get(1);
        assertThat(second.getList(second.fieldIndex("calls"))).isEqualTo(List.of(1, 0));
        assertThat(second.<String>getAs("sampleid")).isEqualTo("HG0002");
    }

    @Test
    void retryOfACommittedJobWritesNothingAgain() throws IOException {
        String job = UUID.randomUUID().toString();
        Path file = file("good.vcf", HEADER + RECORD.repeat(3));
        List<ItemOutcome> first = importFiles(job, 1, file);
        List<ItemOutcome> second = importFiles(job, 2, file);
        assertThat(second)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("message")
                .isEqualTo(first);
        assertThat(rows()).hasSize(6);
        assertThat(table.snapshots()).hasSize(1);
    }

    @Test
    void badItemLeavesNoRowAndGoodItemStays() throws IOException {
        Path good = file("good.vcf", HEADER + RECORD);
        Path bad = file("bad.vcf", HEADER + RECORD + RECORD.replace("63912684", "x"));
        List<ItemOutcome> outcomes = importFiles(UUID.randomUUID().toString(), 1, good, bad);
        assertThat(outcomes.get(0).completed()).isTrue();
        assertThat(outcomes.get(0).rows()).isEqualTo(2);
        assertThat(outcomes.get(0).records()).isEqualTo(1);
        assertThat(outcomes.get(1).completed()).isFalse();
        assertThat(outcomes.get(1).message()).contains("bad.vcf", "line 7", "POS", "\"x\"");
        assertThat(rows()).hasSize(2);
    }

    @Test
    void fileWithoutRecordsIsCompletedAndSaysSo() throws IOException {
        List<ItemOutcome> outcomes = importFiles(UUID.randomUUID().toString(), 1, file("empty.vcf", HEADER));
        assertThat(outcomes.get(0).completed()).isTrue();
        assertThat(outcomes.get(0).message()).startsWith("The file has no records");
        assertThat(table.currentSnapshot()).isNull();
    }

    @Test
    void everyWayOfCuttingAFileGivesTheSameRows() throws IOException {
        StringBuilder text = new StringBuilder(HEADER.replace("\tHG0001\tHG0002", "\ta\tb\tc\td\te"));
        for (int i = 1; i <= 60; i++) {
            text.append("chr").append(i % 3).append('\t').append(i).append("\t.\tG\tT,<NON_REF>\t.\tq1;q2\tVARID=v");
            text.append(i).append("\tGT\t0/0\t0|").append(i % 3).append("\t./.\t1\t.\n");
        }
        Path file = Bgzf.write(folder.resolve("cohort"), text.toString(), 900);
        importFiles("whole", 1, file);
        List<String> expected = texts("whole");
        assertThat(expected).hasSize(300);
        WriteLimits batches = new WriteLimits(300, 1 << 20, 32, 12, 1 << 20);
        WriteLimits bands = new WriteLimits(1 << 20, 1 << 20, 2, 1, 1 << 11);
        run(batches, "batches", 1, file);
        run(bands, "bands", 1, file);
        assertThat(texts("batches")).isEqualTo(expected);
        assertThat(texts("bands")).isEqualTo(expected);
    }

    @Test
    void callsOfManySamplesAndRecordsGoToTheirOwnRows() throws IOException {
        int samples = 37;
        int records = 1_300;
        StringBuilder text = new StringBuilder(HEADER.replace("\tHG0001\tHG0002", ""));
        text.setLength(text.length() - 1);
        for (int sample = 0; sample < samples; sample++) {
            text.append("\tS").append(sample);
        }
        text.append('\n');
        for (int i = 1; i <= records; i++) {
            text.append("chr1\t").append(i).append("\t.\tG\tT\t.\t.\tVARID=x\tGT");
            for (int sample = 0; sample < samples; sample++) {
                text.append('\t').append(call(i, sample));
            }
            text.append('\n');
        }
        importFiles("many", 1, file("many.vcf", text.toString()));
        table.refresh();
        List<Row> rows = LocalSpark.rows(table)
                .selectExpr("start", "sampleid", "array_join(calls, '/', '.') as text")
                .collectAsList();
        assertThat(rows).hasSize(samples * records);
        assertThat(rows).allSatisfy(row -> assertThat(row.getString(2))
                .isEqualTo(call(
                                (int) row.getLong(0) + 1,
                                Integer.parseInt(row.getString(1).substring(1)))
                        .replace(".", "-1")));
    }

    private static String call(int record, int sample) {
        return switch ((record * 31 + sample * 17) % 5) {
            case 0 -> "0/0";
            case 1 -> "0/1";
            case 2 -> "1";
            case 3 -> "1/1";
            default -> "./1";
        };
    }

    @Test
    void rowsAreFoundByAnAlleleWhoseRowGroupHasNoBounds() throws IOException {
        int records = 3_000;
        Random random = new Random(records);
        StringBuilder text = new StringBuilder(HEADER);
        String allele = "";
        for (int i = 1; i <= 2 * records; i++) {
            // So many different long alleles are given no dictionary, and no bounds.
            allele = i <= records
                    ? "G"
                    : "TT"
                            + random.ints(60, 0, 4)
                                    .mapToObj(base -> "ACGT".substring(base, base + 1))
                                    .collect(Collectors.joining());
            text.append("chr1\t%d\t.\t%s\t<DEL>\t.\t.\tVARID=x\tGT\t0/1\t0/1\n".formatted(i, allele));
        }
        WriteLimits ofThisManyRecords = new WriteLimits(1 << 26, 1 << 30, 8, records, 1 << 26);
        run(ofThisManyRecords, "job", 1, file("alleles.vcf", text.toString()));
        table.refresh();
        try (CloseableIterable<FileScanTask> files = table.newScan()
                .filter(Expressions.equal("referenceallele", allele))
                .planFiles()) {
            assertThat(files).hasSize(2);
        }
        assertThat(LocalSpark.rows(table)
                        .filter("referenceallele = '" + allele + "'")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void fileWithoutSamplesGivesOneRowPerRecord() throws IOException {
        String sites = HEADER.replace("\tFORMAT\tHG0001\tHG0002", "") + "chr1\t5\t.\tA\t.\t.\t.\tVARID=x\n".repeat(3);
        List<ItemOutcome> outcomes = importFiles("sites", 1, file("sites.vcf", sites));
        assertThat(outcomes.get(0).rows()).isEqualTo(3);
        assertThat(rows()).hasSize(3).allMatch(row -> row.getAs("sampleid") == null && row.getAs("calls") == null);
    }

    @Test
    void sampleNamesNeverBecomePartOfAPath() throws IOException {
        importFiles(
                "names",
                1,
                file(
                        "hostile.vcf",
                        HEADER.replace("HG0001", "../../../etc/pass wd=").concat(RECORD)));
        assertThat(rows()).extracting(row -> row.<String>getAs("sampleid")).contains("../../../etc/pass wd=");
        try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
            assertThat(files)
                    .allMatch(task ->
                            task.file().location().matches(".*/data/names/1/00000-00000-0000[01]-000\\.parquet"));
        }
    }

    @Test
    void stoppedImportCommitsNothing() throws IOException {
        VariantImport work = new VariantImport(
                LocalSpark.context(), table, "stopped", 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT);
        work.stop();
        List<String> sources = List.of(file("good.vcf", HEADER + RECORD).toString());
        assertThatThrownBy(() -> work.run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {}))
                .isInstanceOf(ImportStopped.class);
        table.refresh();
        assertThat(table.currentSnapshot()).isNull();
    }

    @Test
    void importStoppedInTheMiddleLeavesNeitherRowNorFile() throws Exception {
        Path file = Bgzf.write(folder.resolve("long"), HEADER + RECORD.repeat(50_000), 60_000);
        VariantImport work = slow("stopped");
        Thread stopper = new Thread(() -> {
            awaitRows(work);
            work.stop();
        });
        stopper.start();
        List<String> sources = List.of(file.toString(), file.toString(), file.toString());
        assertThatThrownBy(() -> work.run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {}))
                .isInstanceOf(ImportStopped.class);
        stopper.join();
        assertNothingLeft();
    }

    @Test
    void itemThatBreaksTheImportEndsTheOthersAndLeavesNoFile() throws Exception {
        Path file = Bgzf.write(folder.resolve("long"), HEADER + RECORD.repeat(50_000), 60_000);
        VariantImport work = slow("broken");
        assertThatThrownBy(() -> work.run(
                        List.of(file.toString(), "broken"),
                        source -> {
                            if (source.equals("broken")) {
                                awaitRows(work);
                                throw new IllegalStateException("broken");
                            }
                            return LocalFile.of(file);
                        },
                        outcome -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThat(LocalSpark.context().statusTracker().getActiveJobIds()).isEmpty();
        assertNothingLeft();
    }

    /** With many small splits, of which some have ended when the first rows are heard of. */
    private VariantImport slow(String job) {
        WriteLimits limits = new WriteLimits(1 << 10, 1 << 20, 32, 100, 1 << 20);
        return new VariantImport(LocalSpark.context(), table, job, 1, limits, ImportOptions.DEFAULT);
    }

    private static void awaitRows(VariantImport work) {
        while (work.progress().rows() == 0) {
            Thread.onSpinWait();
        }
    }

    private void assertNothingLeft() throws IOException {
        table.refresh();
        assertThat(table.currentSnapshot()).isNull();
        try (var files = Files.walk(folder.resolve("warehouse"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
                    .isEmpty();
        }
    }

    @Test
    void commitsOfOtherJobsInBetweenDoNotDisturb() throws IOException {
        Table same = StoreTable.load(folder.resolve("warehouse"));
        importFiles("first", 1, file("good.vcf", HEADER + RECORD));
        new VariantImport(LocalSpark.context(), same, "second", 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT)
                .run(List.of("good"), source -> LocalFile.of(folder.resolve("good.vcf")), outcome -> {});
        assertThat(rows()).hasSize(4);
    }

    private List<String> texts(String job) {
        table.refresh();
        return LocalSpark.rows(table).filter("importjobid = '" + job + "'").drop("importjobid").collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<ItemOutcome> importFiles(String job, int attempt, Path... files) {
        return run(WriteLimits.DEFAULT, job, attempt, files);
    }

    private List<ItemOutcome> run(WriteLimits limits, String job, int attempt, Path... files) {
        List<String> sources = List.of(files).stream().map(Path::toString).toList();
        return new VariantImport(LocalSpark.context(), table, job, attempt, limits, ImportOptions.DEFAULT)
                .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
    }

    private List<Row> rows() {
        table.refresh();
        return LocalSpark.rows(table).orderBy("sampleid", "start").collectAsList();
    }
}
