package org.lakeome.vcf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated rows, written and read back by bcftools and tabix. */
class VcfFileTest {
    private static final List<String> SAMPLES = List.of("one", "two");
    private static final List<String> HEADER = List.of(
            "##fileformat=VCFv4.2",
            "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"\">",
            "##INFO=<ID=END,Number=1,Type=Integer,Description=\"\">",
            "##INFO=<ID=TXT,Number=.,Type=String,Description=\"\">",
            "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"\">",
            "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">",
            "##FORMAT=<ID=SB,Number=.,Type=Integer,Description=\"\">",
            "##contig=<ID=chr2,length=1000000>",
            "##contig=<ID=chr1,length=536870912>");

    @TempDir
    Path folder;

    private record Written(StoredSite site, Map<String, StoredCall> calls) {}

    @Test
    void bcftoolsReadsWhatTheRowsHold() throws Exception {
        requireTools();
        long seed = System.nanoTime();
        System.out.println("export seed " + seed);
        List<Written> rows = rows(new Random(seed), 3000);
        Path file = write(rows);
        List<String> expected = rows.stream().map(VcfFileTest::text).toList();
        String format = "%CHROM\\t%POS0\\t%ID\\t%REF\\t%ALT\\t%QUAL\\t%FILTER\\t%INFO/AC\\t%INFO/TXT\\t%INFO/DB"
                + "[\\t%GT %AD %DP %SB]\\n";
        assertThat(run("bcftools", "query", "-f", format, file.toString())).containsExactlyElementsOf(expected);
    }

    @Test
    void tabixFindsWhatOverlapsARegion() throws Exception {
        requireTools();
        long seed = System.nanoTime();
        System.out.println("index seed " + seed);
        Random random = new Random(seed);
        List<Written> rows = rows(random, 5000);
        Path file = write(rows);
        for (int i = 0; i < 40; i++) {
            String contig = random.nextBoolean() ? "chr1" : "chr2";
            long from = 1 + random.nextInt(700_000);
            long to = from + (1L << random.nextInt(20));
            long expected = rows.stream()
                    .map(Written::site)
                    .filter(site -> site.contig().equals(contig) && site.start() < to && site.end() > from - 1)
                    .count();
            assertThat(run("tabix", file.toString(), contig + ":" + from + "-" + to))
                    .as(contig + ":" + from + "-" + to)
                    .hasSize((int) expected);
        }
        assertThat(run("bcftools", "index", "-n", file.toString())).containsExactly("5000");
    }

