package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.normalise.ReferenceLengths;
import org.lakeome.ingest.reference.Contig;
import org.lakeome.ingest.source.LocalFile;

class HeaderDriftTest {
    private static final String PLAIN = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=AF,Number=A,Type=Float,Description="Allele \\"frequency\\"">
            ##FILTER=<ID=q10,Description="low">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            ##contig=<ID=chr1,length=1000>
            ##source=not kept
            """;
    private static final String BODY = """
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts
            chr1\t5\t.\tA\tC\t.\tPASS\tAF=0.5\tGT\t0/1
            """;

    @TempDir
    Path folder;

    private Table table;

    @BeforeEach
    void createTable() {
        table = StoreTable.create(folder.resolve("warehouse"));
    }

    @Test
    void snapshotKeepsTheLinesThatNoEarlierJobHad() throws IOException {
        importFiles("first", file("a.vcf", PLAIN));
        importFiles("second", file("b.vcf", PLAIN));
        importFiles("third", file("c.vcf", PLAIN + "##INFO=<ID=NEW,Number=0,Type=Flag,Description=\"\">\n"));
        List<String> kept = kept();
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0))
                .contains("##fileformat=VCFv4.2", "##contig=<ID=chr1,length=1000>", "ID=q10", "\\\"frequency")
                .doesNotContain("not kept");
        assertThat(kept.get(1)).contains("ID=NEW").doesNotContain("ID=AF");
    }

    @Test
    void fileThatContradictsAnEarlierJobIsImportedAndSaysSo() throws IOException {
        importFiles("first", file("a.vcf", PLAIN));
        ItemOutcome outcome = importFiles(
                        "second", file("b.vcf", PLAIN.replace("Number=A,Type=Float", "Number=1,Type=String")))
                .get(0);
        assertThat(outcome.completed()).isTrue();
        assertThat(outcome.message())
                .contains("INFO AF is declared Number=1,Type=String here and Number=A,Type=Float in "
                        + "file 1 of job first.");
    }

    @Test
    void filesOfOneJobThatContradictEachOtherSaySo() throws IOException {
        List<ItemOutcome> outcomes =
                importFiles("job", file("a.vcf", PLAIN), file("b.vcf", PLAIN.replace("length=1000", "length=999")));
        assertThat(outcomes.get(0).message()).isEmpty();
        assertThat(outcomes.get(1).message())
                .isEqualTo("Another reference? contig chr1 has length=999 here and length=1000 in "
                        + folder.resolve("a.vcf") + ".");
    }

    @Test
    void contigsThatAreNotTheReferencesAreTold() throws IOException {
        VariantImport work =
                new VariantImport(LocalSpark.context(), table, "job", 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT);
        work.compareWith(new ReferenceLengths(List.of(new Contig("1", 999, ""), new Contig("2", 7, ""))));
        ItemOutcome outcome = work.run(
                        List.of(file("a.vcf", PLAIN).toString()), source -> LocalFile.of(Path.of(source)), done -> {})
                .get(0);
        assertThat(outcome.completed()).isTrue();
        assertThat(outcome.message())
                .isEqualTo("Another reference? contig chr1 has length=1000 here and 1 has length=999 in the store's"
                        + " reference.");
    }

    @Test
    void headerOfASnapshotThatIsGoneStillCounts() throws IOException {
        table.updateProperties()
                .set(StoreHeader.PROPERTY, "{\"old:1\":[\"##contig=<ID=chr1,length=7>\"]}")
                .commit();
        assertThat(importFiles("new", file("a.vcf", PLAIN)).get(0).message())
                .isEqualTo("Another reference? contig chr1 has length=1000 here and length=7 in file 2 of job old.");
    }

    @Test
    void anotherDescriptionIsNoContradiction() throws IOException {
        importFiles("first", file("a.vcf", PLAIN));
        assertThat(importFiles("second", file("b.vcf", PLAIN.replace("\"low\"", "\"other\"")))
                        .get(0)
                        .message())
                .isEmpty();
    }

    @Test
    void retryOfAJobFindsWhatTheFirstAttemptDid() throws IOException {
        importFiles("first", file("a.vcf", PLAIN));
        Path other = file("b.vcf", PLAIN.replace("Number=A", "Number=R"));
        ItemOutcome outcome = importFiles("second", other).get(0);
        assertThat(outcome.message()).contains("INFO AF is declared Number=R");
        assertThat(importFiles("second", other))
                .containsExactly(new ItemOutcome(
                        outcome.source(), true, "", outcome.records(), outcome.rows(), 0, outcome.content()));
        assertThat(outcome.content()).isNotEmpty();
    }

    @Test
    void snapshotSaysNothingOfSourcesAndMessages() throws IOException {
        importFiles("first", file("a.vcf", PLAIN));
        importFiles(
                "second",
                file("jane_doe.vcf", PLAIN.replace("Number=A", "Number=R")),
                Files.writeString(folder.resolve("roe.vcf"), PLAIN + BODY.replace("\t5\t", "\tsecret\t")),
                file("paths.vcf", PLAIN + """
                        ##contig=<ID=chr2,length=9,URL=file:///home/jane/ref.fa,assembly=/data/jane/ref.fa>
                        ##INFO=<ID=P,Number=.,Type=String,Description="/data/jane/panel.vcf.gz (exact), s3://jane/x, 1/2, https://example.org/a/b">
                        ##GATKCommandLine=<ID=HC,CommandLine="-I /data/jane.bam">
                        """));
        table.refresh();
        assertThat(table.snapshots()).hasSize(2);
        assertThat(StreamSupport.stream(table.snapshots().spliterator(), false)
                        .map(snapshot -> snapshot.summary().toString()))
                .allSatisfy(summary ->
                        assertThat(summary).doesNotContain("a.vcf", "jane", "roe", "secret", "declared", ".fa"));
        assertThat(kept().get(1))
                .contains("##contig=<ID=chr2,length=9,assembly=...>", "... (exact), ..., 1/2, https://example.org/a/b");
    }

    @Test
    void headerThatAnEarlierVersionKeptUnderItsSourceStillCounts() throws IOException {
        table.newAppend()
                .set(JobLedger.JOB, "old")
                .set(StoreHeader.PROPERTY, "{\"s3://b/a\":[\"##contig=<ID=chr1,length=7>\"]}")
                .commit();
        assertThat(importFiles("new", file("a.vcf", PLAIN)).get(0).message())
                .isEqualTo("Another reference? contig chr1 has length=1000 here and length=7 in s3://b/a (job old).");
    }

    @Test
    void fieldThatItsTypeKeepsOutOfItsColumnIsTold() throws IOException {
        String types = "##FORMAT=<ID=PS,Number=1,Type=String,Description=\"\">\n"
                + "##FORMAT=<ID=DP,Number=1,Type=Float,Description=\"\">\n";
        assertThat(importFiles("job", file("a.vcf", PLAIN + types)).get(0).message())
                .startsWith("FORMAT PS is declared Type=String: its values are in information['ps'], and column ps is"
                        + " null. FORMAT DP is declared Type=Float: column depth holds whole numbers, rounded.");
    }

    @Test
    void manyContradictionsAreCounted() throws IOException {
        StringBuilder one = new StringBuilder(PLAIN);
        for (int i = 0; i < 40; i++) {
            one.append("##INFO=<ID=T").append(i).append(",Number=1,Type=Integer,Description=\"\">\n");
        }
        importFiles("first", file("a.vcf", one.toString()));
        String message = importFiles("second", file("b.vcf", one.toString().replace("Type=Integer", "Type=Float")))
                .get(0)
                .message();
        assertThat(message).contains("INFO T9 ").endsWith(" 30 more notes of this kind.");
        assertThat(message).doesNotContain("INFO T10 ");
    }

    @Test
    void headerBeyondTheLimitIsImportedAndTold() throws IOException {
        StringBuilder contigs = new StringBuilder(PLAIN);
        for (int i = 0; i < 12_000; i++) {
            contigs.append("##contig=<ID=scaffold").append(i).append(",length=1>\n");
        }
        ItemOutcome outcome =
                importFiles("job", file("a.vcf", contigs.toString())).get(0);
        assertThat(outcome.completed()).isTrue();
        assertThat(outcome.message()).matches("\\d+ header lines are not kept with the store: there are too many\\.");
        assertThat(kept().get(0)).hasSizeLessThan(512 << 10).contains("ID=AF");
    }

    @Test
    void latinDescriptionIsKeptReadable() throws IOException {
        Path file = folder.resolve("latin.vcf");
        Files.writeString(file, PLAIN.replace("\"low\"", "\"f\u00fcr alle\"") + BODY, StandardCharsets.ISO_8859_1);
        importFiles("job", file);
        assertThat(kept().get(0)).contains("f\u00fcr alle");
    }

    private List<String> kept() {
        table.refresh();
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .map(Snapshot::summary)
                .filter(summary -> summary.containsKey(StoreHeader.PROPERTY))
                .map(summary -> summary.get(StoreHeader.PROPERTY))
                .toList();
    }

    /** With a sample of its own: of one that the store has there would be more to say. */
    private Path file(String name, String header) throws IOException {
        return Files.writeString(folder.resolve(name), header + BODY.replace("\ts\n", "\t" + name + "\n"));
    }

    private List<ItemOutcome> importFiles(String job, Path... files) {
        List<String> sources = List.of(files).stream().map(Path::toString).toList();
        table.refresh();
        return new VariantImport(LocalSpark.context(), table, job, 1, WriteLimits.DEFAULT, ImportOptions.DEFAULT)
                .run(sources, source -> LocalFile.of(Path.of(source)), outcome -> {});
    }
}
