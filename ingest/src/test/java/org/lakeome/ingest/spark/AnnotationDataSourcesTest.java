package org.lakeome.ingest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;

class AnnotationDataSourcesTest {
    @TempDir
    Path folder;

    @Test
    void featuresAreRowsOfTheWantedColumns() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.gff3"),
                "##gff-version 3\nc\t.\tgene\t10\t20\t1.5\t+\t.\tID=g;Parent=a,b;Biotype=x\nc\t.\tCDS\t1\t2\t.\t?\t1\tID=d\n");
        Dataset<Row> rows = LocalSpark.session().read().format("gff3").load(file.toString());
        assertThat(rows.columns()).hasSize(20);
        assertThat(texts(rows.filter("type = 'gene'")
                        .selectExpr(
                                "seqid",
                                "start",
                                "end",
                                "score",
                                "strand",
                                "parent",
                                "information['biotype']",
                                "phase")))
                .containsExactly("[c,9,20,1.5,+,ArraySeq(a, b),x,null]");
        assertThat(rows.count()).isEqualTo(2);
    }

    @Test
    void tablesHaveTypedColumnsAndHalfOpenCoordinates() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "c,p,r,a,f\nchr1,5,AC,A,0.5\nchr2,7,A,T,\n");
        Dataset<Row> rows = LocalSpark.session()
                .read()
                .format("genomic-tsv")
                .option("columns", "Chrom STRING, pos INT, ref STRING, alt STRING, f DOUBLE")
                .option("annotationType", "CHR_POS_REF_ALT")
                .option("CHR", "chrom")
                .option("POS", "pos")
                .option("REF", "ref")
                .option("ALT", "alt")
                .option("sep", ",")
                .option("header", true)
                .load(file.toString());
        assertThat(rows.columns()).containsExactly("chrom", "pos", "ref", "alt", "f", "end", "information");
        assertThat(texts(rows.filter("chrom = 'chr1' AND pos = 4"))).containsExactly("[chr1,4,AC,A,0.5,6,null]");
        assertThat(rows.filter("f is null").count()).isEqualTo(1);
    }

    @Test
    void badOptionsAndBadLinesAreTold() throws IOException {
        Path file = Files.writeString(folder.resolve("a.tsv"), "n\nx\n");
        assertThatThrownBy(
                        () -> LocalSpark.session().read().format("genomic-tsv").load(file.toString()))
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> LocalSpark.session()
                        .read()
                        .format("genomic-tsv")
                        .option("columns", "n INT")
                        .load(file.toString())
                        .count())
                .hasStackTraceContaining("line 2, field n (column 1), value \"x\"");
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }
}
