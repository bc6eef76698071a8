package org.lakeome.ingest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.source.Bgzf;

/** The example job of docs/spark.md, as it stands there; only its files are ours. */
class SparkPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```spark-sql\\n(.*?)^```$");

    @TempDir
    Path folder;

    @Test
    void exampleJobGivesRows() throws IOException {
        Bgzf.write(folder.resolve("cohort.vcf.gz"), """
                ##fileformat=VCFv4.2
                ##contig=<ID=chr1>
                ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
                #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tHG00096\tHG00097
                chr1\t101\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\t0/0
                chr1\t150\t.\tG\tT\t.\tPASS\t.\tGT\t0/0\t1/1
                chr1\t5000\t.\tG\tT\t.\tPASS\t.\tGT\t1/1\t1/1
                """, 1_000);
        Files.writeString(
                folder.resolve("genes.gff3"), "##gff-version 3\nchr1\t.\tgene\t90\t200\t.\t+\t.\tID=g1;Name=EDEN\n");
        Files.writeString(folder.resolve("sites.tsv"), "#made up\nc\tp\tr\ta\tf\nchr1\t101\tA\tC\t0.125\n");
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/spark.md")));
        assertThat(block.find()).isTrue();
        Dataset<Row> last = null;
        for (String statement : block.group(1).split(";\n")) {
            if (!statement.isBlank()) {
                String text = statement.replaceAll("path '([^']+)'", "path '" + folder + "/$1'");
                last = LocalSpark.session().sql(text);
            }
        }
        assertThat(last.collectAsList().stream().map(Row::toString))
                .isEqualTo(List.of("[chr1,100,A,ArraySeq(C),EDEN,0.125]"));
        assertThat(block.find()).as("a second example needs its test").isFalse();
    }
}
