package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.vcf.ReadOptions;

class VepImportTest {
    private static final String DECLARATION = """
            ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: %s">
            """;
    private static final String DEFAULT_FORMAT =
            "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|cDNA_position|"
                    + "CDS_position|Protein_position|Amino_acids|Codons|Existing_variation|DISTANCE|STRAND|FLAGS|"
                    + "SYMBOL_SOURCE|HGNC_ID";

    @TempDir
    Path folder;

    private Table table;

    @BeforeEach
    void createTable() {
        table = StoreTable.create(folder.resolve("warehouse"));
    }

    @Test
    void referenceRowOfTheContractWithItsAnnotations() throws IOException {
        String csq =
                "T|missense_variant&splice_region_variant|MODERATE|ATXN7|ENSG00000163635|Transcript|ENST00000295900|"
                        + "protein_coding|1/13||ENST1:c.1G>T|ENSP1:p.Gly1%3D|637|83|28|R/L|cGt/cTt|rs1&COSV2|||cds_start_NF|HGNC|"
                        + "HGNC:10560";
        ItemOutcome outcome = importOne(header(DECLARATION.formatted(DEFAULT_FORMAT), "HG0001\tHG0002")
                + "chr3\t63912684\t.\tG\tT\t10\tPASS\tVARID=ATXN7;CSQ=" + csq + "\tGT\t0/0\t1/0\n");
        assertThat(outcome.message()).isEmpty();
        List<Row> rows = LocalSpark.rows(table).orderBy("sampleid").collectAsList();
        assertThat(rows).extracting(row -> row.<String>getAs("sampleid")).containsExactly("HG0001", "HG0002");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.getJavaMap(row.fieldIndex("attributes")).get("CSQ")).isEqualTo(csq);
            assertThat(row.<Long>getAs("start")).isEqualTo(63912683L);
            assertThat(row.<Object>getAs("information")).isNull();
        });
        assertThat(annotations()).hasSize(2).containsOnly("""
                {"vep":[{"allele":"T","consequence":["missense_variant","splice_region_variant"],"impact":"MODERATE",\
                "symbol":"ATXN7","gene":"ENSG00000163635","feature_type":"Transcript","feature":"ENST00000295900",\
                "biotype":"protein_coding","exon":{"rank":"1","total":"13"},"hgvsc":"ENST1:c.1G>T",\
                "hgvsp":"ENSP1:p.Gly1=","cdna_position":"637","cds_position":"83","protein_position":"28",\
                "amino_acids":{"reference":"R","variant":"L"},"codons":{"reference":"cGt","variant":"cTt"},\
                "existing_variation":["rs1","COSV2"],"distance":"","strand":"","flags":["cds_start_NF"],\
                "symbol_source":"HGNC","hgnc_id":"HGNC:10560"}]}""");
    }

    @Test
    void fieldsWithoutAColumnGoToExtrasInLowerCase() throws IOException {
        importSites("Allele|Consequence|Format|HIGH_INF_POS|symbol", "CSQ=T|a&b|x||S,A|a|||");
        assertThat(annotations()).containsExactly("""
                {"vep":[{"allele":"T","consequence":["a","b"],"extras":{"format":"x","high_inf_pos":"","symbol":"S"}},\
                {"allele":"A","consequence":["a"],"extras":{"format":"","high_inf_pos":"","symbol":""}}]}""");
    }

    @Test
    void blankListsAndPairsAreNullAndBlankTextIsNot() throws IOException {
        importSites("Allele|Consequence|EXON|Amino_acids|FLAGS|Gene", "CSQ=|||||");
        assertThat(annotations()).containsExactly("{\"vep\":[{\"allele\":\"\",\"gene\":\"\"}]}");
    }

    @Test
    void pairOfOnePartHasNoSecond() throws IOException {
        importSites("Allele|EXON|Amino_acids|Codons", "CSQ=T|3|G|ggC/ggT");
        assertThat(annotations()).containsExactly("""
                {"vep":[{"allele":"T","exon":{"rank":"3"},"amino_acids":{"reference":"G"},\
                "codons":{"reference":"ggC","variant":"ggT"}}]}""");
    }

    @Test
    void recordWithoutTheKeyHasAnEmptyArray() throws IOException {
        importSites("Allele|Gene", "VARID=x", "CSQ=.", "CSQ=", "CSQ=T|g");
        String empty = "{\"vep\":[]}";
        assertThat(annotations()).containsExactly(empty, empty, empty, "{\"vep\":[{\"allele\":\"T\",\"gene\":\"g\"}]}");
    }

    @Test
    void badEntryIsLeftOutAloneAndToldWithItsLine() throws IOException {
        ItemOutcome outcome = importSites("Allele|Gene|LoF_info", "CSQ=T|g|x", "CSQ=T|g|1,2,A|short,C|h|3");
        assertThat(annotations())
                .containsExactly(
                        "{\"vep\":[{\"allele\":\"T\",\"gene\":\"g\",\"extras\":{\"lof_info\":\"x\"}}]}",
                        "{\"vep\":[{\"allele\":\"T\",\"gene\":\"g\",\"extras\":{\"lof_info\":\"1,2\"}},"
                                + "{\"allele\":\"C\",\"gene\":\"h\",\"extras\":{\"lof_info\":\"3\"}}]}");
        assertThat(outcome.completed()).isTrue();
        assertThat(outcome.message())
                .isEqualTo("1 VEP entry was repaired, 1 could not be read and was left out; the first at line 6.");
    }

    @Test
    void countsOfAllSplitsAddUp() throws IOException {
        StringBuilder text = new StringBuilder(header(DECLARATION.formatted("Allele|Gene"), ""));
        for (int i = 1; i <= 400; i++) {
            text.append("chr1\t")
                    .append(i)
                    .append("\t.\tG\tT\t.\t.\tCSQ=T|g")
                    .append(i > 100 ? ",T" : "")
                    .append('\n');
        }
        Path file = Bgzf.write(folder.resolve("many"), text.toString(), 900);
        WriteLimits small = new WriteLimits(300, 1 << 20, 32, 12, 1 << 20);
        ItemOutcome outcome = run(small, new ImportOptions(ReadOptions.AS_WRITTEN, "CSQ"), file);
        assertThat(outcome.rows()).isEqualTo(400);
        assertThat(outcome.message()).isEqualTo("300 VEP entries were repaired; the first at line 105.");
        assertThat(annotations()).hasSize(400);
    }

    @Test
    void repairedEntriesOfALineThatIsSplitBetweenTwoBatchesCountOnce() throws IOException {
        StringBuilder text = new StringBuilder(header(DECLARATION.formatted("Allele|Gene"), ""));
        for (int i = 1; i <= 3; i++) {
            text.append("chr1\t").append(i).append("\t.\tG\tT,C\t.\t.\tCSQ=T|g,T\n");
        }
        Path file = Files.writeString(folder.resolve("two.vcf"), text.toString());
        // The first row group, and its last batch, end between the two records of the second line.
        WriteLimits threeRecords = new WriteLimits(1 << 20, 1 << 20, 32, 3, 1 << 20);
        ReadOptions splitting = new ReadOptions(null, true, false, false);
        ItemOutcome outcome = run(threeRecords, new ImportOptions(splitting, "CSQ"), file);
        assertThat(outcome.rows()).isEqualTo(6);
        assertThat(outcome.message()).isEqualTo("3 VEP entries were repaired; the first at line 5.");
    }

    @Test
    void keyThatTheHeaderLacksFailsTheItemBeforeARowIsWritten() throws IOException {
        ItemOutcome outcome =
                importOne(header(DECLARATION.formatted("Allele|Gene").replace("CSQ", "vep"), "")
                        + "chr1\t5\t.\tG\tT\t.\t.\tvep=T|g\n");
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message())
                .startsWith("VEP's entries were asked for in INFO CSQ, and the header does not declare it. INFO fields"
                        + " that have one: vep.");
        assertThat(table.currentSnapshot()).isNull();
    }

    @Test
    void keyDeclaredTwiceFailsTheItem() throws IOException {
        String twice = DECLARATION.formatted("Allele|Gene").repeat(2);
        ItemOutcome outcome = importOne(header(twice, "") + "chr1\t5\t.\tG\tT\t.\t.\tCSQ=T|g\n");
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message()).startsWith("Duplicate VEP INFO header with ID: CSQ found in header.");
    }

    @Test
    void anyKeyMayHoldTheEntriesAndOnlyThatOneIsRead() throws IOException {
        String header = DECLARATION.formatted("Allele|Gene")
                + DECLARATION.formatted("Gene").replace("CSQ", "vep");
        run(
                WriteLimits.DEFAULT,
                new ImportOptions(ReadOptions.AS_WRITTEN, "vep"),
                file(header(header, "") + "chr1\t5\t.\tG\tT\t.\t.\tCSQ=T|g;vep=h,i\n"));
        assertThat(annotations()).containsExactly("{\"vep\":[{\"gene\":\"h\"},{\"gene\":\"i\"}]}");
    }

    @Test
    void withoutAnnotationFieldsTheColumnStaysNull() throws IOException {
        run(
                WriteLimits.DEFAULT,
                ImportOptions.DEFAULT,
                file(header(DECLARATION.formatted("Allele|Gene"), "") + "chr1\t5\t.\tG\tT\t.\t.\tCSQ=T|g\n"));
        assertThat(annotations()).containsOnlyNulls();
    }

    @Test
    void qualityAndFiltersAreIgnoredWhenAsked() throws IOException {
        String text = header("", "") + "chr1\t5\t.\tG\tT\t12.5\tPASS\tVARID=x\nchr1\t6\t.\tG\tT\t3\tq1;q2\tVARID=x\n";
        run(WriteLimits.DEFAULT, ignoring(true, false), file(text));
        run(WriteLimits.DEFAULT, ignoring(false, true), file(text));
        List<String> cells =
                LocalSpark.rows(table).selectExpr("to_json(struct(qual, filters))").collectAsList().stream()
                        .map(row -> row.getString(0))
                        .toList();
        assertThat(cells)
                .containsExactlyInAnyOrder(
                        "{\"filters\":[\"PASS\"]}",
                        "{\"filters\":[\"q1\",\"q2\"]}",
                        "{\"qual\":12.5}",
                        "{\"qual\":3.0}");
    }

    private static ImportOptions ignoring(boolean quality, boolean filters) {
        return new ImportOptions(new ReadOptions(null, false, quality, filters), null);
    }

    private static String header(String declarations, String samples) {
        String genotype = "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n";
        return "##fileformat=VCFv4.2\n"
                + declarations
                + "##INFO=<ID=VARID,Number=1,Type=String,Description=\"id\">\n"
                + (samples.isEmpty() ? "" : genotype)
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
                + (samples.isEmpty() ? "\n" : "\tFORMAT\t" + samples + "\n");
    }

    private ItemOutcome importSites(String format, String... infos) throws IOException {
        StringBuilder text = new StringBuilder(header(DECLARATION.formatted(format), ""));
        for (int i = 0; i < infos.length; i++) {
            text.append("chr1\t")
                    .append(i + 1)
                    .append("\t.\tG\tT\t.\t.\t")
                    .append(infos[i])
                    .append('\n');
        }
        return importOne(text.toString());
    }

    private ItemOutcome importOne(String text) throws IOException {
        return run(WriteLimits.DEFAULT, new ImportOptions(ReadOptions.AS_WRITTEN, "CSQ"), file(text));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("one.vcf"), text);
    }

    private ItemOutcome run(WriteLimits limits, ImportOptions options, Path file) {
        return new VariantImport(LocalSpark.context(), table, UUID.randomUUID().toString(), 1, limits, options)
                .run(List.of(file.toString()), source -> LocalFile.of(Path.of(source)), outcome -> {})
                .get(0);
    }

    /** Fields that are null do not show in JSON. */
    private List<String> annotations() {
        table.refresh();
        return LocalSpark.rows(table).orderBy("start").selectExpr("to_json(annotations)").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
