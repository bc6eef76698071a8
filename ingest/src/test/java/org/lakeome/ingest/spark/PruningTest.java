package org.lakeome.ingest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import htsjdk.tribble.SimpleFeature;
import htsjdk.tribble.index.IndexFactory;
import htsjdk.tribble.index.tabix.TabixFormat;
import htsjdk.tribble.index.tabix.TabixIndexCreator;
import htsjdk.variant.vcf.VCFCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.source.Bgzf;

class PruningTest {
    private static final String REGION = "contigname = 'chr2' AND start >= 200000 AND start < 201000";

    @TempDir
    Path folder;

    private Path cohort;

    @BeforeEach
    void writeCohort() throws IOException {
        cohort = Bgzf.write(folder.resolve("cohort.vcf.gz"), vcf(), 2_000);
    }

    @Test
    void conditionOnSamplesGivesTheirRowsAlone() throws IOException {
        Dataset<Row> rows = rows(cohort);
        assertThat(rows.count()).isEqualTo(6_000 * 4);
        assertThat(rows.filter("sampleid = 's3'").count()).isEqualTo(6_000);
        assertThat(rows.filter("sampleid in ('s2', 's4')")
                        .select("sampleid", "depth")
                        .distinct()
                        .count())
                .isEqualTo(2);
        assertThat(rows.filter("sampleid = 's3'")
                        .selectExpr("sum(depth)")
                        .first()
                        .getLong(0))
                .isEqualTo(6_000 * 3);
        assertThat(rows.filter("sampleid = 'nobody'").count()).isZero();
        assertThat(rows.filter("sampleid = 'nobody'").javaRDD().getNumPartitions())
                .isZero();
    }

    @Test
    void otherSamplesColumnsAreNotTakenApart() throws IOException {
        String bad = vcf().replace("4\n", "no number\n");
        Path file = Files.writeString(folder.resolve("bad.vcf"), bad);
        assertThat(rows(file)
                        .filter("sampleid = 's2'")
                        .selectExpr("sum(depth)")
                        .first()
                        .getLong(0))
                .isEqualTo(6_000 * 2);
    }

    @Test
    void indexLeavesPartsOfTheFileOut() throws IOException {
        List<Row> expected = region(cohort);
        int all = rows(cohort).filter(REGION).javaRDD().getNumPartitions();
        Path index = index(cohort);
        assertThat(rows(cohort).filter(REGION).javaRDD().getNumPartitions()).isBetween(1, all / 2);
        assertThat(region(cohort)).isEqualTo(expected).hasSize(10 * 4);
        assertThat(rows(cohort).filter("contigname = 'chr9'").count()).isZero();
        assertThat(rows(cohort).filter("contigname = 'chr1'").count()).isEqualTo(3_000 * 4);
        assertThat(rows(cohort).filter("start >= 200000").count()).isEqualTo(2 * 1_001 * 4);
        Files.setLastModifiedTime(index, FileTime.fromMillis(0));
        assertThat(rows(cohort).filter(REGION).javaRDD().getNumPartitions()).isEqualTo(all);
        assertThat(region(cohort)).isEqualTo(expected);
        Files.write(index, Bgzf.pack("no index", 100));
        assertThat(region(cohort)).isEqualTo(expected);
    }

    @Test
    void contigsThatTheFileWritesOtherwiseAreFound() throws IOException {
        Path file = Bgzf.write(folder.resolve("quoted.tsv.gz"), "\"chr1\"\t5\nchr2\t7\n", 2_000);
        TabixIndexCreator index = new TabixIndexCreator(TabixFormat.BED);
        index.addFeature(new SimpleFeature("\"chr1\"", 5, 5), 0);
        index.addFeature(new SimpleFeature("chr2", 7, 7), 9);
        index.finalizeIndex(Files.size(file) << 16).write(Path.of(file + ".tbi"));
        Dataset<Row> rows = LocalSpark.session()
                .read()
                .format("genomic-tsv")
                .option("columns", "c STRING, p INT")
                .option("annotationType", "CHR_POS")
                .option("CHR", "c")
                .option("POS", "p")
                .option("sep", "\t")
                .load(file.toString());
        assertThat(rows.filter("c = 'chr1'").count()).isEqualTo(1);
        assertThat(rows.filter("c = 'chr2'").count()).isEqualTo(1);
    }

    @Test
    void everyRegionHasTheSameRowsWithAndWithoutIndex() throws IOException {
        Path indexed = Files.copy(cohort, folder.resolve("indexed.vcf.gz"));
        index(indexed);
        for (long start = 0; start < 310_000; start += 31_000) {
            String region = "contigname = 'chr1' AND start BETWEEN " + start + " AND " + (start + 16_384);
            assertThat(rows(indexed).filter(region).count())
                    .as(region)
                    .isEqualTo(rows(cohort).filter(region).count());
        }
    }

    private static List<Row> region(Path file) {
        return rows(file)
                .filter(REGION)
                .select("contigname", "start", "sampleid", "depth")
                .orderBy("start", "sampleid")
                .collectAsList();
    }

    private static Dataset<Row> rows(Path file) {
        return LocalSpark.session()
                .read()
                .format("vcf")
                .option("splitBytes", 4_000)
                .load(file.toString());
    }

    private static Path index(Path file) throws IOException {
        Path index = Path.of(file + ".tbi");
        IndexFactory.createTabixIndex(file, new VCFCodec(), TabixFormat.VCF, null)
                .write(index);
        return index;
    }

    private static String vcf() {
        StringBuilder text = new StringBuilder("""
                ##fileformat=VCFv4.2
                ##contig=<ID=chr1>
                ##contig=<ID=chr2>
                ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
                ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="">
                #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts1\ts2\ts3\ts4
                """);
        for (String contig : List.of("chr1", "chr2")) {
            for (int i = 1; i <= 3_000; i++) {
                text.append(contig).append('\t').append(i * 100 + 1).append("\t.\tA\tC\t.\t.\t.\tGT:DP");
                text.append("\t0/1:1\t0/0:2\t1/1:3\t./.:4\n");
            }
        }
        return text.toString();
    }
}
