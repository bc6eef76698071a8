package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.normalise.References;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.vcf.ReadOptions;

/** Rows in a table of records that were left-aligned and split, however the import is cut into tasks. */
class NormalisedImportTest {
    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=END,Number=1,Type=Integer,Description="End">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depths">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc
            """;
    private static final WriteLimits SMALL_SPLITS = new WriteLimits(300, 1 << 20, 32, 3, 1 << 20);
    private static final WriteLimits BANDS_OF_SAMPLES = new WriteLimits(300, 1 << 20, 1, 1, 1 << 10);

    @TempDir
    Path folder;

    @Test
    void splitAndAlignedRowsAreTheSameHoweverTheFileIsCut() throws IOException {
        Path fasta = Files.writeString(folder.resolve("ref.fa"), ">chr1\nGATTTTTTCC\nGATTTTTTCC\n");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add("1\t8\tid" + i + "\tTC\tTTC,AC\t.\tPASS\tEND=9\tGT:AD\t1/2:1,2,3\t0/0:9,0,0\t./.");
            lines.add("1\t12\tid" + i + "\tA\tG\t.\tPASS\t.\tGT\t0/1\t0/0\t.");
        }
        lines.add(5, "1\t12\tbad\tC\tG\t.\tPASS\t.\tGT\t0/1\t0/0\t.");
        Path file = Files.writeString(folder.resolve("a.vcf"), HEADER + String.join("\n", lines) + "\n");
        ImportOptions options = new ImportOptions(new ReadOptions(References.of(fasta), true, false, false), null);
        Table table = StoreTable.create(folder.resolve("warehouse"));
        Table rejected = StoreTable.createRejected(folder.resolve("warehouse"));
        for (WriteLimits limits : List.of(WriteLimits.DEFAULT, SMALL_SPLITS, BANDS_OF_SAMPLES)) {
            String job = "job" + limits.hashCode();
            ItemOutcome outcome = new VariantImport(
                            LocalSpark.context(), table, Optional.of(rejected), job, 1, limits, options)
                    .run(List.of(file.toString()), source -> LocalFile.of(Path.of(source)), done -> {})
                    .get(0);
            assertThat(outcome.completed()).isTrue();
            assertThat(outcome.rows()).isEqualTo(3 * 60);
            assertThat(outcome.message())
                    .contains("1 record set aside")
                    .contains("REF mismatch at 1:12: file C, reference A")
                    .contains("line 11");
            assertRows(table, job);
        }
    }

    private static void assertRows(Table table, String job) {
        table.refresh();
        Row[] rows = (Row[]) LocalSpark.rows(table)
                .filter("importjobid = '" + job + "' AND names[0] = 'id7'")
                .orderBy("sampleid", "start", "alternatealleles")
                .collect();
        assertThat(rows).hasSize(9);
        assertThat(cells(rows[0])).containsExactly("1", 1L, 2L, "A", List.of("AT"), true, List.of(1, 0), List.of(1, 2));
        assertThat(cells(rows[1])).containsExactly("1", 7L, 8L, "T", List.of("A"), true, List.of(0, 1), List.of(1, 3));
        assertThat(cells(rows[2])).containsExactly("1", 11L, 12L, "A", List.of("G"), false, List.of(0, 1), null);
        assertThat(rows[0].<String, String>getJavaMap(rows[0].fieldIndex("attributes")))
                .isEqualTo(Map.of("END", "2", "OLD_MULTIALLELIC", "1:8:TC/TTC/AC"));
        assertThat(cells(rows[7])).containsExactly("1", 7L, 8L, "T", List.of("A"), true, List.of(-1, -1), null);
    }

    private static List<Object> cells(Row row) {
        List<Object> cells = new ArrayList<>();
        for (String column : List.of("contigname", "start", "end", "referenceallele")) {
            cells.add(row.getAs(column));
        }
        cells.add(list(row, "alternatealleles"));
        cells.add(row.getAs("splitfrommultiallelic"));
        cells.add(list(row, "calls"));
        cells.add(list(row, "alleledepths"));
        return cells;
    }

    private static Object list(Row row, String column) {
        int at = row.fieldIndex(column);
        return row.isNullAt(at) ? null : List.copyOf(row.getList(at));
    }
}
