package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.LocalFile;

/** Bad records are set aside: where they are, what is left, and what happens when the job dies. */
class QuarantineTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=VARID,Number=1,Type=String,Description="id">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\td\te
            """;
    private static final WriteLimits SMALL_SPLITS = new WriteLimits(300, 1 << 20, 32, 12, 1 << 20);
    private static final WriteLimits BANDS_OF_SAMPLES = new WriteLimits(300, 1 << 20, 2, 1, 1 << 11);

    /** Stands for the end of the process at this point. */
    private static final class Killed extends RuntimeException {}

    @TempDir
    Path folder;

    private Table table;
    private Table rejected;

    @BeforeEach
    void createTables() {
        table = StoreTable.create(folder.resolve("warehouse"));
        rejected = StoreTable.createRejected(folder.resolve("warehouse"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "bgzf"})
    void badRecordsGoAsideAndTheOthersAreImportedHoweverTheFileIsCut(String packing) throws IOException {
        Random random = new Random(7);
        TreeSet<Integer> bad = new TreeSet<>();
        while (bad.size() < 9) {
            bad.add(random.nextInt(60));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add(bad.contains(i) ? badRecord(i) : record(i));
        }
        String text = HEADER + String.join("\n", lines) + "\n";
        List<String> good = new ArrayList<>(lines);
        List.copyOf(bad.descendingSet()).forEach(i -> good.remove((int) i));
        Path file = write(packing, "cohort", text);
        Path onlyGood = write(packing, "good", HEADER + String.join("\n", good) + "\n");
        run(table, rejected, WriteLimits.DEFAULT, "good", 1, onlyGood);
        List<String> expected = rows("good");
        assertThat(expected).hasSize(5 * 51);
        assertThat(rejections("good")).isEmpty();

        for (WriteLimits limits : List.of(WriteLimits.DEFAULT, SMALL_SPLITS, BANDS_OF_SAMPLES)) {
            String job = "job" + limits.hashCode();
            ItemOutcome outcome = run(table, rejected, limits, job, 1, file);
            assertThat(outcome.completed()).isTrue();
            assertThat(outcome.records()).isEqualTo(51);
            assertThat(outcome.rows()).isEqualTo(255);
            assertThat(outcome.rejected()).isEqualTo(9);
            assertThat(outcome.message())
                    .startsWith("9 records set aside in table store__rejected; the first: ")
                    .contains("line " + (6 + bad.first()));
            assertThat(rows(job)).isEqualTo(expected);
            List<Row> aside = rejections(job);
            assertThat(aside).hasSize(9);
            int at = 0;
            for (int i : bad) {
                Row row = aside.get(at++);
                assertThat(row.<Long>getAs("line")).isEqualTo(6 + i);
                assertThat(row.<Long>getAs("byteoffset")).isEqualTo(text.indexOf("\n" + lines.get(i) + "\n") + 1);
                assertThat(row.<String>getAs("rawtext")).isEqualTo(lines.get(i));
                assertThat(row.<String>getAs("source")).isEqualTo(file.toString());
            }
        }
    }

    @Test
    void faultInOneSampleRejectsTheRecordForAllOfThem() throws IOException {
        Path file = Files.writeString(
                folder.resolve("late"), HEADER + record(1) + "\n" + record(2).replace("4/4:9", "4/4:x") + "\n");
        ItemOutcome outcome = run(table, rejected, BANDS_OF_SAMPLES, "job", 1, file);
        assertThat(outcome.rows()).isEqualTo(5);
        Row row = rejections("job").get(0);
        assertThat(row.<String>getAs("field")).isEqualTo("FORMAT DP of sample e");
        assertThat(row.<String>getAs("value")).isEqualTo("x");
        assertThat(row.<String>getAs("reason")).contains("not a number");
    }

    @Test
    void fileWithoutAGoodRecordFailsAndItsRecordsAreKept() throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), HEADER + badRecord(1) + "\n" + badRecord(2) + "\n");
        ItemOutcome outcome = run(table, rejected, WriteLimits.DEFAULT, "job", 1, file);
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message()).startsWith("Cannot import file with 0 rows. No record is good: 2 records");
        assertThat(rejections("job")).hasSize(2);
        table.refresh();
        assertThat(table.currentSnapshot()).isNull();
    }

    @Test
    void fileThatIsBadThroughoutFailsWithoutKeepingItsRecords() throws IOException {
        Path file = Files.writeString(
                folder.resolve("hopeless"), HEADER + (badRecord(1) + "\n").repeat(10_000) + record(2) + "\n");
        ItemOutcome outcome = run(table, rejected, WriteLimits.DEFAULT, "job", 1, file);
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message()).startsWith("None of the first 10000 records can be read");
        assertNothingIsLeft();
    }

    @Test
    void damageOfTheFileFailsTheItemAlthoughBadRecordsAreSetAside() throws IOException {
        String text = HEADER + badRecord(1) + "\n" + (record(2) + "\n").repeat(200);
        byte[] packed = Bgzf.pack(text, 500);
        packed[packed.length - 60] ^= 1;
        ItemOutcome outcome =
                run(table, rejected, SMALL_SPLITS, "job", 1, Files.write(folder.resolve("damaged.gz"), packed));
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message()).contains("BGZF block at byte");
        assertNothingIsLeft();
    }

    /** Behind a second header every record may be of other samples, so setting the header's lines aside would not help. */
    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void secondHeaderFailsTheItemAlthoughBadRecordsAreSetAside(int goodBetween) throws IOException {
        String text = HEADER + badRecord(1) + "\n" + (record(2) + "\n").repeat(goodBetween)
                + HEADER.replace("a\tb", "b\ta") + record(3) + "\n";
        WriteLimits limits = goodBetween == 0 ? WriteLimits.DEFAULT : SMALL_SPLITS;
        ItemOutcome outcome = run(table, rejected, limits, "job", 1, write("plain", "joined", text));
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message()).contains("a second header", "line " + (7 + goodBetween));
        assertNothingIsLeft();
    }

    @Test
    void longLineIsKeptInPart() throws IOException {
        String line = "chr1\tx\t.\tG\tT\t.\t.\tVARID=" + "A".repeat(200_000);
        Path file = Files.writeString(folder.resolve("long"), HEADER + record(1) + "\n" + line + "\n");
        run(table, rejected, WriteLimits.DEFAULT, "job", 1, file);
        assertThat(rejections("job").get(0).<String>getAs("rawtext")).isEqualTo(line.substring(0, 64 << 10));
    }

    @Test
    void jobThatDiesBeforeOrBetweenItsCommitsIsRepeatedExactlyOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("some"), HEADER + record(1) + "\n" + badRecord(2) + "\n");
        assertThatThrownBy(() -> run(table, dying(rejected), WriteLimits.DEFAULT, "job", 1, file))
                .isInstanceOf(Killed.class);
        assertThat(rejections("job")).isEmpty();
        assertThat(rows("job")).isEmpty();
        assertThatThrownBy(() -> run(dying(table), rejected, WriteLimits.DEFAULT, "job", 2, file))
                .isInstanceOf(Killed.class);
        assertThat(rejections("job")).hasSize(1);
        assertThat(rows("job")).isEmpty();
        ItemOutcome third = run(table, rejected, WriteLimits.DEFAULT, "job", 3, file);
        assertThat(third.rejected()).isEqualTo(1);
        ItemOutcome fourth = run(table, rejected, WriteLimits.DEFAULT, "job", 4, file);
        assertThat(fourth).usingRecursiveComparison().ignoringFields("message").isEqualTo(third);
        assertThat(rejections("job")).hasSize(1);
        assertThat(rows("job")).hasSize(5);
        rejected.refresh();
        assertThat(rejected.snapshots()).hasSize(1);
    }

    /** As of a job that is cancelled: it loses the right to commit at once. */
    @Test
    void refusedCommitLeavesNoFileThatIsNotCommitted() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), HEADER + record(1) + "\n" + badRecord(2) + "\n");
        RuntimeException refusal = new ForbiddenException("cancelled");
        assertThatThrownBy(() -> run(table, failing(rejected, refusal), WriteLimits.DEFAULT, "job", 1, file))
                .isInstanceOf(CommitRefused.class);
        assertThat(dataFiles(table)).isEmpty();
        assertThat(dataFiles(rejected)).isEmpty();

        assertThatThrownBy(() -> run(failing(table, refusal), rejected, WriteLimits.DEFAULT, "job", 2, file))
                .isInstanceOf(CommitRefused.class);
        assertThat(dataFiles(table)).isEmpty();
        assertThat(rejections("job")).hasSize(1);
    }

    private static String record(int i) {
        return "chr1\t" + (i + 1) + "\t.\tG\tT,C,A,TT\t.\t.\tVARID=v" + i + "\tGT:DP\t0/0:1\t0/1:2\t./.\t1:.\t4/4:9";
    }

    private static String badRecord(int i) {
        return switch (i % 3) {
            case 0 -> record(i).replace("4/4", "5/5");
            case 1 -> record(i).replace("\tG\t", "\t1\t");
            default -> record(i).replace("\t0/1:2", "");
        };
    }

    private Path write(String packing, String name, String text) throws IOException {
        return packing.equals("bgzf")
                ? Bgzf.write(folder.resolve(name + ".gz"), text, 700)
                : Files.writeString(folder.resolve(name), text);
    }

    private void assertNothingIsLeft() throws IOException {
        table.refresh();
        rejected.refresh();
        assertThat(table.currentSnapshot()).isNull();
        assertThat(rejected.currentSnapshot()).isNull();
        try (var files = Files.walk(folder.resolve("warehouse"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
                    .isEmpty();
        }
    }

    /** A table whose process ends where it would commit. */
    private static Table dying(Table table) {
        return failing(table, new Killed());
    }

    private static Table failing(Table table, RuntimeException failure) {
        return (Table) Proxy.newProxyInstance(
                Table.class.getClassLoader(), new Class<?>[] {Table.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("newAppend")) {
                        throw failure;
                    }
                    try {
                        return method.invoke(table, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static ItemOutcome run(
            Table table, Table rejected, WriteLimits limits, String job, int attempt, Path file) {
        return new VariantImport(
                        LocalSpark.context(), table, Optional.of(rejected), job, attempt, limits, ImportOptions.DEFAULT)
                .run(List.of(file.toString()), source -> LocalFile.of(Path.of(source)), outcome -> {})
                .get(0);
    }

    private static List<Path> dataFiles(Table table) throws IOException {
        try (Stream<Path> all =
                Files.walk(Path.of(URI.create(table.location() + "/data").getPath()))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private List<String> rows(String job) {
        table.refresh();
        return LocalSpark.rows(table).filter("importjobid = '" + job + "'").drop("importjobid").collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private List<Row> rejections(String job) {
        rejected.refresh();
        Row[] rows = (Row[]) LocalSpark.rows(rejected)
                .filter("importjobid = '" + job + "'")
                .orderBy("line")
                .collect();
        return Arrays.asList(rows);
    }
}
