package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.LocalFile;

/** Jobs of many small files, several of which share a Spark task. */
class SmallItemsTest {
    private static final int FILES = 100;

    @TempDir
    Path folder;

    private Table table;
    private Table rejected;
    private final Random random = new Random(20261122);

    @BeforeEach
    void createTables() {
        table = StoreTable.create(folder.resolve("warehouse"));
        rejected = StoreTable.createRejected(folder.resolve("warehouse"));
    }

    @Test
    void itemsThatShareATaskAreEachWhatTheyWouldBeAlone() throws IOException {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            sources.add(i == 40 ? folder.resolve("absent").toString() : file(i, i % 17 == 3 ? List.of(1) : List.of()));
        }
        // Neighbours of another kind: too large to be held, and too wide for one task.
        sources.add(49, largeFile());
        sources.add(63, wideFile());
        List<ItemOutcome> heard = new ArrayList<>();
        VariantImport work = variantImport("together", 1, Optional.empty());
        List<ItemOutcome> outcomes = work.run(sources, source -> LocalFile.of(Path.of(source)), heard::add);

        assertThat(heard).containsExactlyInAnyOrderElementsOf(outcomes);
        assertThat(outcomes).extracting(ItemOutcome::source).isEqualTo(sources);
        assertThat(table.snapshots()).hasSize(1);
        assertThat(table.currentSnapshot().allManifests(table.io())).hasSize(1);
        for (int i = 0; i < sources.size(); i += 7) {
            List<ItemOutcome> alone = run("alone" + i, 1, List.of(sources.get(i)));
            assertThat(outcomes.get(i)).isEqualTo(asOfTheFirst(alone.get(0)));
        }
        assertThat(outcomes.stream().filter(outcome -> !outcome.completed())).hasSize(7);
        assertThat(rows("together"))
                .hasSize((int) outcomes.stream().mapToLong(ItemOutcome::rows).sum());
        assertThat(rows("together")).containsAll(rows("alone0")).containsAll(rows("alone7"));
    }

    @Test
    void itemsReadApartAreToldBeforeTheyAreLookedAtAndAreWhatTheyAreTogether() throws IOException {
        List<String> sources =
                List.of(file(0, List.of()), folder.resolve("absent").toString(), file(2, List.of(1)));
        List<String> heard = new ArrayList<>();
        SourceOpener opener = source -> {
            heard.add("opened " + source);
            return LocalFile.of(Path.of(source));
        };
        List<ItemOutcome> apart = variantImport("apart", 1, Optional.empty())
                .runApart(sources, opener, heard::add, outcome -> heard.add("read " + outcome.source()));
        assertThat(apart)
                .isEqualTo(run("together", 1, sources).stream()
                        .map(SmallItemsTest::asOfTheFirst)
                        .toList());
        List<String> expected = new ArrayList<>();
        sources.forEach(source -> expected.addAll(List.of(source, "opened " + source, "read " + source)));
        expected.add("");
        assertThat(heard).isEqualTo(expected);
        assertThat(rows("apart")).isEqualTo(rows("together"));
    }

    /** A second import into the table is told that the sample is there. */
    private static ItemOutcome asOfTheFirst(ItemOutcome again) {
        String told =
                " ?The store had calls already of [^:]*: if they are of the same sites, these are there twice now\\.";
        return new ItemOutcome(
                again.source(),
                again.completed(),
                again.message().replaceFirst(told, ""),
                again.records(),
                again.rows(),
                again.rejected(),
                again.content());
    }

    @Test
    void progressAddsUpOverTheItemsOfATask() throws IOException {
        List<String> sources = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < FILES; i++) {
            sources.add(file(i, List.of()));
            bytes += Files.size(Path.of(sources.get(i)));
        }
        VariantImport work = variantImport("progress", 1, Optional.empty());
        List<ItemOutcome> outcomes = work.run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
        long rows = outcomes.stream().mapToLong(ItemOutcome::rows).sum();
        awaitRows(work, rows);
        assertThat(work.progress().records()).isEqualTo(rows);
        assertThat(work.progress().bytesTotal()).isEqualTo(bytes);
        assertThat(work.progress().bytesDone()).isBetween(bytes / 2, bytes);
    }

    @Test
    void severalItemsOfATaskSetTheirBadRecordsAside() throws IOException {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            sources.add(file(i, i % 10 == 4 ? List.of(0, 2) : List.of()));
        }
        List<ItemOutcome> outcomes = variantImport("aside", 1, Optional.of(rejected))
                .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
        assertThat(outcomes).allMatch(ItemOutcome::completed);
        for (int i = 0; i < FILES; i++) {
            assertThat(outcomes.get(i).rejected()).isEqualTo(i % 10 == 4 ? 2 : 0);
        }
        rejected.refresh();
        List<Row> aside = LocalSpark.rows(rejected).orderBy("source", "line").collectAsList();
        assertThat(aside).hasSize(20);
        assertThat(aside).extracting(row -> row.<Long>getAs("line")).contains(5L, 7L);
        assertThat(aside).extracting(row -> row.<String>getAs("source")).contains(sources.get(4), sources.get(94));
        assertThat(rejected.snapshots()).hasSize(1);
        table.refresh();
        assertThat(table.snapshots()).hasSize(1);
        assertThat(rows("aside"))
                .hasSize((int) outcomes.stream().mapToLong(ItemOutcome::rows).sum());
    }

    @Test
    void jobOfManyItemsThatDiesBetweenItsCommitsIsDoneOnce() throws IOException {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sources.add(file(i, i == 4 ? List.of(0) : List.of()));
        }
        Table real = table;
        table = dying(real);
        assertThatThrownBy(() -> variantImport("job", 1, Optional.of(rejected))
                        .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("killed");
        table = real;
        List<ItemOutcome> second = variantImport("job", 2, Optional.of(rejected))
                .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
        List<ItemOutcome> third = variantImport("job", 3, Optional.of(rejected))
                .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
        assertThat(third)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("message")
                .isEqualTo(second);
        rejected.refresh();
        table.refresh();
        assertThat(rejected.snapshots()).hasSize(1);
        assertThat(table.snapshots()).hasSize(1);
        assertThat(LocalSpark.rows(rejected).count()).isEqualTo(1);
        assertThat(rows("job"))
                .hasSize((int) second.stream().mapToLong(ItemOutcome::rows).sum());
    }

    @Test
    void fullDiskEndsTheAttemptAndFailsNoItem() throws IOException {
        List<String> sources = List.of(file(0, List.of()), file(1, List.of()));
        Table full = new FullDisk().of(table);
        List<ItemOutcome> heard = new ArrayList<>();

        assertThatThrownBy(() -> variantImport(full, "full", 1, Optional.empty())
                        .run(sources, source -> LocalFile.of(Path.of(source)), heard::add))
                .hasStackTraceContaining("No space left on device");
        assertThat(heard).isEmpty();
    }

    @Test
    void stopInTheMiddleLeavesNeitherRowNorFile() throws IOException {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            sources.add(file(i, List.of()));
        }
        VariantImport work = variantImport("stopped", 1, Optional.empty());
        AtomicInteger heard = new AtomicInteger();
        assertThatThrownBy(() -> work.run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {
                    if (heard.incrementAndGet() == 20) {
                        work.stop();
                    }
                }))
                .isInstanceOf(ImportStopped.class);
        assertThat(heard.get()).isLessThan(FILES);
        table.refresh();
        assertThat(table.currentSnapshot()).isNull();
        try (var files = Files.walk(folder.resolve("warehouse"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
                    .isEmpty();
        }
    }

    private static void awaitRows(VariantImport work, long rows) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (work.progress().rows() < rows && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(work.progress().rows()).isEqualTo(rows);
    }

    /** Some files have a sample in common. */
    private String file(int number, List<Integer> badRecords) throws IOException {
        StringBuilder text = new StringBuilder(header("S" + number * 2 / 3));
        int records = 3 + random.nextInt(5);
        for (int i = 0; i < records; i++) {
            text.append("chr1\t").append(badRecords.contains(i) ? "x" : 10 * i + number);
            text.append("\t.\tA\tC\t.\tPASS\tX=").append(number).append("\tGT\t0/1\n");
        }
        return write("f" + number, text.toString());
    }

    private String largeFile() throws IOException {
        StringBuilder text = new StringBuilder(header("L"));
        String filler = "A".repeat(20_000);
        for (int i = 1; i <= 60; i++) {
            text.append("chr1\t").append(i).append("\t.\tA\tC\t.\tPASS\tX=").append(filler);
            text.append("\tGT\t0/1\n");
        }
        return write("large", text.toString());
    }

    private String wideFile() throws IOException {
        StringBuilder samples = new StringBuilder("W0");
        StringBuilder calls = new StringBuilder("0/1");
        for (int i = 1; i < 300; i++) {
            samples.append("\tW").append(i);
            calls.append("\t0/0");
        }
        return write(
                "wide", header(samples.toString()) + ("chr1\t5\t.\tA\tC\t.\tPASS\tX=1\tGT\t" + calls + "\n").repeat(3));
    }

    private static String header(String samples) {
        return "##fileformat=VCFv4.2\n##INFO=<ID=X,Number=1,Type=String,Description=\"x\">\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t" + samples + "\n";
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".vcf"), text).toString();
    }

    private List<ItemOutcome> run(String job, int attempt, List<String> sources) {
        return variantImport(job, attempt, Optional.empty())
                .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
    }

    private VariantImport variantImport(String job, int attempt, Optional<Table> aside) {
        return variantImport(table, job, attempt, aside);
    }

    private static VariantImport variantImport(Table into, String job, int attempt, Optional<Table> aside) {
        return new VariantImport(
                LocalSpark.context(), into, aside, job, attempt, WriteLimits.DEFAULT, ImportOptions.DEFAULT);
    }

    private List<String> rows(String job) {
        table.refresh();
        return LocalSpark.rows(table).filter("importjobid = '" + job + "'").drop("importjobid").collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    /** A table whose process ends where it would commit. */
    private static Table dying(Table table) {
        return (Table) Proxy.newProxyInstance(
                Table.class.getClassLoader(), new Class<?>[] {Table.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("newAppend")) {
                        throw new IllegalStateException("killed");
                    }
                    try {
                        return method.invoke(table, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
