package org.lakeome.ingest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.write.ImportOptions;
import org.lakeome.ingest.write.VariantImport;
import org.lakeome.ingest.write.WriteLimits;

class VcfDataSourceTest {
    @TempDir
    Path folder;

    @Test
    void rowsEqualThoseOfAnImportWhateverTheSplits() throws IOException {
        Path file = Bgzf.write(folder.resolve("cohort.txt"), vcf(300), 700);
        Table table = StoreTable.create(folder.resolve("warehouse"));
        new VariantImport(
                        LocalSpark.context(),
                        table,
                        UUID.randomUUID().toString(),
                        1,
                        WriteLimits.DEFAULT,
                        ImportOptions.DEFAULT)
                .run(List.of("cohort"), source -> LocalFile.of(file), outcome -> {});
        table.refresh();
        List<String> imported = texts(LocalSpark.rows(table).drop("importjobid"));
        assertThat(imported).hasSize(900);
        assertThat(texts(reader().load(file.toString()))).isEqualTo(imported);
        Dataset<Row> small = reader().option("splitBytes", 300).load(file.toString());
        assertThat(small.javaRDD().getNumPartitions()).isGreaterThan(5);
        assertThat(texts(small)).isEqualTo(imported);
    }

    @Test
    void onlyWantedColumnsAreMade() throws IOException {
        Path file = Files.writeString(folder.resolve("plain.vcf"), vcf(20));
        Dataset<Row> rows = reader().load(file.toString());
        assertThat(rows.filter("depth > 5").select("sampleid").distinct().count())
                .isPositive();
        assertThat(rows.count()).isEqualTo(60);
        assertThat(rows.selectExpr("max(attributes['AF'])").first().getString(0))
                .isEqualTo("0.25");
    }

    @Test
    void badLineFailsTheQueryWithFileAndLine() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.vcf"), vcf(3) + "chr1\tten\t.\tA\tC\t.\t.\t.\n");
        Dataset<Row> rows = reader().load(file.toString());
        assertThatThrownBy(rows::count).hasStackTraceContaining("bad.vcf").hasStackTraceContaining("line 10");
    }

    @Test
    void packedReferenceIsRefusedWithWhatToDo() throws IOException {
        Path file = Files.writeString(folder.resolve("plain.vcf"), vcf(3));
        Path fasta = Bgzf.write(folder.resolve("ref.txt"), ">chr1\nACGT\n", 700);
        Files.writeString(Path.of(fasta + ".fai"), "chr1\t4\t6\t4\t5\n");
        assertThatThrownBy(() -> reader().option("reference", fasta.toString())
                        .load(file.toString())
                        .count())
                .hasStackTraceContaining(fasta.getFileName().toString())
                .hasStackTraceContaining("It is packed; unpack it (gunzip)");
    }

    private static DataFrameReader reader() {
        return LocalSpark.session().read().format("vcf");
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    private static String vcf(int records) {
        StringBuilder text = new StringBuilder("""
                ##fileformat=VCFv4.2
                ##INFO=<ID=AF,Number=A,Type=Float,Description="">
                ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
                ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="">
                ##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="">
                #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts1\ts2\ts3
                """);
        for (int i = 1; i <= records; i++) {
            text.append("chr")
                    .append(i % 3)
                    .append('\t')
                    .append(i * 10)
                    .append("\trs")
                    .append(i);
            text.append(";x\tA\tC,<NON_REF>\t").append(i).append("\tq10;LowQ\tAF=0.25\tGT:DP:MIN_DP");
            text.append("\t0/1:").append(i % 40).append(":1\t1|2:.:2\t.\n");
        }
        return text.toString();
    }
}
