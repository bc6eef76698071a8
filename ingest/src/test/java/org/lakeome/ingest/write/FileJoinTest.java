package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.columns.WrittenFile;
import org.lakeome.ingest.source.LocalFile;

/** Joining files keeps every row, beside imports too, and what exactly-once goes by. */
class FileJoinTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=AF,Number=A,Type=Float,Description="af">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="depths">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="likelihoods">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tjane_doe\tjohn/roe
            """;

    @TempDir
    Path folder;

    private Table table;

    @BeforeEach
    void createTable() {
        table = StoreTable.create(folder.resolve("warehouse"));
        // As the server's tables have it.
        table.updateProperties()
                .set("write.object-storage.enabled", "true")
                .set("write.object-storage.partitioned-paths", "false")
                .commit();
    }

    @Test
    void smallFilesOfASampleBecomeOneInTheOrderOfPositions() throws IOException {
        importJob("c", 300);
        importJob("a", 100);
        importJob("b", 200);
        List<String> before = rows();

        FileJoin.Result result = join(table);

        assertThat(result.joined()).isEqualTo(6);
        assertThat(result.into()).isEqualTo(2);
        assertThat(result.text()).startsWith("Joined 6 files into 2, ");
        assertThat(rows()).isEqualTo(before).hasSize(3 * 2 * 20);
        List<DataFile> files = files();
        assertThat(files).hasSize(2);
        assertThat(files).allSatisfy(file -> {
            assertThat(file.location()).startsWith(table.location()).doesNotContain("jane", "roe", "sampleid");
            assertThat(LocalSpark.session()
                            .read()
                            .parquet(file.location())
                            .select("start")
                            .collectAsList())
                    .extracting(row -> row.getLong(0))
                    .isSorted();
        });
        assertThat(join(table).text()).isEqualTo("There was nothing to join");
    }

    @Test
    void importThatEndsMeanwhileIsNeitherLostNorUndone() throws IOException {
        importJob("a", 100);
        importJob("b", 200);
        // Both were loaded before the other's commit.
        Table stale = StoreTable.load(folder.resolve("warehouse"));
        Table staleForImport = StoreTable.load(folder.resolve("warehouse"));
        importJob("c", 300);

        assertThat(new FileJoin(LocalSpark.session(), stale, 32 << 20).run().joined())
                .isEqualTo(4);
        importJob(staleForImport, "d", 400);

        assertThat(rows()).hasSize(4 * 2 * 20);
        assertThat(files()).hasSize(2 + 2 + 2);
    }

    @Test
    void fileThatGoesMeanwhileStaysAway() throws IOException {
        importJob("a", 100);
        importJob("b", 200);
        Table stale = StoreTable.load(folder.resolve("warehouse"));
        DataFile first = files().get(0);
        table.newDelete().deleteFile(first.location()).commit();

        FileJoin.Result result = new FileJoin(LocalSpark.session(), stale, 32 << 20).run();

        assertThat(result.joined()).isZero();
        assertThat(result.text()).contains("4 could not be joined this time");
        assertThat(files()).hasSize(3).noneMatch(file -> file.location().equals(first.location()));
        try (Stream<Path> left = Files.walk(folder.resolve("warehouse"))) {
            assertThat(left.filter(path -> path.toString().endsWith(".parquet")))
                    .hasSize(4);
        }
    }

    @Test
    void stopInTheMiddleIsToldAsOneAndKeepsTheFiles() throws IOException {
        importJob("a", 100);
        importJob("b", 200);
        table.refresh();
        FileJoin join = new FileJoin(LocalSpark.session(), new SlowFiles().of(table), 32 << 20);

        assertThatThrownBy(() -> StopInTheMiddle.of(join::run, join::stop)).isInstanceOf(ImportStopped.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(files()).hasSize(4);
    }

    @Test
    void jobThatTheTableHeldBeforeIsNotWrittenAgainAfterwards() throws IOException {
        importJob("a", 100);
        importJob("b", 200);
        join(table);

        ItemOutcome again = importJob("a", 100);

        assertThat(again.rows()).isEqualTo(40);
        assertThat(rows()).hasSize(2 * 2 * 20);
    }

    @Test
    void largeFilesAreLeftAlone() throws IOException {
        importJob("a", 100);
        importJob("b", 200);
        table.refresh();

        assertThat(new FileJoin(LocalSpark.session(), table, 1).run().joined()).isZero();
    }

    @Test
    void filesOfManyRowGroupsBecomeSeveralAndAreThenLeftAlone() throws IOException {
        WriteLimits shortGroups = new WriteLimits(96 << 20, 1 << 30, 128, 100, 96 << 20);
        for (String job : List.of("a", "b", "c")) {
            StringBuilder text = new StringBuilder(HEADER.replace("\tjohn/roe", ""));
            for (int i = 1; i <= 10_000; i++) {
                text.append(job + "chr\t" + i + "\t.\tA\tC\t.\t.\t.\tGT\t0/1\n");
            }
            importText(table, job, text.toString(), shortGroups);
            table.refresh();
        }
        int groups = rowGroups().stream().mapToInt(Integer::intValue).sum();
        assertThat(groups).isGreaterThanOrEqualTo(300);

        FileJoin.Result result = join(table);

        assertThat(result.into()).isPositive().isLessThan(result.joined());
        assertThat(LocalSpark.rows(table).count()).isEqualTo(30_000);
        assertThat(rowGroups()).hasSizeGreaterThan(1).allSatisfy(of -> assertThat(of)
                .isLessThanOrEqualTo(256));
        assertThat(rowGroups().stream().mapToInt(Integer::intValue).sum()).isEqualTo(groups);
        assertThat(join(table).text()).isEqualTo("There was nothing to join");
    }

    private List<Integer> rowGroups() throws IOException {
        List<Integer> groups = new ArrayList<>();
        for (DataFile file : files()) {
            try (WrittenFile written = new WrittenFile(table.io().newInputFile(file.location()))) {
                groups.add(written.rowGroupCount());
            }
        }
        return groups;
    }

    @Test
    void rowsWithoutSampleStayApartFromThoseOfTheSampleNamedNull() throws IOException {
        String record = "chr1\t%d\t.\tA\tC\t1.5\tPASS\tAF=0.5";
        String sites = HEADER.substring(0, HEADER.indexOf("\tFORMAT\tjane")) + "\n" + record + "\n";
        String calls = HEADER.replace("jane_doe\tjohn/roe", "null") + record + "\tGT\t0/1\n";
        importText(table, "a", sites.formatted(100));
        importText(table, "b", calls.formatted(200));
        importText(table, "c", sites.formatted(300));
        importText(table, "d", calls.formatted(400));
        List<String> before = rows();

        FileJoin.Result result = join(table);

        assertThat(result.into()).isEqualTo(2);
        assertThat(rows()).isEqualTo(before).hasSize(4);
        assertThat(LocalSpark.rows(table).where("sampleid IS NULL").count()).isEqualTo(2);
        assertThat(LocalSpark.rows(table).where("sampleid = 'null'").count()).isEqualTo(2);
        assertThat(files()).hasSize(2);
    }

    @Test
    void rowsOfAFileWithNanAreFoundByWhatIsJoinedWithIt() throws IOException {
        importText(
                table,
                "a",
                HEADER + "chr1\t300\t.\tA\tC\t1\t.\t.\tGT\t0/1\t0/1\nchr1\t400\t.\tA\tC\t2\t.\t.\tGT\t0/1\t0/1\n");
        table.refresh();
        table.newAppend().appendFile(icebergs("jane_doe", 100, Double.NaN)).commit();

        assertThat(join(table).into()).isEqualTo(1);

        assertThat(files()).hasSize(2);
        assertThat(table.newScan().filter(Expressions.greaterThan("qual", 50.0)).planFiles())
                .hasSize(1);
        assertThat(LocalSpark.rows(table).where("qual > 50 AND NOT isnan(qual)").count())
                .isEqualTo(1);
    }

    /** As undone imports and tables that were taken over leave it. */
    private DataFile icebergs(String sample, double... quals) throws IOException {
        PartitionKey partition = new PartitionKey(table.spec(), table.schema());
        partition.set(0, sample);
        RollingFiles files = new RollingFiles(table, table.spec(), partition, table.location() + "/data/undo-x");
        for (int i = 0; i < quals.length; i++) {
            GenericRecord row = GenericRecord.create(table.schema());
            row.setField("sampleid", sample);
            row.setField("contigname", "chr1");
            row.setField("start", i + 1L);
            row.setField("qual", quals[i]);
            files.write(row);
        }
        return files.close().get(0);
    }

    private static FileJoin.Result join(Table table) {
        table.refresh();
        return new FileJoin(LocalSpark.session(), table, 32 << 20).run();
    }

    private ItemOutcome importJob(String job, int from) throws IOException {
        table.refresh();
        return importJob(table, job, from);
    }

    private ItemOutcome importJob(Table into, String job, int from) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 20; i++) {
            text.append("chr1\t").append(from + i).append("\trs").append(i).append("\tA\tC,G\t1.5\tPASS\tAF=0.5,.\t");
            text.append("GT:AD:PL\t0/1:1,.,2:0,1,2,3,4,5\t.|2:.:.\n");
        }
        return importText(into, job, text.toString());
    }

    private ItemOutcome importText(Table into, String job, String text) throws IOException {
        return importText(into, job, text, WriteLimits.DEFAULT);
    }

    private ItemOutcome importText(Table into, String job, String text, WriteLimits limits) throws IOException {
        Path file = Files.writeString(folder.resolve(job + ".vcf"), text);
        return new VariantImport(LocalSpark.context(), into, job, 1, limits, ImportOptions.DEFAULT)
                .run(List.of(file.toString()), source -> LocalFile.of(file), outcome -> {})
                .get(0);
    }

    private List<String> rows() {
        table.refresh();
        return LocalSpark.rows(table).orderBy("sampleid", "start").collectAsList().stream()
                .map(Row::json)
                .toList();
    }

    private List<DataFile> files() throws IOException {
        table.refresh();
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            tasks.forEach(task -> files.add(task.file()));
        }
        return files;
    }
}
