package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.AnnotationTable;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;

/** Files at which the reader breaks down with an Error, for which Spark would end the process. */
class BreakdownTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNA1
            """;
    private static final String RECORD = "chr3\t63912684\t.\tG\tT\t10\tPASS\t.\tGT\t0/1\n";
    private static final String GFF = "##gff-version 3\n" + "chr1\t.\tgene\t5\t9\t.\t+\t.\tID=g\n".repeat(9);

    /** More than one read takes, and more than a small item may have. */
    private static final int LARGE = 40_000;

    @TempDir
    Path folder;

    private Table table;

    @BeforeEach
    void createTable() {
        table = StoreTable.create(folder.resolve("warehouse"));
    }

    @Test
    void everyErrorOfOneItemFailsThatItemWithFileAndReasonAndTheGoodItemsStay() {
        Map<String, BreakingFile> files = new LinkedHashMap<>();
        put(files, vcf("good1", 2, BreakingFile.How.NEVER, 0));
        for (BreakingFile.How how : BreakingFile.How.values()) {
            put(files, vcf("small-" + how, 2, how, HEADER.length() + 20));
            put(files, vcf("header-" + how, LARGE, how, 30));
        }
        // Behind what the plan looks at, so that a task meets it.
        put(files, vcf("task-STACK", LARGE * 4, BreakingFile.How.STACK, 6 << 20));
        put(files, vcf("task-LINKAGE", LARGE * 4, BreakingFile.How.LINKAGE, 6 << 20));
        put(files, vcf("good2", 2, BreakingFile.How.NEVER, 0));

        List<ItemOutcome> outcomes = run("job", files, Optional.empty());

        for (ItemOutcome outcome : outcomes) {
            boolean good = files.get(outcome.source()).how() == BreakingFile.How.NEVER;
            assertThat(outcome.completed()).as(outcome.toString()).isEqualTo(good);
            if (!good) {
                assertThat(outcome.message()).contains("[file " + outcome.source() + "]");
            }
        }
        assertThat(message(outcomes, "small-STACK")).contains("nested deeper", "StackOverflowError");
        assertThat(message(outcomes, "task-STACK")).contains("nested deeper", "StackOverflowError");
        assertThat(message(outcomes, "header-MEMORY")).contains("more memory", "ingest.heap");
        assertThat(message(outcomes, "task-LINKAGE")).contains("org/example/Absent");
        assertThat(message(outcomes, "small-SLIP")).contains("ArrayIndexOutOfBounds", "BreakingFile.java:");
        table.refresh();
        assertThat(table.snapshots()).hasSize(1);
        assertThat(LocalSpark.rows(table).count())
                .isEqualTo(outcomes.stream().mapToLong(ItemOutcome::rows).sum());
    }

    @Test
    void errorWhereBadRecordsAreSetAsideFailsThatItem() {
        Map<String, BreakingFile> files = new LinkedHashMap<>();
        put(files, vcf("good", 2, BreakingFile.How.NEVER, 0));
        put(files, vcf("bad", 2, BreakingFile.How.STACK, HEADER.length() + 20));
        Table rejected = StoreTable.createRejected(folder.resolve("warehouse"));

        List<ItemOutcome> outcomes = run("aside", files, Optional.of(rejected));

        assertThat(outcomes).extracting(ItemOutcome::completed).containsExactly(true, false);
    }

    @Test
    void errorInAnAnnotationFileFailsTheFile() {
        byte[] bytes = GFF.getBytes(StandardCharsets.UTF_8);
        for (int at : new int[] {5, bytes.length - 3}) {
            AnnotationImport work = new AnnotationImport(
                    LocalSpark.context(),
                    AnnotationTable.gff(folder.resolve("warehouse"), "features" + at),
                    Optional.empty(),
                    "job" + at,
                    1,
                    WriteLimits.DEFAULT,
                    new AnnotationFormat.Gff());
            ItemOutcome outcome =
                    work.run("f.gff", source -> new BreakingFile(source, bytes, at, BreakingFile.How.STACK));
            assertThat(outcome.completed()).isFalse();
            assertThat(outcome.message()).contains("StackOverflowError", "[file f.gff]");
        }
    }

    private static void put(Map<String, BreakingFile> files, BreakingFile file) {
        files.put(file.name(), file);
    }

    private static BreakingFile vcf(String name, int records, BreakingFile.How how, int at) {
        byte[] bytes = (HEADER + RECORD.repeat(records)).getBytes(StandardCharsets.UTF_8);
        return new BreakingFile(name, bytes, at, how);
    }

    private static String message(List<ItemOutcome> outcomes, String source) {
        return outcomes.stream()
                .filter(outcome -> outcome.source().equals(source))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private List<ItemOutcome> run(String job, Map<String, BreakingFile> files, Optional<Table> rejected) {
        VariantImport work = new VariantImport(
                LocalSpark.context(), table, rejected, job, 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT);
        return work.run(new ArrayList<>(files.keySet()), files::get, outcome -> {});
    }
}
