package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.vcf.ReadOptions;

/** Row groups end with their contig, so that whoever asks for one reads no other; short ones are held together. */
class RowGroupsTest {
    private static final long SEED = new Random().nextLong();
    private static final int LEAST = 1_000;
    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=TEXT,Number=1,Type=String,Description="filling">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB
            """;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    /** With encoders for each sample, and with those that are read in bands. */
    @ParameterizedTest
    @ValueSource(ints = {2, 1})
    void groupEndsWithItsContigUnlessItIsShort(int openFiles) throws Exception {
        List<Integer> contigs = new ArrayList<>(List.of(1_200, LEAST, LEAST - 1, 1, 3, 2_000, 1));
        for (int i = 0; i < 8; i++) {
            contigs.add(1 + random.nextInt(random.nextBoolean() ? 3_000 : 300));
        }
        List<Long> expected = new ArrayList<>();
        long rows = 0;
        for (int contig : contigs) {
            if (rows >= LEAST) {
                expected.add(rows);
                rows = 0;
            }
            rows += contig;
        }
        expected.add(rows);
        WriteLimits limits = new WriteLimits(96 << 20, 1 << 30, openFiles, 65_536, 96 << 20);

        assertThat(groups(text(contigs), limits, ReadOptions.AS_WRITTEN))
                .as("seed " + SEED + ", contigs " + contigs)
                .hasSize(2)
                .allSatisfy(groups -> assertThat(groups).isEqualTo(expected));
    }

    /** A draft assembly has contigs by the thousand. */
    @Test
    void afterThirtyTwoGroupsContigsShareOne() throws Exception {
        List<Long> groups = groups(
                        text(Collections.nCopies(50, LEAST)).replaceAll("x+", "x"),
                        WriteLimits.DEFAULT,
                        ReadOptions.AS_WRITTEN)
                .get(0);

        assertThat(groups).hasSize(33).endsWith(18L * LEAST);
    }

    @Test
    void recordsOfASplitLineAreNotParted() throws Exception {
        String text = text(List.of(LEAST / 2, 1_500)).replace("\tC\t", "\tC,T\t");

        assertThat(groups(text, WriteLimits.DEFAULT, new ReadOptions(null, true, false, false)))
                .hasSize(2)
                .allSatisfy(groups -> assertThat(groups).containsExactly((long) LEAST, 3_000L));
    }

    /** Lines of such a length that batches end in the middle of contigs and, now and then, with one. */
    private String text(List<Integer> contigs) {
        String filling = "x".repeat(300 + random.nextInt(300));
        StringBuilder text = new StringBuilder(HEADER);
        for (int contig = 0; contig < contigs.size(); contig++) {
            for (int record = 1; record <= contigs.get(contig); record++) {
                text.append("chr" + contig + "\t" + record + "\t.\tA\tC\t.\tPASS\tTEXT=" + filling);
                text.append("\tGT\t0/1\t1/1\n");
            }
        }
        return text.toString();
    }

    /** Of each file the rows of its row groups. */
    private List<List<Long>> groups(String text, WriteLimits limits, ReadOptions reading) throws Exception {
        // Which is read as one split.
        Path file = folder.resolve("contigs.vcf.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Table table = StoreTable.create(folder.resolve("warehouse" + random.nextInt(1 << 30)));
        ItemOutcome outcome = new VariantImport(
                        LocalSpark.context(), table, "job", 1, limits, new ImportOptions(reading, null))
                .run(List.of(file.toString()), source -> LocalFile.of(file), done -> {})
                .get(0);
        assertThat(outcome.completed()).as(outcome.message()).isTrue();
        table.refresh();
        List<List<Long>> groups = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles();
                Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            for (FileScanTask task : tasks) {
                groups.add(groups(duck, task.file().location()));
            }
        }
        return groups;
    }

    private static List<Long> groups(Connection duck, String location) throws Exception {
        List<Long> rows = new ArrayList<>();
        try (ResultSet result = duck.createStatement()
                .executeQuery("SELECT row_group_num_rows FROM parquet_metadata('" + location.replaceFirst("^file:", "")
                        + "') WHERE path_in_schema = 'start' ORDER BY row_group_id")) {
            while (result.next()) {
                rows.add(result.getLong(1));
            }
        }
        return rows;
    }
}