    @Test
    void plainTextHasTheSameLines() throws IOException {
        List<Written> rows = rows(new Random(1), 10);
        StringWriter text = new StringWriter();
        Declarations header = Declarations.of(HEADER);
        try (VcfFile file = new VcfFile(folder.resolve("aside"), header, SAMPLES)) {
            for (Written row : rows) {
                file.add(row.site(), row.calls());
            }
            file.writePlain(text);
        }
        assertThat(text.toString().lines().filter(line -> !line.startsWith("##")))
                .hasSize(11)
                .first()
                .isEqualTo("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tone\ttwo");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void positionBeyondTheIndexMakesNoIndex() throws IOException {
        try (VcfFile file = new VcfFile(folder.resolve("aside"), Declarations.of(List.of()), List.of());
                OutputStream out = Files.newOutputStream(folder.resolve("far.vcf.gz"));
                OutputStream index = Files.newOutputStream(folder.resolve("far.vcf.gz.tbi"))) {
            file.add(
                    new StoredSite("wheat", 1L << 29, (1L << 29) + 1, null, "A", null, null, null, Map.of()), Map.of());
            assertThat(file.writePacked(out, index)).isFalse();
        }
    }

    private static List<Written> rows(Random random, int count) {
        List<Written> rows = new ArrayList<>();
        for (String contig : List.of("chr2", "chr1")) {
            long start = -1;
            for (int i = 0; i < count / 2; i++) {
                start += random.nextInt(4) == 0 ? random.nextInt(2000) : random.nextInt(3);
                rows.add(row(random, contig, Math.max(0, start)));
            }
        }
        return rows;
    }

    private static Written row(Random random, String contig, long start) {
        String reference = "ACGT".substring(random.nextInt(4)) + "A";
        List<String> alternates =
                List.of(List.of("C"), List.of("<NON_REF>"), List.of("G", "*")).get(random.nextInt(3));
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(
                "AC", alternates.stream().map(any -> random.nextInt(9) + "").collect(Collectors.joining(",")));
        long end = start + reference.length();
        if (random.nextInt(5) == 0) {
            end = start + 1 + random.nextInt(40_000);
            attributes.put("END", Long.toString(end));
        }
        if (random.nextBoolean()) {
            attributes.put("TXT", "a%2Cb,\u00fc");
        }
        if (random.nextBoolean()) {
            attributes.put("DB", "");
        }
        Map<String, StoredCall> calls = new HashMap<>();
        for (String sample : SAMPLES) {
            calls.put(sample, call(random, alternates.size()));
        }
        StoredSite site = new StoredSite(
                contig,
                start,
                end,
                random.nextBoolean() ? null : List.of("rs" + start),
                reference,
                alternates,
                random.nextBoolean() ? null : random.nextInt(1000) / 8.0,
                random.nextBoolean() ? null : List.of("q10", "s50"),
                attributes);
        return new Written(site, calls);
    }

    private static StoredCall call(Random random, int alternates) {
        boolean phased = random.nextBoolean();
        List<Integer> alleles = random.ints(2, -1, alternates + 1).boxed().toList();
        List<Integer> depths = IntStream.rangeClosed(0, alternates).boxed().toList();
        return new StoredCall(
                phased,
                alleles,
                null,
                null,
                random.nextBoolean() ? depths : null,
                null,
                null,
                random.nextBoolean() ? random.nextInt(100) : null,
                null,
                random.nextBoolean() ? Map.of("sb", "[1, null, " + random.nextInt(9) + "]") : null);
    }

    private static String text(Written row) {
        StoredSite site = row.site();
        Map<String, String> attributes = site.attributes();
        StringBuilder text = new StringBuilder(String.join(
                "\t",
                site.contig(),
                Long.toString(site.start()),
                site.names() == null ? "." : site.names().getFirst(),
                site.reference(),
                String.join(",", site.alternates()),
                site.quality() == null ? "." : site.quality().toString().replaceFirst("\\.0$", ""),
                site.filters() == null ? "." : String.join(";", site.filters()),
                attributes.get("AC"),
                attributes.getOrDefault("TXT", "."),
                attributes.containsKey("DB") ? "1" : "."));
        for (String sample : SAMPLES) {
            StoredCall call = row.calls().get(sample);
            text.append('\t')
                    .append(call.calls().stream()
                            .map(allele -> allele < 0 ? "." : allele.toString())
                            .collect(Collectors.joining(call.phased() ? "|" : "/")));
            text.append(' ')
                    .append(
                            call.alleleDepths() == null
                                    ? "."
                                    : call.alleleDepths().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(",")));
            text.append(' ').append(call.depth() == null ? "." : call.depth().toString());
            text.append(' ')
                    .append(
                            call.information() == null
                                    ? "."
                                    : call.information()
                                            .get("sb")
                                            .replaceAll("[\\[\\] ]", "")
                                            .replace("null", "."));
        }
        return text.toString();
    }

    private Path write(List<Written> rows) throws IOException {
        Path file = folder.resolve("rows.vcf.gz");
        try (VcfFile vcf = new VcfFile(folder.resolve("aside"), Declarations.of(HEADER), SAMPLES);
                OutputStream out = Files.newOutputStream(file);
                OutputStream index = Files.newOutputStream(folder.resolve("rows.vcf.gz.tbi"))) {
            for (Written row : rows) {
                vcf.add(row.site(), row.calls());
            }
            assertThat(vcf.writePacked(out, index)).isTrue();
        }
        return file;
    }

    private static void requireTools() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bcftools")), "no bcftools");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tabix")), "no tabix");
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        assertThat(errors).as(String.join(" ", command)).isEmptyFile();
        Files.delete(errors);
        return lines;
    }
}
