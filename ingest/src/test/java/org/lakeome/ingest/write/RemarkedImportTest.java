package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.LocalFile;

/** What an import says of values that it did not take as they are written, and where they are in the table. */
class RemarkedImportTest {
    private static final String FILE = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=SVTYPE,Number=1,Type=String,Description="">
            ##INFO=<ID=CHR2,Number=1,Type=String,Description="">
            ##INFO=<ID=END,Number=1,Type=Integer,Description="">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
            ##FORMAT=<ID=DP,Number=.,Type=Integer,Description="">
            ##FORMAT=<ID=PL,Number=G,Type=Integer,Description="">
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	S1
            1	100	.	A	R	.	PASS	.	GT:DP:PL	0/1:12,7:-2147483648,0,30
            1	200	.	A	C	.	PASS	.	GT:DP:PL	0/1:9:30,0,40
            1	9000	.	A	A]2:1200]	.	PASS	SVTYPE=BND;CHR2=2;END=1200	GT	0/1
            """;

    @TempDir
    Path folder;

    @Test
    void everyKindOfRemarkIsToldOnceAndTheRowsHoldWhatIsLeft() throws IOException {
        Table table = StoreTable.create(folder.resolve("warehouse"));
        Path file = Files.writeString(folder.resolve("a.vcf"), FILE);
        ItemOutcome outcome = new VariantImport(
                        LocalSpark.context(), table, "job", 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT)
                .run(List.of(file.toString()), source -> LocalFile.of(Path.of(source)), done -> {})
                .get(0);
        assertThat(outcome.completed()).isTrue();
        assertThat(outcome.message())
                .contains(
                        "Values that break a rule of VCF were kept as they are written (1): the first in line 9, ALT holds",
                        "INFO END was not taken as the end of the record (1): the first in line 11, it is a position",
                        "Values that their column cannot hold are null in it (1): the first in line 9, FORMAT PL is",
                        "FORMAT DP is declared Number=.: a call with several values has them in information['dp']");
        table.refresh();
        List<Row> rows = LocalSpark.rows(table).orderBy("start").collectAsList();
        assertThat(rows.get(0).<Object>getAs("depth")).isNull();
        assertThat(information(rows.get(0))).containsEntry("dp", "[12, 7]");
        assertThat(rows.get(0).getList(rows.get(0).fieldIndex("phredlikelihoods")))
                .isEqualTo(Arrays.asList(null, 0, 30));
        assertThat(rows.get(1).<Integer>getAs("depth")).isEqualTo(9);
        assertThat(information(rows.get(1))).containsEntry("dp", null);
        assertThat(rows.get(2).<Long>getAs("end")).isEqualTo(9000);
        assertThat(rows.get(2).getJavaMap(rows.get(2).fieldIndex("attributes")).toString())
                .contains("END=1200");
    }

    private static Map<String, String> information(Row row) {
        return row.getJavaMap(row.fieldIndex("information"));
    }
}
