package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.LocalFile;

/** What a store holds of fields that no header line declares, wherever in the file they come first. */
class UndeclaredImportTest {
    private static final String HEADER =
            "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n";
    private static final int BEFORE = 45_000;
    private static final String LATE =
            "c1\t90000\t.\tG\tA\t9\tPASS\tXB=y\tGT:DP:Xq\t0/1:7:x\t1/1:8:y\nc1\t90001\t.\tG\tA\t9\tPASS\tXA=z\tGT\t0/0\t0/0\n";
    private static final WriteLimits SPLITS = new WriteLimits(200_000, 1 << 20, 32, 10_000, 1 << 20);

    @TempDir
    Path folder;

    private Table table;
    private Table rejected;

    @BeforeEach
    void createTables() {
        table = StoreTable.create(folder.resolve("warehouse"));
        rejected = StoreTable.createRejected(folder.resolve("warehouse"));
    }

    @Test
    void fieldsThatComeLateAreInEveryKindOfImport() throws IOException {
        String text = HEADER + records() + LATE;
        Path small = Bgzf.write(folder.resolve("small.vcf.gz"), text, 60_000);
        Path large = Files.writeString(folder.resolve("large.vcf"), text);
        Path bad = Files.writeString(
                folder.resolve("bad.vcf"), HEADER + "c1\tx\t.\tG\tA\t9\tPASS\tXA=1\tGT\t0/1\t0/1\n" + records() + LATE);
        assertThat(Files.size(small)).isLessThan(SmallItems.MOST_BYTES);
        assertHeld(run("small", Optional.empty(), WriteLimits.DEFAULT, small), "small", 3);
        assertHeld(run("large", Optional.empty(), SPLITS, large), "large", 3);
        assertHeld(run("bad", Optional.of(rejected), SPLITS, bad), "bad", 4);
        rejected.refresh();
        assertThat(LocalSpark.rows(rejected).count()).isEqualTo(1);
    }

    private void assertHeld(ItemOutcome outcome, String job, int firstLine) {
        int late = firstLine + BEFORE;
        assertThat(outcome.completed()).isTrue();
        assertThat(outcome.message())
                .contains(
                        "INFO fields that the header does not declare were kept as text: XA (first in line " + firstLine
                                + "), XB (first in line " + late + ").",
                        "FORMAT fields that the header does not declare were read as the specification has them: DP, GT.",
                        "FORMAT fields that the header does not declare were kept as text: Xq.");
        table.refresh();
        List<Row> rows = LocalSpark.rows(table)
                .filter("importjobid = '" + job + "' and start = 89999")
                .orderBy("sampleid")
                .selectExpr("cast(calls as string)", "depth", "information['xq']", "attributes['XB']")
                .collectAsList();
        assertThat(rows).extracting(Row::toString).containsExactly("[[0, 1],7,x,y]", "[[1, 1],8,y,y]");
        assertThat(LocalSpark.rows(table)
                        .filter("importjobid = '" + job + "' and calls is not null and attributes['XA'] is not null")
                        .count())
                .isEqualTo(2 * (BEFORE + 1));
    }

    private static String records() {
        StringBuilder records = new StringBuilder();
        for (int i = 1; i <= BEFORE; i++) {
            records.append("c1\t").append(i).append("\t.\tG\tA\t9\tPASS\tXA=1\tGT\t0/1\t0/1\n");
        }
        return records.toString();
    }

    private ItemOutcome run(String job, Optional<Table> aside, WriteLimits limits, Path file) {
        return new VariantImport(LocalSpark.context(), table, aside, job, 1, limits, ImportOptions.DEFAULT)
                .run(List.of(file.toString()), source -> LocalFile.of(Path.of(source)), outcome -> {})
                .get(0);
    }
}
