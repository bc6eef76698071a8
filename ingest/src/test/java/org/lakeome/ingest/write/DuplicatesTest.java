package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.AnnotationTable;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.Bgzf;
import org.lakeome.ingest.source.LocalFile;

/** Files whose content the store has already. */
class DuplicatesTest {
    private static final String VCF = """
            ##fileformat=VCFv4.2
            ##contig=<ID=chr1>
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="">
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tone\ttwo
            chr1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/0
            chr1\t6\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/0
            """;
    private static final String OTHER = VCF.replace("\t6\t", "\t7\t");
    private static final String GFF = "##gff-version 3\nctg\t.\tgene\t1\t9\t.\t+\t.\tID=a\n##FASTA\n>ctg\nACGTACGTA\n";

    @TempDir
    Path folder;

    private Table table;
    private final Map<String, String> brought = new HashMap<>();

    @BeforeEach
    void createTable() {
        table = StoreTable.create(folder.resolve("warehouse"));
    }

    @Test
    void sameContentIsImportedAgainAndSaidByDefault() throws IOException {
        keep("first", run("first", OnDuplicate.IMPORT, file("a.vcf", VCF)));
        List<ItemOutcome> again = run("second", OnDuplicate.IMPORT, file("b.vcf", VCF), file("c.vcf", OTHER));
        assertThat(again).allMatch(ItemOutcome::completed);
        assertThat(again.get(0).message()).contains("already, from job first", "once more");
        assertThat(again.get(1).message()).doesNotContain("content");
        assertThat(rows()).isEqualTo(12);
    }

    @Test
    void itemThatIsSkippedIsCompletedWithoutRowAndFile() throws IOException {
        keep("first", run("first", OnDuplicate.SKIP, file("a.vcf", VCF)));
        List<ItemOutcome> again = run("second", OnDuplicate.SKIP, file("b.vcf", VCF), file("c.vcf", OTHER));
        assertThat(again).allMatch(ItemOutcome::completed);
        assertThat(again.get(0).rows()).isZero();
        assertThat(again.get(0).content()).isEmpty();
        assertThat(again.get(0).message())
                .startsWith("Skipped, nothing was imported")
                .contains("job first");
        assertThat(again.get(1).rows()).isEqualTo(4);
        assertThat(rows()).isEqualTo(8);
        assertThat(filesOf("second")).isNotEmpty().allMatch(name -> name.startsWith("00001-"));
    }

    @Test
    void itemThatFailsNamesTheJobAndTheRemedy() throws IOException {
        keep("first", run("first", OnDuplicate.FAIL, file("a.vcf", VCF)));
        ItemOutcome again = run("second", OnDuplicate.FAIL, file("b.vcf", VCF)).get(0);
        assertThat(again.completed()).isFalse();
        assertThat(again.message()).startsWith("Not imported").contains("job first", "--again");
        assertThat(rows()).isEqualTo(4);
        assertThat(filesOf("second")).isEmpty();
    }

    @Test
    void equalFilesOfOneJobAreTheSameContent() throws IOException {
        List<ItemOutcome> outcomes = run("job", OnDuplicate.FAIL, file("a.vcf", VCF), file("b.vcf", VCF));
        assertThat(outcomes).extracting(ItemOutcome::completed).containsExactly(true, false);
        assertThat(outcomes.get(1).message()).contains("another file of this job", "a.vcf");
        assertThat(rows()).isEqualTo(4);
    }

    @Test
    void contentIsThatOfTheBytesAndDoesNotHangOnHowTheFileIsRead() throws IOException {
        String text = VCF + "chr1\t8\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/0\n".repeat(60_000);
        Path packed = Bgzf.write(folder.resolve("large.vcf.gz"), text, 4000);
        ItemOutcome whole = variants("whole", OnDuplicate.IMPORT, WriteLimits.DEFAULT, packed)
                .get(0);
        ItemOutcome plain =
                run("plain", OnDuplicate.IMPORT, file("large.vcf", text)).get(0);
        assertThat(whole.content()).startsWith(Files.size(packed) + "-");
        assertThat(plain.content()).startsWith(text.length() + "-").isNotEqualTo(whole.content());
        keep("whole", List.of(whole));
        assertThat(run("again", OnDuplicate.FAIL, packed).get(0).completed()).isFalse();
    }

