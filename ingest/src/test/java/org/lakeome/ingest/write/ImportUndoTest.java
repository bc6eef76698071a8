package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.LocalFile;

/** The rows of one import go, all of them and no other, also where they were joined with others. */
class ImportUndoTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=AF,Number=A,Type=Float,Description="af">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="depths">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tjane_doe\tjohn/roe
            """;
    private static final int RECORDS = 20;

    private final String first = UUID.randomUUID().toString();
    private final String second = UUID.randomUUID().toString();
    private final String third = UUID.randomUUID().toString();

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
    void rowsThatWereJoinedWithOthersGoAndTheOthersStayCellByCell() throws IOException {
        importJob(first, 100);
        importJob(second, 200);
        join();
        importJob(third, 300);
        List<String> others = rows("importjobid <> '" + second + "'");

        assertThat(undo(second)).isEqualTo(2 * RECORDS);

        assertThat(rows("true")).isEqualTo(others).hasSize(2 * 2 * RECORDS);
        assertThat(table.currentSnapshot().summary())
                .containsEntry("lakeome.undone-job", second)
                .containsEntry("total-records", String.valueOf(4 * RECORDS));
        assertThat(files()).noneMatch(path -> path.contains("jane") || path.contains("roe"));
        assertThat(undo(second)).as("a second attempt finds it done").isEqualTo(2 * RECORDS);
        assertThat(commits("lakeome.undone-job")).isEqualTo(1);
    }

    @Test
    void filesOfTheImportAloneGoWithoutBeingRead() throws IOException {
        importJob(first, 100);
        importJob(second, 200);
        List<String> others = rows("importjobid = '" + first + "'");
        // Who would read them would fail.
        for (Path file : parquetOf(second)) {
            Files.delete(file);
        }
        assertThat(undo(second)).isEqualTo(2 * RECORDS);
        assertThat(rows("true")).isEqualTo(others);
    }

    @Test
    void joinMeanwhileNeitherKeepsTheRowsNorDoublesOthers() throws IOException {
        importJob(first, 100);
        importJob(second, 200);
        List<String> others = rows("importjobid = '" + first + "'");
        Table stale = StoreTable.load(folder.resolve("warehouse"));
        ImportUndo undo = new ImportUndo(LocalSpark.context(), disturbed(stale, this::join), second, 1);

        assertThat(undo.run()).isEqualTo(2 * RECORDS);
        assertThat(rows("true")).isEqualTo(others);
    }

    @Test
    void importMeanwhileIsKept() throws IOException {
        importJob(first, 100);
        importJob(second, 200);
        join();
        Table stale = StoreTable.load(folder.resolve("warehouse"));
        ImportUndo undo =
                new ImportUndo(LocalSpark.context(), disturbed(stale, () -> importJob(third, 300)), second, 1);

        assertThat(undo.run()).isEqualTo(2 * RECORDS);
        assertThat(rows("importjobid = '" + second + "'")).isEmpty();
        assertThat(rows("true")).hasSize(2 * 2 * RECORDS);
    }

    @Test
    void stoppedUndoLeavesEverythingAndNoFile() throws IOException {
        importJob(first, 100);
        importJob(second, 200);
        join();
        List<String> before = rows("true");
        ImportUndo undo = new ImportUndo(LocalSpark.context(), table, second, 1);
        undo.stop();

        assertThatThrownBy(undo::run).isInstanceOf(ImportStopped.class);
        assertThat(rows("true")).isEqualTo(before);
        assertThat(undoFiles()).isEmpty();
    }

    @Test
    void stopInTheMiddleIsToldAsOneAndLeavesNoFile() throws IOException {
        importJob(first, 100);
        importJob(second, 200);
        join();
        table.refresh();
        ImportUndo undo = new ImportUndo(LocalSpark.context(), new SlowFiles().of(table), second, 1);

        assertThatThrownBy(() -> StopInTheMiddle.of(undo::run, undo::stop)).isInstanceOf(ImportStopped.class);
        assertThat(rows("importjobid = '" + second + "'")).hasSize(2 * RECORDS);
        assertThat(undoFiles()).isEmpty();
    }

    @Test
    void undoOfAnotherImportReadsWhatAnUndoHasWritten() throws IOException {
        importJob(first, 100);
        importJob(second, 200);
        importJob(third, 300);
        join();
        List<String> others = rows("importjobid = '" + third + "'");

        assertThat(undo(second)).isEqualTo(2 * RECORDS);
        assertThat(undo(first)).isEqualTo(2 * RECORDS);
        assertThat(rows("true")).isEqualTo(others);
        assertThat(undo(third)).isEqualTo(2 * RECORDS);
        assertThat(rows("true")).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAnUndoneImportDeclaredContradictsNothing() throws IOException {
        importJob(first, 100);
        undo(first);
        String other = HEADER.replace("Number=A,Type=Float", "Number=1,Type=Integer");

        assertThat(importJob(table, second, other, 1, "7").message()).doesNotContain("declared");
        assertThat(importJob(table, third, HEADER, 50, "0.5,.").message()).contains("INFO AF is declared");
    }

    /** The table, beside which something happens once between the reading and the commit. */
    private static Table disturbed(Table table, Runnable disturbance) {
        AtomicBoolean done = new AtomicBoolean();
        return (Table) Proxy.newProxyInstance(
                Table.class.getClassLoader(), new Class<?>[] {Table.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("newOverwrite") && done.compareAndSet(false, true)) {
                        disturbance.run();
                    }
                    try {
                        return method.invoke(table, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private List<Path> undoFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("warehouse"))) {
            return all.filter(path -> path.toString().contains("undo-") && Files.isRegularFile(path))
                    .toList();
        }
    }

    private void join() {
        Table fresh = StoreTable.load(folder.resolve("warehouse"));
        new FileJoin(LocalSpark.session(), fresh, 32 << 20).run();
        table.refresh();
    }

    private long undo(String job) {
        table.refresh();
        return new ImportUndo(LocalSpark.context(), table, job, 1).run();
    }

    private void importJob(String job, int from) {
        try {
            table.refresh();
            importJob(StoreTable.load(folder.resolve("warehouse")), job, HEADER, from, "0.5,.");
            table.refresh();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ItemOutcome importJob(Table into, String job, String header, int from, String af) throws IOException {
        into.refresh();
        StringBuilder text = new StringBuilder(header);
        for (int i = 0; i < RECORDS; i++) {
            text.append("chr1\t").append(from + i).append("\trs").append(i).append("\tA\tC,G\t1.5\tPASS\tAF=");
            text.append(af).append("\tGT:AD\t0/1:1,.,2\t.|2:.\n");
        }
        Path file = Files.writeString(folder.resolve(job + ".vcf"), text);
        return new VariantImport(LocalSpark.context(), into, job, 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT)
                .run(List.of(file.toString()), source -> LocalFile.of(file), outcome -> {})
                .get(0);
    }

    private List<String> rows(String condition) {
        table.refresh();
        return LocalSpark.rows(table).where(condition).orderBy("sampleid", "start").collectAsList().stream()
                .map(Row::json)
                .toList();
    }

    private long commits(String mark) {
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .filter(snapshot -> snapshot.summary().containsKey(mark))
                .count();
    }

    private List<String> files() {
        table.refresh();
        return table.currentSnapshot() == null
                ? List.of()
                : StreamSupport.stream(table.newScan().planFiles().spliterator(), false)
                        .map(task -> task.file().location())
                        .toList();
    }

    private List<Path> parquetOf(String job) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("warehouse"))) {
            return all.filter(path ->
                            path.toString().contains(job) && path.toString().endsWith(".parquet"))
                    .toList();
        }
    }
}
