package org.lakeome.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.Corpus;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.StoreTable;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.FieldDeclaration;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.ReadOptions;
import org.lakeome.ingest.vcf.VcfHeader;
import org.lakeome.ingest.vep.PercentText;
import org.lakeome.ingest.vep.VepField;

/** Our annotations, imported into a table, against {@code bcftools +split-vep}, entry by entry and field by field. */
class VepDifferentialTest {
    private static final String FORMAT = "Consequence annotations from Ensembl VEP. Format:";
    /** Where the tool gives nothing to compare with, and why; the entries there are counted instead. */
    private static final Map<String, String> REFUSED = Map.of(
            "bcftools-vep/split-vep.broken-LoF.vcf",
            "bcftools 1.16 takes each piece between the commas of LoF_info for an entry and stops: Too few columns.");

    @TempDir
    Path folder;

    @BeforeEach
    void requireBcftools() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "bcftools")));
        Assumptions.assumeTrue(found, "skipped: 1 comparison needs bcftools on the PATH");
    }

    @Test
    void entriesAndFieldsEqualThoseOfSplitVep() throws IOException, InterruptedException {
        Path data = Corpus.require("1 comparison with bcftools +split-vep");
        Map<String, Integer> compared = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (Path file : files(data)) {
            String name = file.startsWith(data)
                    ? data.relativize(file).toString()
                    : file.getFileName().toString();
            VcfHeader header = header(file).orElseThrow();
            for (FieldDeclaration field : vepFields(header)) {
                List<String> names = Stream.of(field.description()
                                .substring(FORMAT.length())
                                .strip()
                                .split("\\|", -1))
                        .toList();
                List<String> ours = ours(file, field.id(), names);
                Optional<List<String>> theirs = theirs(file, field.id());
                compared.put(name + " " + field.id(), ours.size());
                assertThat(theirs.isEmpty()).as(name).isEqualTo(REFUSED.containsKey(name));
                if (theirs.isPresent() && !ours.equals(theirs.get())) {
                    differences.add(name + difference(ours, theirs.get()));
                }
            }
        }
        System.out.println("compared with split-vep (entries): " + compared);
        assertThat(differences).isEmpty();
        assertThat(compared)
                .containsEntry("bcftools-vep/split-vep.vcf CSQ", 2219)
                .containsEntry("bcftools-vep/split-vep.broken-LoF.vcf vep", 18)
                .containsEntry("hail/sample.gnomad.exomes.r2.1.1.sites.chr1.vcf.gz vep", 1000)
                .hasSizeGreaterThanOrEqualTo(11);
    }

    @Test
    void filesWithAnotherDescriptionHaveNone() throws IOException {
        Path data = Corpus.require("1 look at CSQ keys that are not VEP's");
        for (String name : List.of("slivar/test.vcf", "bcftools-vep/split-vep.4.vcf")) {
            VcfHeader header = header(data.resolve(name)).orElseThrow();
            assertThat(header.infos()).extracting(FieldDeclaration::id).containsAnyOf("CSQ", "BCSQ");
            assertThat(vepFields(header)).as(name).isEmpty();
        }
    }

    private List<Path> files(Path data) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (Path file : Corpus.vcfs(data)) {
            if (!file.toString().contains("/failed/")
                    && header(file)
                            .filter(header -> !vepFields(header).isEmpty())
                            .isPresent()) {
                files.add(file);
            }
        }
        Path generator = data.resolve("../gen/genvcf.py");
        if (Files.exists(generator)) {
            Path generated = folder.resolve("generated.vcf");
            int exit = new ProcessBuilder(List.of(
                            "python3",
                            generator.toString(),
                            "vep",
                            "--seed",
                            "42",
                            "--contigs",
                            "2",
                            "--contig-length",
                            "200000",
                            "--records",
                            "1000",
                            "-o",
                            generated.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            assertThat(exit).isZero();
            files.add(generated);
        }
        return files;
    }

    private static Optional<VcfHeader> header(Path file) throws IOException {
        try {
            return Optional.of(HeaderParser.parse(TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT)));
        } catch (InputFault fault) {
            return Optional.empty();
        }
    }

    private static List<FieldDeclaration> vepFields(VcfHeader header) {
        return header.infos().stream()
                .filter(field -> field.description().startsWith(FORMAT))
                .toList();
    }

    private static String difference(List<String> ours, List<String> theirs) {
        List<String> onlyOurs = new ArrayList<>(ours);
        onlyOurs.removeAll(theirs);
        List<String> onlyTheirs = new ArrayList<>(theirs);
        onlyTheirs.removeAll(ours);
        return ": " + ours.size() + " entries, theirs " + theirs.size() + "\n  ours   "
                + onlyOurs.stream().findFirst().orElse("") + "\n  theirs "
                + onlyTheirs.stream().findFirst().orElse("");
    }

    /** Every entry of the file as the tool would write it, sorted. */
    private List<String> ours(Path file, String id, List<String> names) throws IOException {
        Table table = StoreTable.create(Files.createTempDirectory(folder, "warehouse"));
        ItemOutcome outcome = new VariantImport(
                        LocalSpark.context(),
                        table,
                        "vep",
                        1,
                        WriteLimits.DEFAULT,
                        new ImportOptions(ReadOptions.AS_WRITTEN, id))
                .run(List.of(file.toString()), source -> LocalFile.of(Path.of(source)), read -> {})
                .get(0);
        assertThat(outcome.completed()).as(outcome.message()).isTrue();
        List<String> samples = header(file).orElseThrow().samples();
        List<String> entries = new ArrayList<>();
        for (Row row : LocalSpark.rows(table).collectAsList()) {
            if (!samples.isEmpty() && !samples.get(0).equals(row.getAs("sampleid"))) {
                continue;
            }
            List<String> alternates = row.isNullAt(row.fieldIndex("alternatealleles"))
                    ? List.of(".")
                    : row.getList(row.fieldIndex("alternatealleles"));
            String site = row.getAs("contigname") + "\t" + (row.<Long>getAs("start") + 1) + "\t"
                    + row.getAs("referenceallele") + "\t" + String.join(",", alternates);
            Row annotations = row.getStruct(row.fieldIndex("annotations"));
            for (Row entry : annotations.<Row>getList(0)) {
                entries.add(names.stream()
                        .map(name -> text(entry, name))
                        .collect(Collectors.joining("\t", site + "\t", "")));
            }
        }
        return entries.stream().sorted().toList();
    }

    private static String text(Row entry, String name) {
        Optional<VepField> typed = Stream.of(VepField.values())
                .filter(field -> field.header().equals(name))
                .findFirst();
        int at = entry.fieldIndex(typed.map(VepField::column).orElse("extras"));
        if (entry.isNullAt(at)) {
            return ".";
        }
        if (typed.isEmpty()) {
            return dot((String) entry.getJavaMap(at).get(name.toLowerCase(Locale.ROOT)));
        }
        return switch (typed.get().shape()) {
            case TEXT -> dot(entry.getString(at));
            case LIST -> String.join("&", entry.<String>getList(at));
            case RANK, CHANGE -> {
                Row pair = entry.getStruct(at);
                yield pair.isNullAt(1) ? pair.getString(0) : pair.getString(0) + "/" + pair.getString(1);
            }
        };
    }

    private static String dot(String text) {
        return text.isEmpty() ? "." : text;
    }

    private Optional<List<String>> theirs(Path file, String id) throws IOException, InterruptedException {
        String format = "%CHROM\\t%POS\\t%REF\\t%ALT\\t%" + id + "\\n";
        List<String> command = List.of("bcftools", "+split-vep", "-a", id, "-d", "-A", "tab", "-f", format);
        Process process = new ProcessBuilder(Stream.concat(
                                command.stream(), Stream.of(withContigs(file).toString()))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(decoded(line));
            }
        }
        return process.waitFor() == 0 ? Optional.of(lines.stream().sorted().toList()) : Optional.empty();
    }

    /** The tool dies of a segmentation fault on a contig that the header does not declare. */
    private Path withContigs(Path file) throws IOException {
        if (!file.endsWith("glow/vcf/vep.vcf")) {
            return file;
        }
        String text = Files.readString(file).replaceFirst("\n##", "\n##contig=<ID=21>\n##");
        return Files.writeString(folder.resolve("contigs.vcf"), text);
    }

    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        PercentText percent = new PercentText();
        return percent.decode(bytes, 0, bytes.length)
                ? new String(percent.decoded(), 0, percent.length(), StandardCharsets.UTF_8)
                : text;
    }
}