    @Test
    void featuresAreComparedAlike() throws IOException {
        Table features = AnnotationTable.gff(folder.resolve("features"), "features");
        Path file = file("a.gff3", GFF);
        ItemOutcome first = features(features, "first", OnDuplicate.FAIL, file);
        assertThat(first.content()).startsWith(GFF.length() + "-");
        keep("first", List.of(first));
        ItemOutcome failed = features(features, "second", OnDuplicate.FAIL, file);
        assertThat(failed.completed()).isFalse();
        ItemOutcome skipped = features(features, "third", OnDuplicate.SKIP, file);
        assertThat(skipped.completed()).isTrue();
        assertThat(skipped.message()).startsWith("Skipped").contains("job first");
        assertThat(LocalSpark.rows(features).count()).isEqualTo(1);
        assertThat(features(features, "fourth", OnDuplicate.IMPORT, file).message())
                .contains("once more");
        assertThat(LocalSpark.rows(features).count()).isEqualTo(2);
    }

    @Test
    void samplesThatTheStoreHasOnTheSameContigAreTold() throws IOException {
        assertThat(run("first", OnDuplicate.FAIL, file("a.vcf", VCF)).get(0).message())
                .isEmpty();
        List<ItemOutcome> next = run(
                "second",
                OnDuplicate.FAIL,
                file("same.vcf", OTHER.replace("two", "three")),
                file("contig.vcf", OTHER.replace("chr1", "chr2")),
                file("sample.vcf", OTHER.replace("one", "four").replace("two", "five")),
                file("sites.vcf", OTHER.replaceAll("\\tFORMAT.*|\\tGT\\t.*", "")));
        assertThat(next).allMatch(ItemOutcome::completed);
        assertThat(next.get(0).message())
                .isEqualTo("The store had calls already of one on chr1: if they are of the same sites, these are there"
                        + " twice now.");
        assertThat(next.subList(1, 4)).extracting(ItemOutcome::message).containsOnly("");
    }

    @Test
    void serverThatCannotSayStopsOnlyWhatHangsOnIt() throws IOException {
        KnownContent silent = contents -> {
            throw new IOException("no answer");
        };
        ItemOutcome read = run("job", OnDuplicate.IMPORT, file("a.vcf", VCF)).get(0);
        assertThat(new Duplicates(OnDuplicate.IMPORT, silent).judged(List.of(read)))
                .containsExactly(read);
        assertThatThrownBy(() -> new Duplicates(OnDuplicate.SKIP, silent).judged(List.of(read)))
                .isInstanceOf(UncheckedIOException.class);
    }

    private void keep(String job, List<ItemOutcome> outcomes) {
        outcomes.forEach(outcome -> brought.put(outcome.content(), "job " + job));
        assertThat(brought).doesNotContainKey("");
    }

    private List<ItemOutcome> run(String job, OnDuplicate wish, Path... files) throws IOException {
        return variants(job, wish, WriteLimits.DEFAULT, files);
    }

    private List<ItemOutcome> variants(String job, OnDuplicate wish, WriteLimits limits, Path... files) {
        VariantImport work = new VariantImport(LocalSpark.context(), table, job, 1, limits, ImportOptions.DEFAULT);
        work.lookFor(new Duplicates(wish, this::known));
        List<String> sources = Stream.of(files).map(Path::toString).toList();
        return work.run(sources, source -> LocalFile.of(Path.of(source)), done -> {});
    }

    private ItemOutcome features(Table into, String job, OnDuplicate wish, Path file) {
        AnnotationImport work = new AnnotationImport(
                LocalSpark.context(), into, Optional.empty(), job, 1, WriteLimits.DEFAULT, new AnnotationFormat.Gff());
        work.lookFor(new Duplicates(wish, this::known));
        return work.run(file.toString(), source -> LocalFile.of(Path.of(source)));
    }

    private Map<String, String> known(java.util.Collection<String> contents) {
        Map<String, String> known = new HashMap<>(brought);
        known.keySet().retainAll(contents);
        return known;
    }

    private long rows() {
        table.refresh();
        return LocalSpark.rows(table).count();
    }

    private List<String> filesOf(String job) throws IOException {
        Path data =
                Path.of(java.net.URI.create(table.location() + "/").getPath()).resolve("data/" + job);
        if (!Files.exists(data)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".crc"))
                    .toList();
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
